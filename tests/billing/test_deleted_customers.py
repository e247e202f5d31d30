"""Customers that somebody deletes at the payment provider, and what the company finds then."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from domain.billing.reconciliation import Name
from domain.billing.refusals import PaymentRequired
from domain.billing.state import Unbilled
from domain.errors import Conflict, Unavailable
from tests.billing import places
from tests.billing.world import DAY, World, in_memory_world

Wish = Callable[[World], object]

WISHES: dict[str, Wish] = {
    "portal": lambda world: world.usual.use.open_portal(world.alice),
    "checkout": lambda world: world.usual.use.open_checkout(world.alice, plan="pro"),
    "preview": lambda world: world.usual.use.preview_plan(world.alice, plan="pro"),
    "choose": lambda world: world.usual.use.choose_plan(world.alice, plan="pro"),
    "cancel": lambda world: world.usual.use.cancel_subscription(world.alice),
}


def test_the_company_moves_to_what_costs_nothing_when_the_provider_tells(world: World) -> None:
    world.side.delete(world.customer)

    world.hear()

    assert isinstance(world.open().organization.billing, Unbilled)
    assert world.open().organization.plan(world.now).id == "free"


def test_the_portal_is_another_customers_though_nobody_has_told(world: World) -> None:
    gone = world.customer
    world.side.delete(gone)

    world.usual.use.open_portal(world.alice)

    assert world.customer != gone
    assert world.storage.directory.customer(world.customer) == world.alice.organization_id
    assert world.storage.directory.customer(gone) is None


def test_the_checkout_begins_a_subscription_of_another_customer(world: World) -> None:
    world.side.delete(world.customer)
    world.hear()

    world.side.pay_at_checkout(world.usual.use.open_checkout(world.alice, plan="pro"))
    world.hear()

    assert world.open().organization.plan(world.now).id == "pro"


def test_a_plan_must_be_paid_by_another_customer_who_has_no_card_yet(world: World) -> None:
    gone = world.customer
    world.side.delete(gone)

    with pytest.raises(PaymentRequired):
        world.usual.use.choose_plan(world.alice, plan="pro")

    assert world.customer != gone


def test_whoever_asks_at_once_gets_the_same_customer(world: World) -> None:
    before = set(world.side.customers)
    world.side.delete(world.customer)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: _visit(world), range(16)))

    assert len(set(world.side.customers) - before) == 1


def test_reconciliation_finds_it_and_makes_another_one(world: World) -> None:
    world.side.delete(world.customer)

    found = world.reconciled()
    repaired = world.reconciled(repair=True)

    assert Name.CUSTOMER_MISSING in {one.name for one in found.found}
    assert found.repaired == ()
    assert Name.CUSTOMER_MISSING in {one.name for one in repaired.repaired}
    assert world.reconciled().found == ()


def test_the_daily_reconciliation_goes_on(world: World) -> None:
    gone = world.customer
    world.side.delete(gone)

    world.live(world.now + 2 * DAY)

    assert world.customer != gone
    assert world.reconciled().found == ()


def test_nothing_is_repaired_that_the_provider_refuses(world: World) -> None:
    world.side.delete(world.customer)
    world.refusing("open_customer", reason="the account is closed")

    reconciled = world.reconciled(repair=True)

    assert reconciled.repaired == ()
    assert Name.CUSTOMER_MISSING in {one.name for one in reconciled.left}


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("method", ["portal", "checkout", "preview", "upgrade", "subscriptions", "invoices"])
def test_what_the_provider_refuses_is_a_conflict(method: str, wish: str) -> None:
    world = in_memory_world()
    places.paying(world)
    world.refusing(method, "open_customer", reason="its own words")

    answer = _answered(lambda: WISHES[wish](world))

    assert "its own words" not in answer


def _visit(world: World) -> None:
    """Open the portal; the provider may say that another one is just asking the same."""
    with suppress(Unavailable):
        world.usual.use.open_portal(world.alice)


def _answered(wish: Callable[[], object]) -> str:
    try:
        return str(wish())
    except (Conflict, PaymentRequired) as refusal:
        return refusal.detail
