"""Every clock tells aware time in UTC, never earlier than a moment ago."""

from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import final

import pytest

from adapters.system.clocks import MovableClock, SystemClock
from application.ports.clock import Clock


class ClockContract(ABC):
    """Subclasses say which clock it is."""

    @pytest.fixture
    @abstractmethod
    def clock(self) -> Clock: ...

    def test_it_tells_aware_time(self, clock: Clock) -> None:
        assert clock.now().tzinfo is UTC

    def test_it_does_not_go_back_by_itself(self, clock: Clock) -> None:
        told = [clock.now() for _ in range(100)]

        assert told == sorted(told)


@final
class TestSystemClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()


@final
class TestMovableClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return MovableClock(datetime(2026, 3, 14, 9, 26, tzinfo=UTC))
