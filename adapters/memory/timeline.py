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

NEARLY: Final = 10
"""Records that come no later than so many times their number of others are sorted in: several senders at once."""

_time: Final = itemgetter(TIMESTAMP)


class Timeline:
    """Records as they came, as long as they came nearly in order; those that came late stand beside, sorted.

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
        rows, punctual = sorted(rows, key=_time), self._punctual
        if punctual and rows[0][TIMESTAMP] < punctual[-1][TIMESTAMP]:
            rows = self._without_late(rows)
            place = bisect_right(punctual, rows[0][TIMESTAMP], key=_time) if rows else len(punctual)
            rows = sorted([*punctual[place:], *rows], key=_time)
            del punctual[place:]
        punctual.extend(rows)

    def _without_late(self, rows: list[Row]) -> list[Row]:
        """Put aside the rows that come too late to be sorted in among the last."""
        nearly = NEARLY * len(rows) + NEARLY
        if len(self._punctual) <= nearly:
            return rows
        late = bisect_left(rows, self._punctual[-nearly][TIMESTAMP], key=_time)
        self._late.update(rows[:late])
        return rows[late:]

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
