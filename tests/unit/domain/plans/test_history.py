"""Which plan holds when, and what a change inside a month gives."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.billing_cycle import BillingCycle
from domain.money import GIGABYTE
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from tests.assemblies.companies import ENTERPRISE, FREE, PRO, STARTER

APRIL = BillingCycle.parse("2026-04")
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
MIDDLE = datetime(2026, 4, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def history(*changes: tuple[datetime, Plan], used: int = 0) -> PlanHistory:
    totals = {Meter.API_CALL: used, Meter.COMPUTE: 0, Meter.BANDWIDTH: 0}
    first, *following = changes
    return PlanHistory((PlanChange(*first), *(PlanChange(at, plan, totals) for at, plan in following)))


def calls(plans: PlanHistory) -> int | None:
    return plans.stretches(APRIL)[-1].included[Meter.API_CALL]


@pytest.mark.parametrize(
    ("at", "volume"),
    [
        (datetime(2026, 4, 16, tzinfo=UTC), 550_000),
        (datetime(2026, 4, 30, tzinfo=UTC), 130_000),
        (datetime(2026, 4, 30, 23, 59, tzinfo=UTC), 100_021),
        (APRIL.end - timedelta(microseconds=1), 100_001),
        (APRIL.start + timedelta(microseconds=1), 1_000_000),
    ],
)
def test_an_upgrade_gives_the_part_of_the_month_that_remains_rounded_up(at: datetime, volume: int) -> None:
    assert calls(history((LONG_AGO, STARTER), (at, PRO))) == volume


def test_a_move_that_nobody_chose_takes_the_same_part_away() -> None:
    assert calls(history((LONG_AGO, PRO), (MIDDLE, FREE))) == 505_000


def test_storage_is_given_whole() -> None:
    stretches = history((LONG_AGO, STARTER), (MIDDLE, PRO)).stretches(APRIL)

    assert [stretch.included[Meter.STORAGE] for stretch in stretches] == [10 * GIGABYTE, 100 * GIGABYTE]


def test_from_a_plan_without_limit_what_was_used_is_covered() -> None:
    assert calls(history((LONG_AGO, ENTERPRISE), (MIDDLE, STARTER), used=7_000_000)) == 7_050_000


def test_to_a_plan_without_limit_there_is_none() -> None:
    assert calls(history((LONG_AGO, STARTER), (MIDDLE, ENTERPRISE))) is None


def test_a_change_at_the_first_moment_of_a_month_gives_the_whole_volume() -> None:
    plans = history((LONG_AGO, STARTER), (APRIL.start, PRO))

    assert len(plans.stretches(APRIL)) == 1
    assert calls(plans) == 1_000_000


def test_a_change_at_the_end_of_a_month_is_none_of_it() -> None:
    assert calls(history((LONG_AGO, PRO), (APRIL.end, STARTER))) == 1_000_000


def test_who_begins_inside_a_month_has_its_whole_volume() -> None:
    assert calls(history((MIDDLE, STARTER))) == 100_000


def test_the_plan_in_force_changes_at_the_very_moment() -> None:
    plans = history((LONG_AGO, STARTER), (MIDDLE, PRO))

    assert plans.in_force(MIDDLE - SECOND) is STARTER
    assert plans.in_force(MIDDLE) is PRO


def test_a_smaller_plan_that_waits_binds_already() -> None:
    plans = history((LONG_AGO, PRO), (APRIL.end, STARTER))

    assert plans.binding(MIDDLE) == (PRO, STARTER)
    assert plans.binding(APRIL.end) == (STARTER,)


def test_a_further_change_takes_the_place_of_the_one_that_waits() -> None:
    plans = history((LONG_AGO, PRO), (APRIL.end, STARTER))

    changed = plans.changed(PlanChange(APRIL.end, FREE), MIDDLE)

    assert changed.in_force(APRIL.end) is FREE
    assert [change.plan for change in changed.changes] == [PRO, FREE]


def test_a_change_that_has_come_stays() -> None:
    plans = history((LONG_AGO, PRO), (MIDDLE, STARTER))

    assert len(plans.changed(PlanChange(APRIL.end, FREE), APRIL.end - SECOND).changes) == 3


def test_every_change_is_another_revision() -> None:
    plans = history((LONG_AGO, PRO))

    assert plans.changed(PlanChange(MIDDLE, STARTER), MIDDLE).revision == plans.revision + 1


def test_an_organization_always_has_a_plan() -> None:
    with pytest.raises(ValueError, match="always has a plan"):
        PlanHistory(())
