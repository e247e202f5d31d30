"""Whether the store can be reached, as anybody may ask."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

GOOD_FOR: Final = 1.0
"""Seconds that an answer is given again."""


class Readiness:
    """Looks at most once a second, and once for all who ask at the same time."""

    def __init__(self, look: Callable[[], bool], time: Callable[[], float] = monotonic) -> None:
        self._look = look
        self._time = time
        self._looking = Lock()
        self._answer: tuple[float, bool] | None = None
        """Until when it is good, and what it is."""

    def __call__(self) -> bool:
        """Return whether the store can be reached."""
        with self._looking:
            if self._answer is None or self._answer[0] <= self._time():
                reached = self._look()
                self._answer = (self._time() + GOOD_FOR, reached)
            return self._answer[1]
