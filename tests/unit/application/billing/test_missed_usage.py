"""Usage that misses its invoice: erasure waits for it, and the log says so as long as it is on none."""

from datetime import UTC, datetime

from domain.plans.meter import Meter
from tests.billing import places
from tests.billing.audit import invoices, is_there, subscriptions
from tests.billing.world import World

APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def lose_usage(world: World) -> None:
    """Let the provider forget all usage that it was told of."""
    simulated = world.side.ports.simulated
    assert simulated is not None
    simulated.customer(world.customer).rows.clear()


def usage_invoiced(world: World) -> int:
    return sum(line.amount_cents for invoice in invoices(world) for line in invoice.lines if line.meter is not None)


def closed_with_usage(world: World) -> None:
    """Let Acme use $27.00 of calls on 1 April, close a day later, and the provider forget what it was told."""
    places.allow_overage(world)
    world.live(APRIL.replace(hour=12))
    places.use(world, places.start_project(world), "calls", Meter.API_CALL, 160_000)
    world.live(APRIL.replace(day=2, hour=12))
    world.usual.use.close_organization(world.alice)
    world.live(APRIL.replace(day=30))
    lose_usage(world)


def test_an_organization_is_not_erased_while_a_draft_lacks_its_usage(paying: World) -> None:
    closed_with_usage(paying)

    paying.live_on_time(APRIL.replace(month=5, day=3, hour=23))

    assert is_there(paying)
    assert usage_invoiced(paying) == 0


def test_it_is_erased_once_an_invoice_with_the_usage_is_made(paying: World) -> None:
    closed_with_usage(paying)

    paying.live_on_time(APRIL.replace(month=5, day=6))

    assert not is_there(paying)
    assert usage_invoiced(paying) == 2700
    assert [found.live for found in subscriptions(paying)] == [False]


def test_the_log_has_an_error_each_day_until_the_usage_is_invoiced(paying: World) -> None:
    places.allow_overage(paying)
    places.use(paying, places.start_project(paying), "calls", Meter.API_CALL, 160_000)
    paying.live(APRIL.replace(day=3))
    lose_usage(paying)
    paying.live(APRIL.replace(day=10))
    paying.diary.alarms.clear()

    paying.live(APRIL.replace(day=13))
    standing = carried_over(paying)
    paying.live(APRIL.replace(month=5, day=6))
    paying.diary.alarms.clear()
    paying.live(APRIL.replace(month=5, day=9))

    assert standing == ["starter_v1_api_call 2026-03"] * 3
    assert paying.diary.alarms == []


def carried_over(world: World) -> list[str]:
    """Return what the log has said of usage that waits for the next invoice, one entry a day."""
    told = (facts for event, facts in world.diary.alarms if event == "billing.difference")
    return [str(facts["subject"]) for facts in told if facts["name"] == "usage-carried-over"]
