"""The time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, for everything that happens in one assembly."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC, to the microsecond."""
        ...
