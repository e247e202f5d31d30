"""A log played again inside a billing cycle."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing_cycle import BillingCycle
from entrypoints.import_log.access_log import Span
from entrypoints.import_log.replay import OutsideCycle, Replayed

MARCH = BillingCycle(2026, 3)
FIRST = datetime(2015, 5, 17, 10, 5, 0, tzinfo=UTC)
SPAN = Span(FIRST, FIRST + timedelta(days=4))
NOON = datetime(2026, 3, 3, 12, 0, 0, tzinfo=UTC)


def test_the_first_request_opens_the_cycle_and_the_last_one_stands_at_its_moment() -> None:
    replay = Replayed(SPAN, MARCH, NOON)

    assert replay.at(SPAN.first) == MARCH.start
    assert replay.at(SPAN.last) == NOON


def test_between_them_requests_keep_their_distances() -> None:
    replay = Replayed(SPAN, MARCH, NOON)

    assert replay.at(FIRST + timedelta(days=1)) == MARCH.start + timedelta(hours=15)
    assert replay.at(FIRST + timedelta(days=2)) == MARCH.start + timedelta(hours=30)


def test_a_log_of_one_moment_opens_the_cycle() -> None:
    assert Replayed(Span(FIRST, FIRST), MARCH, NOON).at(FIRST) == MARCH.start


@pytest.mark.parametrize("as_of", [MARCH.start - timedelta(microseconds=1), MARCH.end])
def test_a_moment_outside_the_cycle_is_refused(as_of: datetime) -> None:
    with pytest.raises(OutsideCycle):
        Replayed(SPAN, MARCH, as_of)


SECONDS = st.integers(0, 400_000_000)
MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 31, 23, 59, 59), timezones=st.just(UTC))  # noqa: DTZ001


@given(SECONDS, SECONDS, SECONDS, MOMENTS)
def test_order_is_kept_and_nothing_leaves_the_cycle(one: int, other: int, length: int, as_of: datetime) -> None:
    earlier, later = sorted(FIRST + timedelta(seconds=min(since, length)) for since in (one, other))
    replay = Replayed(Span(FIRST, FIRST + timedelta(seconds=length)), MARCH, as_of)

    assert MARCH.start <= replay.at(earlier) <= replay.at(later) <= as_of
