"""The checkout and the portal of the simulated payment provider."""

import re
from datetime import timedelta

import pytest

from tests.http.paying import DECLINES, DECLINES_LATER, WORKS, Payer
from tests.http.site import Site, pointers, slug_of

HARMLESS = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "


@pytest.fixture
def acme(site: Site) -> Payer:
    return Payer.of(site)


@pytest.fixture
def owing(acme: Payer) -> Payer:
    """Acme, whose first invoice was declined."""
    acme.subscribes("starter", DECLINES_LATER)
    return acme.after(days=14, hours=1)


USAGE = {
    "starter": [
        "Starter plan: API calls past the included volume, $0.45 per 1,000 calls",
        "Starter plan: Compute past the included volume, $0.09 per minute",
        "Starter plan: Bandwidth, $0.072 per GB",
        "Starter plan: Storage past the included volume, $0.09 per GB-month",
    ],
    "pro": [
        "Pro plan: API calls past the included volume, $0.40 per 1,000 calls",
        "Pro plan: Compute past the included volume, $0.08 per minute",
        "Pro plan: Bandwidth, $0.064 per GB",
        "Pro plan: Storage past the included volume, $0.08 per GB-month",
    ],
}


def listed(page: str) -> list[str]:
    return re.findall(r"<li>([^<]+)</li>", page)


def buttons(page: str) -> list[str]:
    return re.findall(r"<button[^>]*>([^<]+)</button>", page)


def test_a_checkout_tells_what_is_subscribed_to(acme: Payer) -> None:
    page = acme.site.anyone.get(acme.checkout("pro"))

    assert (page.status_code, page.content_type.lower()) == (200, "text/html; charset=utf-8")
    for_people = ("Acme", "Pro plan", "$99.00", "$0.00", "24 March 2026")
    assert [text for text in for_people if text not in page.text] == []
    assert buttons(page.text) == ["Subscribe"]


@pytest.mark.parametrize("plan", ["starter", "pro"])
def test_a_checkout_and_the_portal_list_each_meter_of_the_plan_once(plan: str, acme: Payer) -> None:
    checkout = acme.site.anyone.get(acme.checkout(plan)).text
    acme.subscribes(plan, WORKS)

    portal = acme.site.anyone.get(acme.portal()).text

    assert listed(checkout) == listed(portal) == USAGE[plan]
    other = {"starter": "Pro", "pro": "Starter"}[plan]
    assert [other in page or "Enterprise" in page for page in (checkout, portal)] == [False, False]


@pytest.mark.parametrize("kind", ["checkout", "portal"])
def test_a_page_is_safe_and_can_be_used_by_everybody(kind: str, acme: Payer) -> None:
    path = {"checkout": acme.checkout("pro"), "portal": acme.portal()}[kind]

    page = acme.site.anyone.get(path)

    policy = f"{HARMLESS}form-action 'self' http://localhost:8000; frame-ancestors 'none'"
    assert page.headers["Content-Security-Policy"] == policy
    assert (page.headers["Cache-Control"], page.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert "<script" not in page.text
    assert ('<html lang="en">' in page.text, page.text.count("<h1>"), page.text.count("<title>")) == (True, 1, 1)
    fields = re.findall(r'<input id="(\w+)"', page.text)
    assert fields == re.findall(r'<label for="(\w+)"', page.text) == ["card"]


def test_names_do_not_become_markup(site: Site) -> None:
    body = {"name": "<b>Acme & Co", "slug": "acme", "owner_email": "alice@acme.example"}
    org_id = site.anyone.made("/organizations", body)["org_id"]
    owner, _ = site.accepts("alice@acme.example", "Alice")

    page = site.anyone.get(Payer(site, "acme", org_id, owner).checkout("pro"))

    assert "<dd>&lt;b&gt;Acme &amp; Co</dd>" in page.text


@pytest.mark.parametrize("card", [WORKS, WORKS.replace(" ", "")])
def test_a_card_that_works_begins_the_trial_and_leads_back(card: str, acme: Payer) -> None:
    answer = acme.subscribes("starter", card)

    assert (answer.status_code, answer.headers["Location"]) == (303, "http://localhost:8000/docs")
    assert 'href="http://localhost:8000/docs"' in answer.text
    assert acme.billing()["state"] == "trialing"
    assert acme.after(days=15).billing()["state"] == "active"


@pytest.mark.parametrize("card", [DECLINES, "1234", "", "'; drop table cards", "é"])
def test_a_card_that_is_declined_leads_back_to_the_page_which_tells_so(card: str, acme: Payer) -> None:
    page = acme.checkout("starter")

    answer = acme.submits(page, card=card)

    there = acme.site.anyone.get(answer.headers["Location"])
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}?told=declined")
    assert '<p role="status">That did not succeed' in there.text
    assert f'action="{page}"' in there.text
    assert (acme.billing()["state"], acme.submits(page, card=WORKS).status_code) == ("unbilled", 303)


def test_a_card_may_be_declined_only_when_it_is_charged(owing: Payer) -> None:
    page = owing.site.anyone.get(owing.portal()).text

    assert owing.billing()["state"] == "past_due"
    assert "<dt>Open</dt><dd>$7.02</dd>" in page
    assert buttons(page) == ["Change the card", "Pay what is open", "Cancel the subscription"]


def test_a_checkout_is_used_once(acme: Payer) -> None:
    page = acme.checkout("starter")
    acme.submits(page, card=WORKS)

    again = acme.submits(page, card=WORKS)

    there = acme.site.anyone.get(again.headers["Location"])
    assert (again.status_code, again.headers["Location"]) == (303, page)
    assert ("used already" in there.text, buttons(there.text)) == (True, [])


def test_a_checkout_works_for_a_day(acme: Payer) -> None:
    page = acme.checkout("starter")
    acme.site.clock.advance(timedelta(days=1))

    assert buttons(acme.site.anyone.get(page).text) == []


def test_another_card_pays_what_was_declined(owing: Payer) -> None:
    page = owing.portal()

    answer = owing.submits(page, act="card", card=WORKS)

    there = owing.site.anyone.get(answer.headers["Location"]).text
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}?told=card-changed")
    assert ("The card was changed" in there, "<dt>Card</dt><dd>works</dd>" in there) == (True, True)
    assert owing.billing()["state"] == "active"


@pytest.mark.parametrize("form", [{"act": "pay"}, {"act": "card", "card": DECLINES}, {"act": "card"}])
def test_what_is_declined_changes_nothing(form: dict[str, str], owing: Payer) -> None:
    answer = owing.submits(owing.portal(), **form)

    assert answer.headers["Location"].endswith("?told=declined")
    assert owing.billing()["state"] == "past_due"


def test_what_is_open_can_be_paid(acme: Payer) -> None:
    acme.subscribes("starter", WORKS)

    answer = acme.submits(acme.portal(), act="pay")

    assert "Everything that was open is paid" in acme.site.anyone.get(answer.headers["Location"]).text


def test_who_cancels_in_the_portal_leaves_with_the_trial(acme: Payer) -> None:
    acme.subscribes("starter", WORKS)
    page = acme.portal()

    answer = acme.submits(page, act="cancel")

    there = acme.site.anyone.get(answer.headers["Location"]).text
    assert "Starter plan, ends on 24 March 2026" in there
    assert "Cancel the subscription" not in buttons(there)
    assert acme.billing()["pending"] == {"plan": "free", "at": "2026-03-24T12:00:00Z"}
    assert acme.after(days=15).billing()["plan"] == "free"


def test_the_portal_lists_invoices(owing: Payer) -> None:
    page = owing.site.anyone.get(owing.portal()).text

    assert re.search(r"<td>\w+-0001</td><td>24 March 2026</td><td>open</td><td>\$7\.02</td>", page)


def test_the_portal_leads_back(acme: Payer) -> None:
    page = acme.portal(return_url="http://localhost:8000/docs?a=1&b=2")

    assert '<a href="http://localhost:8000/docs?a=1&amp;b=2">' in acme.site.anyone.get(page).text


@pytest.mark.parametrize("path", ["/dev/checkout/page_nosuch", "/dev/portal/page_nosuch"])
def test_a_page_that_nobody_gave_out_is_not_found(path: str, acme: Payer) -> None:
    form = {"act": "pay", "card": WORKS} if "portal" in path else {"card": WORKS}

    assert slug_of(acme.site.anyone.get(path)) == slug_of(acme.submits(path, **form)) == "not-found"


def test_the_portal_is_no_checkout(acme: Payer) -> None:
    page = acme.portal().replace("portal", "checkout")

    assert slug_of(acme.site.anyone.get(page)) == slug_of(acme.submits(page, card=WORKS)) == "not-found"


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"card": WORKS}, "/act"),
        ({"act": "steal"}, "/act"),
        ({"act": "pay", "x": "1"}, "/x"),
        ({"act": "card", "card": "4" * 31}, "/card"),
    ],
)
def test_a_form_that_the_page_does_not_have_is_refused(form: dict[str, str], wrong: str, acme: Payer) -> None:
    assert pointers(acme.submits(acme.portal(), **form)) == {wrong}


@pytest.mark.parametrize("told", ["<script>", "anything", ""])
def test_a_page_tells_nothing_that_somebody_else_wrote(told: str, acme: Payer) -> None:
    answer = acme.site.anyone.get(acme.portal(), query_string={"told": told})

    assert pointers(answer) == {"query/told"}


@pytest.mark.parametrize("raw", [b"card=\xff", b"card=%ff", b"&".join([b"a=1"] * 21)])
def test_a_form_that_cannot_be_read_is_malformed(raw: bytes, acme: Payer) -> None:
    page = acme.checkout("pro")

    answer = acme.site.anyone.post(page, data=raw, content_type="application/x-www-form-urlencoded")

    assert slug_of(answer) == "malformed-request"


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data", "text/plain", ""])
def test_another_content_type_is_malformed(content_type: str, acme: Payer) -> None:
    answer = acme.site.anyone.post(acme.checkout("pro"), data=b"{}", content_type=content_type)

    assert slug_of(answer) == "malformed-request"
