"""`BILLING=none`: nobody pays anything, and plans are changed by the operator alone."""

from datetime import timedelta

import pytest

from application.actor import Actor, operator
from domain.ids import OrganizationId
from domain.plans.contract import Contract
from tests.http.paying import Payer
from tests.http.site import Json, Site, pointers, slug_of


@pytest.fixture
def site() -> Site:
    return Site(billing="none")


@pytest.fixture
def acme(site: Site) -> Payer:
    return Payer.of(site)


@pytest.fixture
def olga(acme: Payer) -> Actor:
    """The operator."""
    return operator(OrganizationId(acme.org_id), "olga")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/billing/plan", {"plan": "starter"}),
        ("PUT", "/billing/plan", {"plan": "free"}),
        ("POST", "/billing/preview", {"plan": "pro"}),
        ("POST", "/billing/checkout", {"plan": "starter"}),
        ("POST", "/billing/portal", {}),
        ("POST", "/billing/cancel", {}),
    ],
)
def test_owners_change_no_plan(acme: Payer, method: str, path: str, body: Json) -> None:
    answer = acme.owner.ask(method, acme.path(path), body)

    assert (answer.status_code, slug_of(answer)) == (409, "conflict")
    assert acme.billing()["plan"] == "free"


def test_a_plan_that_does_not_exist_is_named_first(acme: Payer) -> None:
    answer = acme.owner.put(acme.path("/billing/plan"), {"plan": "platinum"})

    assert (answer.status_code, pointers(answer)) == (422, {"/plan"})


def test_nobody_signs_up_for_a_plan_that_is_paid(site: Site) -> None:
    body = {"name": "Globex", "slug": "globex", "owner_email": "gus@globex.example", "plan": "starter"}

    answer = site.anyone.post("/organizations", body)

    assert (answer.status_code, pointers(answer)) == (422, {"/plan"})


@pytest.mark.parametrize("plan", ["starter", "pro"])
def test_the_operator_grants_plans_for_good(site: Site, acme: Payer, olga: Actor, plan: str) -> None:
    site.assembly.application.change_plan(olga, plan=plan)

    site.clock.advance(timedelta(days=65))
    site.settle()

    told = site.logged_in("alice@acme.example").get(acme.path("/billing")).get_json()
    assert (told["plan"], told["state"]) == (plan, "unbilled")


def test_a_contract_with_a_price_asks_nobody_for_money(site: Site, acme: Payer, olga: Actor) -> None:
    contract = Contract(price_cents=500_000)
    site.assembly.application.change_plan(olga, plan="enterprise", contract=contract)
    site.settle()

    told = acme.billing()
    assert (told["plan"], told["state"], told["price_cents"]) == ("enterprise", "unbilled", 500_000)
    assert acme.owner.listed(acme.path("/billing/invoices")) == []


def test_no_notice_is_believed(site: Site) -> None:
    answer = site.anyone.post("/webhooks/stripe", data=b"{}", headers={"Stripe-Signature": "t=1,v1=00"})

    assert answer.status_code == 400


def test_there_is_no_page_on_which_cards_are_taken(site: Site) -> None:
    assert site.anyone.get("/dev/checkout/cs_1").status_code == 404
    assert site.anyone.get("/dev/portal/bps_1").status_code == 404
