"""When a record comes too late, and when too soon."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.billing_cycle import BillingCycle
from domain.errors import InvalidRequest
from domain.usage.refusals import CycleClosed
from domain.usage.timeliness import check_timeliness

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
MARCH = BillingCycle.parse("2026-03")
MICROSECOND = timedelta(microseconds=1)


def test_a_late_record_counts_in_its_own_month() -> None:
    assert check_timeliness(datetime(2026, 3, 31, 23, tzinfo=UTC), NOON) == MARCH


def test_until_two_days_after_its_end_a_month_takes_records() -> None:
    assert check_timeliness(MARCH.start, MARCH.closes_at - MICROSECOND) == MARCH


def test_then_it_is_closed() -> None:
    with pytest.raises(CycleClosed):
        check_timeliness(MARCH.end - MICROSECOND, MARCH.closes_at)


def test_a_clock_may_be_five_minutes_fast() -> None:
    assert check_timeliness(NOON + timedelta(minutes=5), NOON) == MARCH.next


def test_but_no_faster() -> None:
    with pytest.raises(InvalidRequest):
        check_timeliness(NOON + timedelta(minutes=5) + MICROSECOND, NOON)
