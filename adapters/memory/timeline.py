"""The usage records of one project in the order of time."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Final

from sortedcontainers import SortedKeyList

from adapters.memory.rows import RECORD_ID, TIMESTAMP, Row, from_row
from adapters.memory.shelf import MOST_READ
from application.unit_of_work import Page
from domain.usage.record import UsageRecord, resource_id

_time: Final = itemgetter(TIMESTAMP)


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
        rows = sorted(rows, key=_time)
        if self._punctual and rows[0][TIMESTAMP] < self._punctual[-1][TIMESTAMP]:
            late = bisect_left(rows, self._punctual[-1][TIMESTAMP], key=_time)
            self._late.update(rows[:late])
            rows = rows[late:]
        self._punctual.extend(rows)

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
            if len(found) == limit or read == max(limit, MOST_READ):
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
            named = [(from_row(row), resource_id(row[RECORD_ID])) for row in moment]
            yield from sorted(named, key=itemgetter(1), reverse=True)


def _read_position(written: str) -> tuple[datetime, str]:
    timestamp, _, identity = written.partition("#")
    return datetime.fromisoformat(timestamp), identity
