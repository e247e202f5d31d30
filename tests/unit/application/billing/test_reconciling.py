"""What differs is found by name, what is safe is mended, and what is not waits for a person."""

from datetime import timedelta

from domain.billing.reconciliation import Name
from domain.plans.meter import Meter
from tests.billing import places
from tests.billing.audit import amiss, subscriptions
from tests.billing.world import HOUR, World, in_memory_world


def names(world: World) -> list[Name]:
    return [difference.name for difference in world.reconciled().found]


def repair(world: World) -> tuple[list[Name], list[Name]]:
    """Return what was found, and what is left."""
    told = world.reconciled(repair=True)
    return [found.name for found in told.found], [left.name for left in told.left]


def use(world: World, units: int) -> None:
    places.allow_overage(world)
    places.use(world, places.start_project(world), "calls", Meter.API_CALL, 100_000 + units)


def test_nothing_differs_of_who_pays(paying: World) -> None:
    assert names(paying) == []


def test_what_was_decided_and_not_told_is_told(paying: World) -> None:
    paying.usual.use.cancel_subscription(paying.alice)

    assert repair(paying) == ([Name.WAITING_CHANGE], [])
    assert subscriptions(paying)[0].ends_at is not None


def test_a_schedule_that_is_lost_there_is_made_again() -> None:
    world = places_world(places.leaving_for_less)
    world.side.ports.payments.keep(subscriptions(world)[0].id, "by a person")

    assert repair(world) == ([Name.WAITING_CHANGE], [])
    assert subscriptions(world)[0].next_plan == "starter"


def test_a_subscription_that_was_begun_twice_is_ended_once(lapsed: World) -> None:
    pages = [lapsed.usual.use.open_checkout(lapsed.alice, plan="starter") for _ in range(2)]
    lapsed.side.pay_at_checkout(pages[0])
    lapsed.side.pay_at_checkout(pages[1])

    assert repair(lapsed) == ([Name.SUBSCRIPTION_TWICE], [])
    assert [one.status for one in subscriptions(lapsed)] == ["ended", "active", "ended"]


def test_a_subscription_that_nobody_here_knows_is_taken_over(lapsed: World) -> None:
    lapsed.side.pay_at_checkout(lapsed.usual.use.open_checkout(lapsed.alice, plan="starter"))

    assert repair(lapsed) == ([Name.SUBSCRIPTION_UNKNOWN], [])
    assert amiss(lapsed) == []


def test_a_subscription_that_was_ended_there_is_followed(paying: World) -> None:
    paying.side.ports.payments.end_now(subscriptions(paying)[0].id)

    assert repair(paying) == ([Name.SUBSCRIPTION_MISSING], [])
    assert paying.open().organization.plan(paying.now).id == "free"
    assert amiss(paying) == []


def test_a_payment_that_failed_unseen_is_followed(paying: World) -> None:
    paying.side.card(paying.customer, works=False)
    paying.clock.set(paying.now.replace(month=4, day=5))

    assert repair(paying)[0] == [Name.STATE]
    assert paying.open().organization.status == "past_due"


def test_usage_that_was_not_exported_is_exported(paying: World) -> None:
    paying.usual.run()
    use(paying, 30_000)
    paying.clock.advance(3 * HOUR)

    assert repair(paying) == ([Name.USAGE_NOT_EXPORTED], [])
    assert amiss_but_rounds(paying) == []


def test_usage_of_the_last_hours_is_no_difference(paying: World) -> None:
    use(paying, 30_000)
    paying.clock.advance(1 * HOUR)

    assert names(paying) == []


def test_usage_that_was_under_way_too_long_is_counted_once(paying: World) -> None:
    use(paying, 30_000)
    with paying.side.outage():
        paying.live_on_time(paying.now + timedelta(days=2))

    paying.live_on_time(paying.now + 2 * HOUR)

    assert names(paying) == []


def test_reconciling_without_repair_changes_nothing(paying: World) -> None:
    paying.usual.use.cancel_subscription(paying.alice)

    paying.reconciled()

    assert subscriptions(paying)[0].ends_at is None


def test_reconciling_everybody_reaches_every_customer(paying: World) -> None:
    paying.side.cancel(paying.customer)

    found = [organization for organization, told in paying.usual.reconcile_all("operator", repair=False) if told.found]

    assert found == [paying.alice.organization_id]


def places_world(place: object) -> World:
    world = in_memory_world()
    assert callable(place)
    place(world)
    return world


def amiss_but_rounds(world: World) -> list[str]:
    """Return what is amiss where time has passed and nobody has worked."""
    return [breach for breach in amiss(world) if "due" not in breach]
