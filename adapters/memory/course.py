"""How the bytes that an organization holds rose and fell, as far back as a record can still come late."""

from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from sortedcontainers import SortedKeyList

from domain.usage.gauge import LevelChange

KEPT: Final = timedelta(days=40)
"""Longer than a month and the two days that it stays open."""


class Course:
    """The changes of one organization's storage by time. Changed only under the tenant's lock."""

    def __init__(self) -> None:
        self._changes: SortedKeyList[LevelChange, datetime] = SortedKeyList(key=attrgetter("at"))

    def __len__(self) -> int:
        return len(self._changes)

    def add(self, change: LevelChange) -> None:
        """Keep a change, and forget those that are too old to matter."""
        self._changes.add(change)
        oldest = self._changes[-1].at - KEPT
        while self._changes[0].at < oldest:
            del self._changes[0]

    def after(self, moment: datetime) -> tuple[LevelChange, ...]:
        """Return the changes after a moment, in the order of time."""
        return tuple(self._changes.irange_key(moment, None, inclusive=(False, True)))
