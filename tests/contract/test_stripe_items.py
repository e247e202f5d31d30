"""The items of a subscription at Stripe: customers read there the plan that they have, and its meters."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from domain.errors import Unavailable
from domain.plans.plan import Plan
from entrypoints.stripe_twin import Fault, pages
from tests.contract.payment_stage import BACK, CONTRACT, DAY, HOUR, JUNE, MAY, PRO, START, STARTER, Office, office
from tests.stripe_live.twin_stage import TwinStage, twin_stage

METERS = ("api_call", "bandwidth", "compute", "storage")


@pytest.fixture
def stage() -> Iterator[TwinStage]:
    with twin_stage() as stage:
        yield stage


@pytest.mark.parametrize("plan", [STARTER, PRO, CONTRACT])
def test_a_subscription_has_the_meters_of_its_plan(stage: TwinStage, plan: Plan) -> None:
    office(stage).subscribe(plan)

    assert listed(stage) == own(plan)


@pytest.mark.parametrize("plan", [PRO, CONTRACT])
def test_after_an_upgrade_it_has_those_of_the_new_plan(stage: TwinStage, plan: Plan) -> None:
    acme = office(stage)
    acme.subscribe(STARTER)

    acme.upgrade(plan)

    assert listed(stage) == own(plan)


def test_after_an_exchange_it_has_those_of_the_new_plan(stage: TwinStage) -> None:
    acme = office(stage)
    acme.subscribe(PRO)

    acme.exchange(STARTER)

    assert listed(stage) == own(STARTER)


def test_with_the_next_month_it_has_those_of_the_plan_that_follows(stage: TwinStage) -> None:
    acme = office(stage)
    acme.subscribe(PRO)
    acme.schedule(STARTER)

    stage.come(MAY + HOUR)

    assert listed(stage) == own(STARTER)


def test_a_declined_upgrade_leaves_the_items(stage: TwinStage) -> None:
    acme = office(stage)
    acme.subscribe(STARTER)
    stage.card(acme.customer, works=False)

    with suppress(Exception):
        acme.upgrade(PRO)

    assert listed(stage) == own(STARTER)


def test_cut_off_between_its_two_steps_an_upgrade_is_finished_when_it_is_asked_for_again(stage: TwinStage) -> None:
    acme = office(stage)
    begun, order = acme.subscribe(STARTER), acme.order(PRO)
    stage.twin.faults.next("POST", "/v1/subscriptions/*", Fault.LOSE_ANSWER)
    with suppress(Unavailable):
        stage.payments.upgrade(begun.id, order, "bigger")

    changed = stage.payments.upgrade(begun.id, order, "bigger")

    assert listed(stage) == own(PRO)
    assert not changed.foreign_meters


def test_meters_of_other_plans_from_before_are_told_and_taken_away(stage: TwinStage) -> None:
    acme = with_all_meters(stage)
    told = acme.subscription.foreign_meters

    changed = acme.exchange(STARTER)

    assert (told, changed.foreign_meters) == (True, False)
    assert listed(stage) == own(STARTER)
    assert acme.amounts == [[1450]]


def test_their_usage_until_then_is_not_invoiced_at_once(stage: TwinStage) -> None:
    acme = with_all_meters(stage)
    acme.use(10_000, START, "pro_v1_api_call")

    acme.exchange(STARTER)
    stage.come(JUNE)

    assert acme.amounts == [[1450], [2900], [2900]]


def test_what_people_sell_by_usage_beside_our_plans_stays(stage: TwinStage) -> None:
    acme = office(stage)
    begun = acme.subscribe(STARTER)
    price = sold_beside(stage)
    add_items(stage, begun.id, price)

    acme.upgrade(PRO)

    assert listed(stage) == sorted([*own(PRO), "support_minutes"])
    assert not acme.subscription.foreign_meters


def test_the_checkout_lists_the_plan_and_each_of_its_meters_once(stage: TwinStage) -> None:
    acme = office(stage, works=None)

    url = stage.payments.checkout(acme.customer, acme.order(PRO), BACK, "checkout")

    session = stage.twin.get("checkout.session", url.rpartition("/")[2])
    shown = pages.checkout_page(stage.twin, session)
    assert [shown.count(word) for word in ("Pro plan", "Starter", "Enterprise")] == [5, 0, 0]
    assert "Pro plan: Bandwidth, $0.064 per GB" in shown


def test_the_portal_lists_the_plan_and_each_of_its_meters_once(stage: TwinStage) -> None:
    acme = office(stage)
    acme.subscribe(STARTER)
    stage.come(START + DAY)
    acme.upgrade(PRO)

    url = stage.payments.portal(acme.customer, BACK)

    session = stage.twin.get("billing_portal.session", url.rpartition("/")[2])
    shown = pages.portal_page(stage.twin, session)
    assert [shown.count(word) for word in ("Pro plan", "Starter", "Enterprise")] == [5, 0, 0]


def own(plan: Plan) -> list[str]:
    return [f"{plan.id}_v{plan.version}_{meter}" for meter in METERS]


def listed(stage: TwinStage) -> list[str]:
    """The metered prices of the only subscription."""
    [subscription] = stage.twin.all("subscription")
    prices = (item["price"] for item in subscription["items"]["data"])
    return sorted(price["lookup_key"] for price in prices if price["recurring"]["usage_type"] == "metered")


def with_all_meters(stage: TwinStage) -> Office:
    """Acme pays for starter, with a subscription from when each had the meters of every plan."""
    acme = office(stage)
    begun = acme.subscribe(STARTER)
    others = [price["id"] for price in stage.twin.all("price") if price["lookup_key"] in {*own(PRO), *own(CONTRACT)}]
    add_items(stage, begun.id, *others)
    return acme


def add_items(stage: TwinStage, subscription: str, *prices: str) -> None:
    stage.connection.ask(
        lambda client: client.v1.subscriptions.update(
            subscription, {"items": [{"price": price} for price in prices], "proration_behavior": "none"}
        )
    )


def sold_beside(stage: TwinStage) -> str:
    """The price of something that is not ours."""
    stage.connection.ask(lambda client: client.v1.products.create({"id": "support", "name": "Support"}))
    meter = stage.connection.ask(
        lambda client: client.v1.billing.meters.create(
            {"display_name": "Support", "event_name": "support", "default_aggregation": {"formula": "sum"}}
        )
    )
    return stage.connection.ask(
        lambda client: client.v1.prices.create(
            {
                "product": "support",
                "currency": "usd",
                "unit_amount": 100,
                "recurring": {"interval": "month", "usage_type": "metered", "meter": meter.id},
                "lookup_key": "support_minutes",
            }
        )
    ).id
