"""However the statements of storage race, each holds for the level that it found, and costs what it should."""

from fractions import Fraction

import pytest

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.limits.claim import Limit
from domain.money import GIGABYTE, spend_units_per_cent
from domain.organizations.settings import Overage
from domain.plans.meter import Meter
from domain.usage.allowance import STORAGE_TOTAL
from tests.assemblies.companies import machine, project, start
from tests.assemblies.storage import NOON
from tests.properties.racing import GRANTED, RACERS, race
from tests.properties.test_usage_races import Course, course

MARCH = BillingCycle.parse("2026-03")


def total(running: Course, limit: Limit) -> int:
    return running.storage.workspaces.open(machine()).total(limit)


@pytest.mark.parametrize("racers", RACERS)
def test_the_last_included_bytes_and_the_first_that_cost(racers: int) -> None:
    running = course(overage=Overage(enabled=True, spend_cap_cents=10**6))
    projects = [project(ProjectId(f"prj_{number}")) for number in range(100, 100 + racers)]
    start(running.storage, *projects)

    outcomes = race(racers, lambda number: running.send(number, Meter.STORAGE, GIGABYTE, projects[number].id))

    rest = Fraction(MARCH.microseconds_until_end(NOON), MARCH.seconds * 10**6)
    spent = Fraction(total(running, Limit("spend", "2026-03")), spend_units_per_cent(MARCH))
    assert outcomes == {GRANTED: racers}
    assert total(running, STORAGE_TOTAL) == racers * GIGABYTE
    assert spent == (racers - 10) * 9 * rest


@pytest.mark.parametrize("racers", RACERS)
def test_one_project_that_is_stated_by_many_is_never_refused_for_its_own_bytes(racers: int) -> None:
    running = course()

    outcomes = race(racers, lambda number: state_again(running, number))

    assert outcomes == {GRANTED: racers}


def state_again(running: Course, number: int) -> None:
    """State the same project, at its smallest and at the largest that the plan allows, by turns."""
    running.send(number, Meter.STORAGE, (GIGABYTE, 10 * GIGABYTE)[number % 2], ProjectId("prj_1"))
