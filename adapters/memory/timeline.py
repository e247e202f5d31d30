"""The usage records of one project in the order of time."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sortedcontainers import SortedKeyList

from adapters.memory.shelf import READ_AHEAD
from application.unit_of_work import Page
from domain.usage.record import UsageRecord, resource_id

_ID: Final = UsageRecord._fields.index("record_id")
_TIMESTAMP: Final = UsageRecord._fields.index("timestamp")
_time = itemgetter(_TIMESTAMP)

Row = tuple[Any, ...]
"""A usage record as it is kept: a plain tuple, which the garbage collector need not visit again and again."""


class Timeline:
    """Records as they came, as long as they came in order; those that came late stand beside, sorted.

    Appending costs nothing that grows. Records of one moment are put in order (by resource id) when they are read.
    """

    __slots__ = ("_late", "_punctual")

    def __init__(self) -> None:
        self._punctual: list[Row] = []
        self._late: SortedKeyList[Row, datetime] = SortedKeyList(key=_time)

    def __len__(self) -> int:
        return len(self._punctual) + len(self._late)

    def add(self, rows: Sequence[Row]) -> None:
        """Add records in whatever order they come."""
        punctual = self._punctual
        latest = punctual[-1][_TIMESTAMP] if punctual else rows[0][_TIMESTAMP]
        for row in rows:
            timestamp = row[_TIMESTAMP]
            if timestamp >= latest:
                latest = timestamp
                punctual.append(row)
            else:
                self._late.add(row)

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[UsageRecord], bool],
        start: datetime | None,
        end: datetime | None,
    ) -> Page[UsageRecord]:
        """Return records from `end` (excluded) back to `start`, newest first, behind the position `after`."""
        found: list[UsageRecord] = []
        read = 0
        written: str | None = None
        position = None if after is None else _read_position(after)
        for record, identity in self._backwards(
            end if position is None else position[0], included=position is not None
        ):
            if start is not None and record.timestamp < start:
                return Page(tuple(found), None)
            if position is not None and (record.timestamp, identity) >= position:
                continue
            if len(found) == limit or read == READ_AHEAD * limit:
                return Page(tuple(found), written)
            read += 1
            written = f"{record.timestamp.isoformat()}#{identity}"
            if where(record):
                found.append(record)
        return Page(tuple(found), None)

    def _backwards(self, end: datetime | None, *, included: bool) -> Iterator[tuple[UsageRecord, str]]:
        punctual, late = self._punctual, self._late
        if end is None:
            early, beside = len(punctual), len(late)
        elif included:
            early, beside = bisect_right(punctual, end, key=_time), late.bisect_key_right(end)
        else:
            early, beside = bisect_left(punctual, end, key=_time), late.bisect_key_left(end)
        streams = (
            (punctual[index] for index in range(early - 1, -1, -1)),
            late.islice(0, beside, reverse=True),
        )
        for _, moment in groupby(merge(*streams, key=_time, reverse=True), key=_time):
            named = [(UsageRecord._make(row), resource_id(row[_ID])) for row in moment]
            yield from sorted(named, key=itemgetter(1), reverse=True)


def _read_position(written: str) -> tuple[datetime, str]:
    timestamp, _, identity = written.partition("#")
    return datetime.fromisoformat(timestamp), identity
