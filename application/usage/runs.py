"""Runs: the parts of a batch whose records can be looked at together, in the order in which they must be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from application.usage.intake import GAUGES
from application.usage.requests import UsageRequest
from domain.errors import Refusal
from domain.ids import RecordId

Entry = tuple[int, UsageRequest]


class Kind(Enum):
    """How the records of a run are recorded."""

    COUNTED = "together, on counting meters, each under an id of its own"
    STORED = "together, of gauges"
    ALONE = "one after the other: corrections"


@dataclass(slots=True)
class _Open:
    """The run of one kind to which records may still be added."""

    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    ids: set[RecordId] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.ids.add(entry[1].record_id)

    def close(self) -> Iterator[tuple[Kind, Sequence[Entry]]]:
        if self.entries:
            yield self.kind, self.entries
        self.entries, self.ids = [], set()


def runs(records: Sequence[UsageRequest | Refusal], *, ordered: bool) -> Iterator[tuple[Kind, Sequence[Entry]]]:
    """Return the runs of a batch, with the place of each record in it; refusals are left out.

    Gauges and counting meters have no total in common but what was spent: `ordered` says whether that may refuse.
    Then those that come first are recorded first.
    """
    counted, stored = _Open(Kind.COUNTED), _Open(Kind.STORED)
    for index, request in enumerate(records):
        if isinstance(request, Refusal):
            continue
        gauge = request.meter in GAUGES
        own, other = (stored, counted) if gauge else (counted, stored)
        correction = request.corrects is not None and not gauge
        again = request.record_id in other.ids or (not gauge and request.record_id in own.ids)
        if correction or again or (ordered and other.entries):
            yield from counted.close()
            yield from stored.close()
        if correction:
            yield Kind.ALONE, [(index, request)]
        else:
            own.add((index, request))
    yield from counted.close()
    yield from stored.close()
