"""Money is whole where it is counted, rounds once, and its parts add up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.money import GIGABYTE, allocate, half_up, spend_units_per_cent
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import COUNTING, MEASURES, Meter
from domain.plans.plan import Plan
from domain.usage.cost import shares
from domain.usage.gauge import Level, LevelChange, course, overage_limit, reserve, shifted
from tests.assemblies.companies import CATALOGUE, ENTERPRISE, FREE, PRO, STARTER
from tests.properties.small_plans import SMALL

LONG_AGO = BillingCycle.parse("2025-01").start
EVERY_LENGTH = [BillingCycle.parse(month) for month in ("2023-02", "2024-02", "2026-04", "2026-03")]
"""28, 29, 30 and 31 days."""

quantities = st.dictionaries(st.from_regex(r"prj_[a-z0-9]{1,3}", fullmatch=True).map(ProjectId), st.integers(0, 10**18))
cents = st.integers(0, 10**9)
cycles = st.sampled_from(EVERY_LENGTH)
ladder = st.sampled_from([FREE, STARTER, PRO])


def moments_in(cycle: BillingCycle) -> st.SearchStrategy[datetime]:
    """Any microsecond of a cycle but its first."""
    inside = st.integers(1, cycle.seconds * 10**6 - 1)
    return inside.map(lambda microseconds: cycle.start + timedelta(microseconds=microseconds))


def history(first: Plan, changes: Sequence[tuple[datetime, Plan]]) -> PlanHistory:
    nothing = dict.fromkeys(COUNTING, 0)
    return PlanHistory((PlanChange(LONG_AGO, first), *(PlanChange(at, plan, nothing) for at, plan in changes)))


def volume(plans: PlanHistory, cycle: BillingCycle, meter: Meter = Meter.API_CALL) -> int:
    included = plans.stretches(cycle)[-1].included[meter]
    assert included is not None
    return included


def calls(plan: Plan) -> int:
    included = plan.included[Meter.API_CALL]
    assert included is not None
    return included


@given(cents, quantities)
def test_parts_add_up_to_the_whole(total: int, by_project: dict[ProjectId, int]) -> None:
    parts = allocate(total, by_project)

    assert sum(parts.values()) == (total if by_project else 0)
    assert parts.keys() == by_project.keys()


@given(cents, quantities)
def test_each_part_is_its_exact_share_but_for_less_than_a_cent(total: int, by_project: dict[ProjectId, int]) -> None:
    assume(any(by_project.values()))
    whole = sum(by_project.values())

    parts = allocate(total, by_project)

    assert all(abs(part - Fraction(total * by_project[project], whole)) < 1 for project, part in parts.items())
    assert all(part == 0 for project, part in parts.items() if by_project[project] == 0)


@given(cents, quantities)
def test_who_uses_more_never_pays_less(total: int, by_project: dict[ProjectId, int]) -> None:
    parts = allocate(total, by_project)

    rising = sorted(by_project, key=lambda project: by_project[project])
    paid = [(by_project[project], parts[project]) for project in rising]
    assert [(less, more) for less, more in pairwise(paid) if less[0] < more[0] and less[1] > more[1]] == []


@given(cents, st.dictionaries(st.sampled_from("abcdef").map(ProjectId), st.just(7), min_size=1))
def test_of_equal_parts_the_first_by_id_take_the_odd_cents(total: int, by_project: dict[ProjectId, int]) -> None:
    parts = allocate(total, by_project)

    in_order = [parts[project] for project in sorted(parts)]
    assert in_order == sorted(in_order, reverse=True)
    assert in_order[0] - in_order[-1] <= 1


@given(st.integers(-(10**9), 10**9), quantities)
def test_a_credit_is_shared_like_a_cost(total: int, by_project: dict[ProjectId, int]) -> None:
    assert shares(-total, by_project) == {project: -part for project, part in shares(total, by_project).items()}


@given(st.integers(0, 10**30), st.integers(1, 10**15))
def test_half_a_cent_and_more_rounds_up(numerator: int, denominator: int) -> None:
    rounded = half_up(numerator, denominator)

    assert rounded - Fraction(1, 2) <= Fraction(numerator, denominator) < rounded + Fraction(1, 2)


@pytest.mark.parametrize(
    ("numerator", "denominator", "cents"), [(1, 2, 1), (49, 100, 0), (50, 100, 1), (149, 100, 1), (3, 2, 2), (-1, 2, 0)]
)
def test_exactly_half_a_cent_rounds_up(numerator: int, denominator: int, cents: int) -> None:
    assert half_up(numerator, denominator) == cents


@pytest.mark.parametrize("cycle", EVERY_LENGTH, ids=str)
@pytest.mark.parametrize("plan", [*CATALOGUE.plans, *SMALL.plans], ids=lambda plan: f"{plan.id}-{plan.projects}")
@pytest.mark.parametrize("meter", Meter)
def test_every_price_is_a_whole_number_of_spend_units(meter: Meter, plan: Plan, cycle: BillingCycle) -> None:
    duration = cycle.seconds * 10**6 if MEASURES[meter].gauge else 1

    price = Fraction(plan.unit_cost(meter, cycle), spend_units_per_cent(cycle))

    assert price * MEASURES[meter].priced_per * duration == Fraction(plan.rate_cents(meter))


@pytest.mark.parametrize("cycle", EVERY_LENGTH, ids=str)
@pytest.mark.parametrize(("plan", "rate"), [(STARTER, 9), (PRO, 8), (ENTERPRISE, 6)])
def test_a_gigabyte_through_a_whole_month_costs_its_rate_however_long_the_month(
    plan: Plan, rate: int, cycle: BillingCycle
) -> None:
    month = GIGABYTE * cycle.seconds * 10**6

    assert plan.unit_cost(Meter.STORAGE, cycle) * month == rate * spend_units_per_cent(cycle)


@given(st.data(), cycles, ladder, ladder, ladder)
def test_two_changes_at_once_come_to_the_same_as_the_direct_one(
    data: st.DataObject, cycle: BillingCycle, first: Plan, second: Plan, third: Plan
) -> None:
    at = data.draw(moments_in(cycle))

    by_way = history(first, [(at, second), (at, third)])

    assert volume(by_way, cycle) == volume(history(first, [(at, third)]), cycle)


@given(st.data(), cycles, ladder, st.lists(ladder, max_size=5))
def test_changes_give_what_each_plan_gives_for_its_part_of_the_month(
    data: st.DataObject, cycle: BillingCycle, first: Plan, following: list[Plan]
) -> None:
    moments = sorted(data.draw(st.tuples(*(moments_in(cycle) for _ in following))))
    borders = [cycle.start, *moments, cycle.end]
    weighted = sum(
        Fraction(calls(plan) * ((end - start) // timedelta(microseconds=1)), cycle.seconds * 10**6)
        for plan, start, end in zip([first, *following], borders[:-1], borders[1:], strict=True)
    )

    assert volume(history(first, list(zip(moments, following, strict=True))), cycle) == ceil(weighted)


@given(st.data(), cycles, ladder, ladder)
def test_a_change_and_back_again_gives_back_all_but_what_the_time_was_worth(
    data: st.DataObject, cycle: BillingCycle, first: Plan, second: Plan
) -> None:
    at = data.draw(moments_in(cycle))

    assert volume(history(first, [(at, second), (at, first)]), cycle) == calls(first)


@given(st.data(), cycles, ladder, ladder)
def test_the_next_month_has_the_whole_volume(
    data: st.DataObject, cycle: BillingCycle, first: Plan, second: Plan
) -> None:
    plans = history(first, [(data.draw(moments_in(cycle)), second)])

    assert volume(plans, cycle.next) == calls(second)
    assert volume(plans, cycle.previous) == calls(first)


@given(st.data(), cycles, st.lists(ladder, max_size=5))
def test_stretches_fill_the_month_without_a_gap(
    data: st.DataObject, cycle: BillingCycle, following: list[Plan]
) -> None:
    moments = sorted(data.draw(st.tuples(*(moments_in(cycle) for _ in following))))

    stretches = history(FREE, list(zip(moments, following, strict=True))).stretches(cycle)

    assert [stretch.starts_at for stretch in stretches] == [cycle.start, *moments]
    assert [stretch.ends_at for stretch in stretches] == [*moments, cycle.end]
    assert [stretch.number for stretch in stretches] == list(range(len(stretches)))


levels = st.lists(st.tuples(st.integers(0, 30 * 24 * 3600), st.integers(0, 20)), min_size=1, max_size=6)


@given(levels, st.integers(0, 15), st.integers(0, 30 * 24 * 3600))
def test_a_rise_and_its_fall_at_one_moment_cost_nothing(known: list[tuple[int, int]], rise: int, second: int) -> None:
    cycle = BillingCycle.parse("2026-04")
    at = cycle.start + timedelta(seconds=second)
    plans = history(STARTER, [])
    steps = [LevelChange(at + timedelta(seconds=ahead), gigabytes * GIGABYTE) for ahead, gigabytes in sorted(known)]
    before = course(20 * GIGABYTE + sum(step.change for step in steps), steps, at)

    up = reserve(shifted(before, rise * GIGABYTE), plans, [cycle]).minus(reserve(before, plans, [cycle]))
    down = reserve(before, plans, [cycle]).minus(reserve(shifted(before, rise * GIGABYTE), plans, [cycle]))

    assert {limit: -amount for limit, amount in up.spend.items()} == down.spend
    assert {limit: -amount for limit, amount in up.overage.items()} == down.overage


@given(cycles, st.integers(0, 10**13), st.data())
def test_what_is_reserved_is_paid_in_part_before_a_moment_and_in_part_after(
    cycle: BillingCycle, held: int, data: st.DataObject
) -> None:
    at = data.draw(moments_in(cycle))
    plans, limit = history(STARTER, []), overage_limit(cycle, history(STARTER, []).stretches(cycle)[0])

    whole = reserve([Level(cycle.start, held)], plans, [cycle])
    before = reserve([Level(cycle.start, held), Level(at, 0)], plans, [cycle])
    after = reserve([Level(at, held)], plans, [cycle])

    assert whole.overage.get(limit, 0) == before.overage.get(limit, 0) + after.overage.get(limit, 0)
