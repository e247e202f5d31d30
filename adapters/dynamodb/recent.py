"""What a process remembers for two seconds, so that a busy caller is not looked up again and again."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import Final, Generic, TypeVar

from application.ports.clock import Clock

FRESH: Final = timedelta(seconds=2)
"""No longer may a change go unnoticed in another process."""

MOST: Final = 20_000

Name = TypeVar("Name", bound=Hashable)
Known = TypeVar("Known")


class Recent(Generic[Name, Known]):
    """Values by name, each for two seconds from when its reading began.

    What this process itself changes it knows at once: a reading that began before the change cannot bring the
    former value back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._order = count()
        self._known: OrderedDict[Name, tuple[int, datetime, Known | None]] = OrderedDict()

    def begin(self) -> tuple[int, datetime]:
        """Return the mark of a reading that begins now."""
        return next(self._order), self._clock.now()

    def get(self, name: Name) -> Known | None:
        """Return what is known, if it is no more than two seconds old."""
        known = self._known.get(name)
        if known is None:
            return None
        _, since, value = known
        age = self._clock.now() - since
        return value if timedelta(0) <= age < FRESH else None

    def put(self, name: Name, value: Known | None, begun: tuple[int, datetime]) -> None:
        """Remember what a reading brought, unless something newer is known. None: nothing is known."""
        order, since = begun
        with self._lock:
            former = self._known.pop(name, None)
            self._known[name] = (order, since, value) if former is None or former[0] < order else former
            if len(self._known) > MOST:
                self._known.popitem(last=False)

    def forget(self, name: Name) -> None:
        """Forget a value that has changed; readings that are under way will not bring it back."""
        self.put(name, None, self.begin())
