"""The months in which usage is counted."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.billing_cycle import BillingCycle

MICROSECOND = timedelta(microseconds=1)
MARCH = BillingCycle.parse("2026-03")


def test_a_cycle_begins_with_the_first_and_ends_before_the_next() -> None:
    assert BillingCycle.of(datetime(2026, 3, 1, tzinfo=UTC)) == MARCH
    assert BillingCycle.of(datetime(2026, 4, 1, tzinfo=UTC) - MICROSECOND) == MARCH
    assert BillingCycle.of(datetime(2026, 4, 1, tzinfo=UTC)) == MARCH.next


def test_the_year_turns_in_both_directions() -> None:
    assert BillingCycle.parse("2026-12").next == BillingCycle.parse("2027-01")
    assert BillingCycle.parse("2027-01").previous == BillingCycle.parse("2026-12")


@pytest.mark.parametrize(("month", "days"), [("2026-02", 28), ("2028-02", 29), ("2026-04", 30), ("2026-03", 31)])
def test_a_cycle_is_as_long_as_its_month(month: str, days: int) -> None:
    assert BillingCycle.parse(month).seconds == days * 24 * 3600


def test_a_cycle_closes_two_days_after_its_end() -> None:
    assert not MARCH.is_closed(datetime(2026, 4, 3, tzinfo=UTC) - MICROSECOND)
    assert MARCH.is_closed(datetime(2026, 4, 3, tzinfo=UTC))


def test_what_remains_of_a_cycle_is_never_more_than_it_and_never_less_than_nothing() -> None:
    assert MARCH.microseconds_until_end(MARCH.start - timedelta(days=9)) == MARCH.seconds * 10**6
    assert MARCH.microseconds_until_end(MARCH.end - MICROSECOND) == 1
    assert MARCH.microseconds_until_end(MARCH.end + timedelta(days=9)) == 0


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", "٢٠٢٦-03", "9999-01", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="billing cycle"):
        BillingCycle.parse(text)
