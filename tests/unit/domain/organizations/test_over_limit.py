"""What is beyond a plan, when that began, and which change makes everything fit."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from domain.limits.claim import OWNERS, PROJECTS, SEATS, Claim, Limit
from domain.organizations.excess import Excess
from domain.organizations.organization import Organization
from domain.organizations.over_limit import excess_after_move, freed, over_limit
from domain.organizations.settings import Overage, Settings
from domain.plans.history import PlanChange
from domain.plans.plan import Plan
from domain.usage.allowance import STORAGE_TOTAL
from tests.assemblies.companies import ENTERPRISE, FREE, PRO, STARTER, organization
from tests.assemblies.storage import NOON

DAY: Final = timedelta(days=1)
GIGABYTE: Final = 2**30
ON_FREE: Final = organization(plan=FREE)
OVERAGE: Final = Settings(overage=Overage(enabled=True, spend_cap_cents=100))
SEAT: Final = Claim(SEATS, -1)


def levels(users: int = 1, projects: int = 1, storage: int = 0) -> dict[Limit, int]:
    return {SEATS: users, PROJECTS: projects, STORAGE_TOTAL: storage}


def moved(before: Organization, plan: Plan, after: timedelta = timedelta(0)) -> Organization:
    return replace(before, plans=before.plans.changed(PlanChange(NOON + after, plan), NOON))


def test_everything_within_the_plan_fits() -> None:
    assert over_limit(ON_FREE, FREE, levels(3, 1, GIGABYTE)) == ()


def test_each_total_that_is_more_is_told() -> None:
    assert over_limit(ON_FREE, FREE, levels(4, 2, GIGABYTE + 1)) == (SEATS, PROJECTS, STORAGE_TOTAL)


def test_nothing_is_more_than_no_limit() -> None:
    assert over_limit(ON_FREE, ENTERPRISE, levels(10**6, 10**6, 10**18)) == ()


def test_storage_that_is_paid_for_as_overage_fits() -> None:
    assert over_limit(replace(ON_FREE, settings=OVERAGE), STARTER, levels(storage=11 * GIGABYTE)) == ()


def test_where_nothing_is_priced_overage_covers_nothing() -> None:
    assert over_limit(replace(ON_FREE, settings=OVERAGE), FREE, levels(storage=2 * GIGABYTE)) == (STORAGE_TOTAL,)


def test_a_move_into_a_plan_that_fits_leaves_no_excess() -> None:
    before = replace(ON_FREE, excess=Excess(NOON - DAY, restricted=True))

    assert excess_after_move(before, moved(before, STARTER), levels(4), NOON) is None


def test_a_move_into_a_plan_that_does_not_fit_begins_one() -> None:
    before = organization(plan=PRO)

    assert excess_after_move(before, moved(before, FREE), levels(4), NOON) == Excess(NOON)


def test_one_that_lasts_keeps_its_beginning_and_its_restriction() -> None:
    before = replace(ON_FREE, excess=Excess(NOON - 40 * DAY, restricted=True))

    assert excess_after_move(before, moved(before, STARTER), levels(11), NOON) == before.excess


def test_one_that_was_over_meanwhile_begins_again() -> None:
    before = replace(organization(plan=STARTER), excess=Excess(NOON - 20 * DAY))

    assert excess_after_move(before, moved(before, FREE), levels(4), NOON) == Excess(NOON)


def test_one_that_was_found_to_fit_after_thirty_days_begins_again() -> None:
    before = replace(ON_FREE, excess=Excess(NOON - 60 * DAY))

    assert excess_after_move(before, moved(before, FREE), levels(4), NOON) == Excess(NOON)


def test_one_that_restricts_goes_on_however_long() -> None:
    restricted = Excess(NOON - 60 * DAY, restricted=True)
    before = replace(ON_FREE, excess=restricted)

    assert excess_after_move(before, moved(before, FREE), levels(4), NOON) == restricted


def test_a_move_that_waits_begins_one_when_it_takes_effect() -> None:
    before = organization(plan=PRO)

    assert excess_after_move(before, moved(before, FREE, after=9 * DAY), levels(4), NOON) == Excess(NOON + 9 * DAY)


def test_a_move_that_is_taken_back_begins_none() -> None:
    before = replace(moved(organization(plan=PRO), FREE, after=9 * DAY), excess=Excess(NOON + 9 * DAY))
    after = replace(before, plans=before.plans.kept(NOON))

    assert excess_after_move(before, after, levels(4), NOON) is None


def test_the_last_change_holds_only_while_everything_fits_after_it() -> None:
    change = freed(ON_FREE, [SEAT, Claim(OWNERS, 0, floor=1)], levels(4), NOON)

    assert change.fits
    assert change.claims == (
        Claim(SEATS, -1, ceiling=3, stretch=0),
        Claim(OWNERS, 0, floor=1),
        Claim(PROJECTS, 0, ceiling=1, stretch=0),
        Claim(STORAGE_TOTAL, 0, ceiling=GIGABYTE, stretch=0),
    )


def test_another_change_holds_only_while_too_much_is_left() -> None:
    change = freed(ON_FREE, [SEAT], levels(5), NOON)

    assert not change.fits
    assert change.claims == (Claim(SEATS, -1, floor=5, stretch=0),)


def test_what_is_too_much_may_be_something_else() -> None:
    change = freed(ON_FREE, [SEAT], levels(4, 2), NOON)

    assert not change.fits
    assert change.claims == (SEAT, Claim(PROJECTS, 0, floor=2, stretch=0))


def test_what_a_change_claims_already_still_holds() -> None:
    change = freed(ON_FREE, [Claim(STORAGE_TOTAL, -GIGABYTE, 2 * GIGABYTE, 0, 7)], levels(storage=2 * GIGABYTE), NOON)

    assert change.claims[0] == Claim(STORAGE_TOTAL, -GIGABYTE, 2 * GIGABYTE, 0, 0)
