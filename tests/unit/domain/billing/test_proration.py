"""What a change of plan inside a billing cycle is charged and credited."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.proration import remaining_price, unused_credit
from domain.billing_cycle import BillingCycle

APRIL = BillingCycle(2026, 4)
MIDDLE = datetime(2026, 4, 16, tzinfo=UTC)

PRICES = st.integers(0, 10**9)
SECONDS = st.integers(0, APRIL.seconds - 1)


def test_at_the_start_of_a_cycle_its_whole_price_is_left() -> None:
    assert remaining_price(2900, APRIL, APRIL.start) == 2900


def test_in_the_middle_half_of_it_is_left() -> None:
    assert remaining_price(2900, APRIL, MIDDLE) == 1450


def test_at_the_end_nothing_is_left() -> None:
    assert remaining_price(2900, APRIL, APRIL.end) == 0


def test_half_a_cent_is_rounded_up() -> None:
    assert remaining_price(2901, APRIL, MIDDLE) == 1451


def test_less_than_half_a_cent_is_nothing() -> None:
    assert remaining_price(9900, APRIL, APRIL.end - timedelta(seconds=1)) == 0


def test_a_month_is_as_long_as_it_is() -> None:
    february, leap = BillingCycle(2026, 2), BillingCycle(2028, 2)

    assert remaining_price(2900, february, datetime(2026, 2, 15, tzinfo=UTC)) == 1450
    assert remaining_price(2900, leap, datetime(2028, 2, 15, tzinfo=UTC)) == 1500


def test_a_free_plan_costs_nothing() -> None:
    assert remaining_price(0, APRIL, MIDDLE) == 0


def test_what_was_debited_is_credited_in_proportion() -> None:
    assert unused_credit(1450, MIDDLE, APRIL.end, MIDDLE + timedelta(days=5)) == 967


def test_the_credit_is_the_part_of_the_debit_and_not_of_the_price() -> None:
    debited = remaining_price(2900, APRIL, APRIL.end - timedelta(days=7))

    credited = unused_credit(debited, APRIL.end - timedelta(days=7), APRIL.end, APRIL.end - timedelta(days=5))

    # 677 × 5/7 = 483.57; of the price 483.33 would be left
    assert (debited, credited) == (677, 484)


def test_half_a_cent_of_a_credit_is_rounded_away_from_zero() -> None:
    assert unused_credit(1933, MIDDLE, MIDDLE + timedelta(days=10), MIDDLE + timedelta(days=5)) == 967


@given(price=PRICES, second=SECONDS)
def test_what_is_credited_at_once_is_what_was_debited(price: int, second: int) -> None:
    at = APRIL.start + timedelta(seconds=second)

    debited = remaining_price(price, APRIL, at)

    assert unused_credit(debited, at, APRIL.end, at) == debited


@given(price=PRICES, second=SECONDS)
def test_a_price_is_at_most_half_a_cent_from_the_exact_one(price: int, second: int) -> None:
    exact = Fraction(price * (APRIL.seconds - second), APRIL.seconds)

    left = remaining_price(price, APRIL, APRIL.start + timedelta(seconds=second))

    assert -Fraction(1, 2) < left - exact <= Fraction(1, 2)


@given(price=PRICES, earlier=SECONDS, later=SECONDS)
def test_a_credit_is_never_more_than_what_was_debited(price: int, earlier: int, later: int) -> None:
    begun, changed = sorted((earlier, later))
    start = APRIL.start + timedelta(seconds=begun)
    debited = remaining_price(price, APRIL, start)

    credited = unused_credit(debited, start, APRIL.end, APRIL.start + timedelta(seconds=changed))

    assert 0 <= credited <= debited
