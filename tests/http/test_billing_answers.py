"""What the routes about plans and payments answer."""

from datetime import timedelta
from typing import Any

import pytest

from tests.http.paying import DECLINES_LATER, WORKS, Payer, simulated
from tests.http.site import Company, Site, pointers, slug_of

POLICY = "Content-Security-Policy"
ONE = {"Idempotency-Key": "one"}
NOTHING: dict[str, Any] = {
    "trial_ends_at": None, "trial_used": False, "past_due_since": None, "restricted_at": None,
    "current_cycle_ends_at": "2026-04-01T00:00:00Z", "pending": None,
}  # fmt: skip


@pytest.fixture
def free(site: Site) -> Payer:
    return Payer.of(site)


@pytest.fixture
def paying(site: Site) -> Payer:
    """Acme, on the starter plan, whose trial is over and whose first invoice is paid."""
    acme = Payer.of(site)
    acme.subscribes("starter", WORKS)
    return acme.after(days=15)


@pytest.fixture
def owing(site: Site) -> Payer:
    """Acme, whose first invoice was declined."""
    acme = Payer.of(site)
    acme.subscribes("starter", DECLINES_LATER)
    return acme.after(days=14, hours=1)


def test_who_pays_nothing_is_unbilled(free: Payer) -> None:
    answer = free.owner.get(free.path("/billing"))

    told = {"plan": "free", "plan_version": 1, "price_cents": 0, "state": "unbilled", "status": "active"}
    assert answer.get_json() == {**NOTHING, **told, "version": int(answer.headers["ETag"].strip('"'))}


def test_the_first_paid_plan_is_tried(free: Payer) -> None:
    answer = free.chooses("starter")

    trial = {"state": "trialing", "status": "trialing", "trial_ends_at": "2026-03-24T12:00:00Z", "trial_used": True}
    assert answer.status_code == 200
    assert answer.get_json().items() >= {**NOTHING, **trial, "plan": "starter", "price_cents": 2900}.items()
    assert answer.headers["ETag"] == f'"{answer.get_json()["version"]}"'
    assert free.owner.get(free.path()).get_json()["status"] == "trialing"


def test_a_smaller_plan_waits_for_the_end_of_the_trial_if_that_comes_first(free: Payer) -> None:
    free.chooses("pro")

    answer = free.chooses("starter").get_json()

    assert (answer["plan"], answer["pending"]) == ("pro", {"plan": "starter", "at": "2026-03-24T12:00:00Z"})


def test_a_smaller_plan_waits_for_the_end_of_the_cycle(paying: Payer) -> None:
    paying.chooses("pro")

    answer = paying.chooses("starter").get_json()

    assert (answer["plan"], answer["pending"]) == ("pro", {"plan": "starter", "at": "2026-04-01T00:00:00Z"})


def test_who_has_paid_is_active(paying: Payer) -> None:
    [invoice] = paying.owner.listed(paying.path("/billing/invoices"))

    assert paying.billing().items() >= {"state": "active", "status": "active", "trial_used": True}.items()
    assert (invoice["status"], invoice["number"][-5:], invoice["url"]) == ("paid", "-0001", None)
    assert invoice["total_cents"] == invoice["due_cents"] == invoice["paid_cents"] == 702
    [line] = invoice["lines"]
    assert line == {
        "description": "Starter plan, rest of the month", "quantity": 1, "meter": None, "amount_cents": 702,
        "starts_at": "2026-03-24T12:00:00Z", "ends_at": "2026-04-01T00:00:00Z",
    }  # fmt: skip


def test_invoices_come_in_parts_newest_first(paying: Payer) -> None:
    paying.chooses("pro")
    path = paying.path("/billing/invoices")

    first = paying.owner.get(f"{path}?limit=1").get_json()
    rest = paying.owner.get(f"{path}?limit=1&cursor={first['next_cursor']}").get_json()

    numbers = [page["data"][0]["number"][-5:] for page in (first, rest)]
    assert (numbers, rest["next_cursor"]) == (["-0002", "-0001"], None)


def test_what_was_previewed_is_invoiced(paying: Payer) -> None:
    preview = paying.owner.made(paying.path("/billing/preview"), {"plan": "pro"})
    paying.site.clock.advance(timedelta(minutes=10))

    paying.chooses("pro")

    [invoice, _] = paying.owner.listed(paying.path("/billing/invoices"))
    told = [(line["description"], line["amount_cents"]) for line in invoice["lines"]]
    assert told == [(line["description"], line["amount_cents"]) for line in preview["lines"]]
    assert invoice["paid_cents"] == preview["due_now_cents"] > 0
    assert (preview["plan"], preview["month_cents"], preview["trial_ends_at"]) == ("pro", 9900, None)


def test_a_trial_costs_nothing_now(free: Payer) -> None:
    preview = free.owner.made(free.path("/billing/preview"), {"plan": "pro"})

    assert preview == {
        "plan": "pro", "effective_at": "2026-03-10T12:00:00Z", "trial_ends_at": "2026-03-24T12:00:00Z", "lines": [],
        "due_now_cents": 0, "month_cents": 9900, "holds_until": "2026-03-10T12:15:00Z",
    }  # fmt: skip


def test_what_is_not_paid_is_not_changed(paying: Payer) -> None:
    paying.submits(paying.portal(), act="card", card=DECLINES_LATER)

    answer = paying.chooses("pro")

    assert (answer.status_code, slug_of(answer), answer.get_json()["plan"]) == (402, "payment-required", "pro")
    assert "declined" in answer.get_json()["detail"]
    assert paying.billing()["plan"] == "starter"


def test_who_owes_is_told_since_when_and_until_when_all_works(owing: Payer) -> None:
    told = {
        "state": "past_due", "status": "past_due", "past_due_since": "2026-03-24T12:00:00Z",
        "restricted_at": "2026-04-07T12:00:00Z",
    }  # fmt: skip

    assert owing.billing().items() >= told.items()
    assert owing.owner.get(owing.path()).get_json()["status"] == "past_due"
    assert slug_of(owing.chooses("pro")) == "payment-required"
    assert slug_of(owing.owner.post(owing.path("/billing/preview"), {"plan": "pro"})) == "payment-required"


def test_who_owes_too_long_is_restricted_until_it_is_paid(owing: Payer) -> None:
    owing.after(days=14)
    invitation = {"email": "bob@acme.example"}

    restricted = owing.billing()
    refused = owing.owner.post(owing.path("/invitations"), invitation)
    owing.submits(owing.portal(), act="card", card=WORKS)

    assert (restricted["state"], restricted["restricted_at"]) == ("restricted", "2026-04-07T12:00:00Z")
    assert slug_of(refused) == "organization-restricted"
    assert owing.billing()["state"] == "active"
    assert owing.owner.post(owing.path("/invitations"), invitation).status_code == 201


def test_cancelling_waits_and_is_taken_back_by_choosing_again(paying: Payer) -> None:
    cancelled = paying.owner.made(paying.path("/billing/cancel"))
    again = paying.owner.made(paying.path("/billing/cancel"), {})

    back = paying.chooses("starter").get_json()

    assert cancelled["pending"] == again["pending"] == {"plan": "free", "at": "2026-04-01T00:00:00Z"}
    assert (back["plan"], back["pending"]) == ("starter", None)


def test_who_has_no_subscription_cannot_cancel(free: Payer) -> None:
    assert slug_of(free.owner.post(free.path("/billing/cancel"))) == "conflict"


def test_there_is_one_subscription(paying: Payer) -> None:
    assert slug_of(paying.owner.post(paying.path("/billing/checkout"), {"plan": "pro"})) == "conflict"


@pytest.mark.parametrize(
    "back", ["http://localhost:8000", "http://localhost:8000/docs?x=1#y", "http://LOCALHOST:8000/"]
)
def test_who_pays_comes_back_to_this_api(back: str, free: Payer) -> None:
    page = free.checkout("pro", return_url=back)

    assert free.submits(page, card=WORKS).headers["Location"] == back


def test_who_pays_comes_back_to_an_origin_that_may_call() -> None:
    acme = Payer.of(Site(cors_origins=("https://app.acme.example",)))
    back = "https://app.acme.example/settings/billing"

    other = acme.owner.post(acme.path("/billing/portal"), {"return_url": "https://app.acme.example:8443/"})

    answer = acme.submits(acme.checkout("pro", return_url=back), card=WORKS)

    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    assert "form-action 'self' http://localhost:8000 https://app.acme.example;" in answer.headers[POLICY]
    assert pointers(other) == {"/return_url"}


def test_all_that_is_wrong_with_a_checkout_is_told_at_once(free: Payer) -> None:
    body = {"plan": 1, "return_url": "https://evil.example", "extra": 1}

    answer = free.owner.post(free.path("/billing/checkout"), body)

    assert pointers(answer) == {"/plan", "/return_url", "/extra"}


@pytest.mark.parametrize(
    ("rest", "body"), [("preview", {"plan": "pro"}), ("checkout", {"plan": "pro"}), ("portal", {})]
)
def test_the_same_request_again_gets_the_first_answer_again(rest: str, body: dict[str, str], free: Payer) -> None:
    path = free.path(f"/billing/{rest}")
    first = free.owner.made(path, body, headers=ONE)
    free.site.clock.advance(timedelta(minutes=1))

    assert free.owner.made(path, body, headers=ONE) == first
    assert free.owner.made(path, body) != first


def test_a_cancellation_again_gets_the_first_answer_again(paying: Payer) -> None:
    path = paying.path("/billing/cancel")
    first = paying.owner.post(path, headers=ONE)
    paying.site.settle()
    paying.chooses("pro")

    again = paying.owner.post(path, headers=ONE)

    assert (again.status_code, again.data, again.headers["ETag"]) == (200, first.data, first.headers["ETag"])
    assert paying.billing()["pending"] is None


@pytest.mark.parametrize(
    ("rest", "body"), [("preview", {"plan": "pro"}), ("checkout", {"plan": "pro"}), ("portal", {})]
)
def test_a_provider_out_of_reach_is_told_with_when_to_come_again(rest: str, body: dict[str, str], site: Site) -> None:
    acme = Payer.of(site)
    acme.subscribes("starter", WORKS)
    acme.after(days=15)
    other = Payer.of(site, "globex")
    asking = {"preview": acme, "checkout": other, "portal": acme}[rest]
    simulated(site).outage = True

    answer = asking.owner.post(asking.path(f"/billing/{rest}"), body, headers=ONE)
    simulated(site).outage = False

    assert (answer.status_code, slug_of(answer)) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert asking.owner.post(asking.path(f"/billing/{rest}"), body, headers=ONE).status_code == 200


def test_reading_asks_nobody_else(paying: Payer) -> None:
    simulated(paying.site).outage = True

    answers = [paying.owner.get(paying.path(f"/billing{rest}")) for rest in ("", "/invoices")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_an_admin_reads_and_does_not_manage(acme: Company) -> None:
    admin = acme.people["admin"]

    assert admin.get(acme.path("/billing")).status_code == admin.get(acme.path("/billing/invoices")).status_code == 200
    assert slug_of(admin.put(acme.path("/billing/plan"), {"plan": "pro"})) == "permission-denied"


def test_a_stale_version_comes_before_what_does_not_fit(acme: Company) -> None:
    path = acme.path("/billing/plan")

    stale = acme.owner.put(path, {"plan": "free"}, headers={"If-Match": '"99"'})
    unfit = acme.owner.put(path, {"plan": "free"})

    assert (slug_of(stale), slug_of(unfit)) == ("precondition-failed", "conflict")
    assert unfit.get_json()["unfit"] == ["users: 5 in use, 3 allowed", "projects: 2 in use, 1 allowed"]


def test_a_wrong_body_comes_after_the_role_and_before_what_is_owed(owing: Payer) -> None:
    answer = owing.owner.put(owing.path("/billing/plan"), {"plan": "gold"})

    assert pointers(answer) == {"/plan"}


def test_who_closes_cannot_subscribe(free: Payer) -> None:
    free.owner.delete(free.path())

    answers = [free.owner.put(free.path("/billing/plan"), {"plan": "pro"})]
    answers.append(free.owner.post(free.path("/billing/checkout"), {"plan": "pro"}))

    assert [slug_of(answer) for answer in answers] == ["organization-restricted"] * 2
    assert free.owner.get(free.path("/billing")).get_json()["status"] == "closing"
