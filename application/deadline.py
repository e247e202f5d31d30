"""When a request's time is up: long work looks at it, and leaves what it can no longer do."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which a request is answered with `unavailable`, if it has not been answered before."""

    ends_at: float
    """Seconds of the clock that `monotonic` reads."""
    monotonic: Callable[[], float]
    """A clock that never goes back and that nobody moves; not the time of day."""

    @property
    def seconds_left(self) -> float:
        """How long the request may still take; negative when its time is up."""
        return self.ends_at - self.monotonic()

    @property
    def passed(self) -> bool:
        """Whether its time is up."""
        return self.seconds_left <= 0


def _no_time_passes() -> float:
    return 0.0


NO_DEADLINE: Final = Deadline(inf, _no_time_passes)
"""Of work that nobody waits for: the system's own jobs, and operators."""
