"""The payment provider is out of reach for three days, and then all is as if it had not been."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.plans.meter import Meter
from tests.billing import places
from tests.billing.acts import ACTS, Act
from tests.billing.audit import amiss, paid_cents
from tests.billing.lives import moment
from tests.billing.trial import weathered
from tests.billing.world import HOUR, World, in_memory_world

AT_THE_PROVIDER = {"pay at the checkout", "cancel at the portal", "pay after all"}
"""Acts that begin at the provider itself."""
TOO_LATE = {"export the last hours"}
"""Acts after which the month's invoice is final before the provider is back: usage that it lacks is told as missing."""


def _acts() -> Iterator[object]:
    for act in ACTS:
        if act.name not in AT_THE_PROVIDER | TOO_LATE:
            yield pytest.param(act, id=act.name)


def use_on(world: World, hours: int) -> None:
    """Let a machine record usage each hour."""
    project = world.open().projects.page(None, 1, lambda _: True).items[0].id
    for hour in range(hours):
        places.use(world, project, f"hour {hour}", Meter.API_CALL, 1_000)
        world.live_on_time(world.now + HOUR)


@pytest.mark.parametrize("act", list(_acts()))
def test_three_days_without_the_provider_leave_nothing_amiss(act: Act) -> None:
    assert weathered(act, 3) == []


def test_usage_of_three_days_without_the_provider_is_counted_once() -> None:
    world = in_memory_world()
    places.using(world)
    with world.side.outage():
        use_on(world, 72)

    world.live_on_time(world.now + 2 * HOUR)

    assert amiss(world) == []


def test_usage_of_some_hours_without_the_provider_is_counted_once() -> None:
    world = in_memory_world()
    places.using(world)
    with world.side.outage():
        use_on(world, 20)

    world.live_on_time(world.now + 2 * HOUR)

    assert amiss(world) == []


def test_a_trial_that_ends_without_the_provider_is_paid_and_goes_on() -> None:
    world = in_memory_world()
    places.in_trial(world)
    world.live(moment("03-26 12:00"))
    with world.side.outage():
        world.live_on_time(world.now + timedelta(days=3))

    world.live_on_time(world.now + 2 * HOUR)

    assert world.open().organization.status == "active"
    assert paid_cents(world) == 427
    assert amiss(world) == []


def test_who_is_declined_without_the_provider_being_reached_is_past_due_in_the_end() -> None:
    world = in_memory_world()
    places.paying(world)
    world.side.card(world.customer, works=False)
    world.live(moment("04-03 12:00"))
    with world.side.outage():
        world.live_on_time(world.now + timedelta(days=3))

    world.live_on_time(world.now + 2 * HOUR)

    assert world.open().organization.status == "past_due"
    assert amiss(world) == []
