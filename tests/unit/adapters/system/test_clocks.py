"""Clocks tell the time in UTC; one of them is put forward, one is moved by hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from adapters.system.clocks import MovableClock, ShiftedClock, SystemClock

START = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def test_the_system_clock_tells_aware_time_in_utc_and_goes_on() -> None:
    clock = SystemClock()

    first, second = clock.now(), clock.now()

    assert first.utcoffset() == timedelta(0)
    assert first <= second


def test_a_shifted_clock_goes_on_from_where_it_was_put() -> None:
    clock = ShiftedClock()
    before = clock.now()

    clock.advance(timedelta(days=14))

    assert timedelta(days=14) <= clock.now() - before < timedelta(days=14, minutes=1)


def test_a_shifted_clock_is_not_put_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        ShiftedClock().advance(timedelta(seconds=-1))


def test_a_movable_clock_stands_still() -> None:
    clock = MovableClock(START)

    assert clock.now() == clock.now() == START


def test_a_movable_clock_goes_where_it_is_set() -> None:
    clock = MovableClock(START)

    clock.set(START - timedelta(days=400))

    assert clock.now() == START - timedelta(days=400)


def test_a_movable_clock_tells_utc_whatever_zone_it_was_set_in() -> None:
    clock = MovableClock(START.astimezone(timezone(timedelta(hours=9))))

    assert clock.now().utcoffset() == timedelta(0)


def test_every_thread_moves_the_same_clock() -> None:
    clock = MovableClock(START)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(clock.advance, [timedelta(seconds=1)] * 1_000))

    assert clock.now() == START + timedelta(seconds=1_000)


def test_a_clock_is_not_set_to_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        MovableClock(START.replace(tzinfo=None))
