"""What is held, since when, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.billing_cycle import BillingCycle
from domain.errors import Conflict
from domain.limits.claim import Limit
from domain.money import GIGABYTE, spend_units_per_cent
from domain.plans.history import PlanChange, PlanHistory
from domain.usage.gauge import Gauge, Level, LevelChange, byte_time_claims, course, reserve
from tests.assemblies.companies import STARTER, WEBSITE

APRIL = BillingCycle.parse("2026-04")
MIDDLE = datetime(2026, 4, 16, tzinfo=UTC)
DAY = timedelta(days=1)
PLANS = PlanHistory((PlanChange(datetime(2025, 1, 1, tzinfo=UTC), STARTER),))
MICROSECONDS = APRIL.seconds * 10**6


def cents(units: int) -> float:
    return units / spend_units_per_cent(APRIL)


def test_a_later_record_replaces_the_level() -> None:
    assert Gauge(WEBSITE, 5, MIDDLE).restate(3, MIDDLE + DAY) == Gauge(WEBSITE, 3, MIDDLE + DAY)


def test_a_record_of_the_same_moment_replaces_it_too() -> None:
    assert Gauge(WEBSITE, 5, MIDDLE).restate(3, MIDDLE).held == 3


def test_an_older_record_is_refused() -> None:
    with pytest.raises(Conflict):
        Gauge(WEBSITE, 5, MIDDLE).restate(3, MIDDLE - timedelta(microseconds=1))


def test_a_first_record_counts_from_its_moment_to_the_end_of_the_month() -> None:
    [claim] = byte_time_claims(None, WEBSITE, 8, MIDDLE)

    assert (claim.limit.cycle, claim.amount) == ("2026-04", 8 * MICROSECONDS // 2)


def test_a_record_of_a_later_month_writes_the_months_that_passed() -> None:
    claims = byte_time_claims(Gauge(WEBSITE, 8, MIDDLE - 31 * DAY), WEBSITE, 2, MIDDLE)

    [written] = [claim.amount for claim in claims if claim.limit.cycle == "2026-04"]
    assert written == 8 * MICROSECONDS - 6 * MICROSECONDS // 2


def test_a_level_that_did_not_change_claims_nothing() -> None:
    assert byte_time_claims(Gauge(WEBSITE, 8, MIDDLE), WEBSITE, 8, MIDDLE + DAY) == ()


def test_the_course_leads_through_later_changes_to_what_is_held() -> None:
    later = [LevelChange(MIDDLE + DAY, 5), LevelChange(MIDDLE + 2 * DAY, -2)]

    assert course(7, later, MIDDLE) == (Level(MIDDLE, 4), Level(MIDDLE + DAY, 9), Level(MIDDLE + 2 * DAY, 7))


def test_a_gigabyte_past_the_included_ones_costs_its_rate_for_a_month() -> None:
    reserved = reserve([Level(APRIL.start, 11 * GIGABYTE)], PLANS, [APRIL])

    assert cents(reserved.spend[Limit("spend", "2026-04")]) == 9


def test_for_half_a_month_it_costs_half() -> None:
    reserved = reserve([Level(MIDDLE, 11 * GIGABYTE)], PLANS, [APRIL])

    assert cents(reserved.spend[Limit("spend", "2026-04")]) == 4.5


def test_what_was_past_the_included_bytes_for_a_day_costs_for_a_day() -> None:
    levels = [Level(MIDDLE, 5 * GIGABYTE), Level(MIDDLE + DAY, 40 * GIGABYTE), Level(MIDDLE + 2 * DAY, 5 * GIGABYTE)]

    assert cents(reserve(levels, PLANS, [APRIL]).spend[Limit("spend", "2026-04")]) == 9


def test_within_the_included_bytes_nothing_is_reserved() -> None:
    reserved = reserve([Level(APRIL.start, 10 * GIGABYTE)], PLANS, [APRIL])

    assert (reserved.spend, reserved.overage) == ({}, {})
