"""Usage records as they are kept: rows that the garbage collector passes over."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.plans.meter import Meter
from domain.usage.record import UsageRecord

Row = tuple[Any, ...]
"""The fields of a record in their order, as plain texts, numbers, times and tuples of them.

An object that can be part of a cycle, such as a meter or a dict, would have the collector look at a million
records again and again; of tuples of what cannot, it lets go after a look or two.
"""

RECORD_ID: Final = UsageRecord._fields.index("record_id")
PROJECT: Final = UsageRecord._fields.index("project_id")
METER: Final = UsageRecord._fields.index("meter")
AMOUNT: Final = UsageRecord._fields.index("amount")
TIMESTAMP: Final = UsageRecord._fields.index("timestamp")
COUNTED_AT: Final = UsageRecord._fields.index("counted_at")
METADATA: Final = UsageRecord._fields.index("metadata")

_NAMES: Final = {meter: meter.value for meter in Meter}


def to_rows(records: Sequence[UsageRecord]) -> list[Row]:
    """Return the rows of records, made column by column: a batch brings a thousand."""
    ids, projects, meters, amounts, timestamps, counted_at, metadata, corrects, maxima, segments = zip(
        *records, strict=True
    )
    names = map(_NAMES.__getitem__, meters)
    told = _once_each(metadata) if any(metadata) else [()] * len(ids)
    return list(
        zip(ids, projects, names, amounts, timestamps, counted_at, told, corrects, maxima, segments, strict=True)
    )


def from_row(row: Row) -> UsageRecord:
    """Return the record that a row was made of."""
    record = UsageRecord._make(row)
    told: tuple[str, ...] = row[METADATA]
    names = len(told) // 2
    return record._replace(meter=Meter(record.meter), metadata=dict(zip(told[:names], told[names:], strict=True)))


def _once_each(metadata: Sequence[Mapping[str, str]]) -> list[tuple[str, ...]]:
    """Return names, then values; what several records say alike is kept once."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    return [known.setdefault(told, told) for told in ((*said, *said.values()) for said in metadata)]
