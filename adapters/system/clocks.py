"""Clocks: the machine's own, one that is put forward, and one that is moved by hand."""

from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import final

from application.ports.clock import Clock


@final
class SystemClock(Clock):
    """Tells the time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@final
class ShiftedClock(Clock):
    """Tells the time of this machine, put forward: it goes on by itself, for demos that say "a month later"."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, duration: timedelta) -> None:
        """Put it forward; ValueError for a duration below zero, as nothing that happened can be undone."""
        if duration < timedelta():
            raise ValueError("a clock is put forward only")
        with self._lock:
            self._ahead += duration


@final
class MovableClock(Clock):
    """Stands still until somebody moves it, so that a scenario can say "a month later"; may be moved from
    any thread.

    Takes aware times of any zone and tells them in UTC.
    """

    def __init__(self, start: datetime) -> None:
        self._lock = Lock()
        self._now = _utc(start)

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        """Go to a moment, ahead or back."""
        with self._lock:
            self._now = _utc(moment)

    def advance(self, duration: timedelta) -> None:
        """Let time pass."""
        with self._lock:
            self._now += duration


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a clock is set to an aware time")
    return moment.astimezone(UTC)
