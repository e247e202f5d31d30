"""The records of a batch read column by column, when all of them are alike: a thousand come at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any, Final

from application.usage.requests import UsageRequest
from domain.plans.meter import Meter

_new: Final = tuple.__new__
"""Makes a tuple without the detour through the arguments of its class."""

_zone: Final = attrgetter("tzinfo")
_NO_OFFSET: Final = {timedelta(0)}

Columns = Mapping[str, Sequence[Any]]


def requests_of_alike(records: Sequence[object], key: str) -> list[UsageRequest] | None:
    """Return the requests of records that were validated; those without an id are named after `key` and their index.

    None when they must be read one by one: not all have the same fields, or quantity, meter and correction of one
    could be wrong together.
    """
    columns = _columns(records)
    if columns is None:
        return None
    meters, amounts = columns["type"], columns["quantity"]
    plain = set(map(type, amounts)) == {int} and min(amounts) >= 0 and Meter.COMPUTE not in set(meters)
    if not plain or any(columns.get("corrects", ())):
        return None
    size = len(records)
    nothing = (None,) * size
    rows = zip(
        columns["project_id"],
        meters,
        amounts,
        columns.get("metadata") or ({},) * size,
        _ids(columns.get("record_id", nothing), key),
        _utc(columns.get("timestamp", nothing)),
        nothing,
        strict=True,
    )
    return [_new(UsageRequest, row) for row in rows]


def _columns(records: Sequence[object]) -> Columns | None:
    """Return the values of each field, if all records have the same fields."""
    dicts = [record for record in records if isinstance(record, dict)]
    if len(dicts) != len(records) or len(set(map(len, dicts))) != 1:
        return None
    names = tuple(dicts[0])
    try:
        return dict(zip(names, zip(*map(itemgetter(*names), dicts), strict=True), strict=True))
    except KeyError:
        return None


def _ids(sent: Sequence[str | None], key: str) -> Sequence[str]:
    return [given or f"{key}:{index}" for index, given in enumerate(sent)]


def _utc(moments: Sequence[datetime | None]) -> Iterable[datetime | None]:
    """Return moments in UTC; of those that come with an offset of zero, only the zone is exchanged."""
    sent = [moment for moment in moments if moment is not None]
    if len(sent) != len(moments):
        return [moment and moment.astimezone(UTC) for moment in moments]
    if {zone.utcoffset(None) for zone in set(map(_zone, sent))} == _NO_OFFSET:
        return map(datetime.combine, sent, map(datetime.time, sent), repeat(UTC))
    return map(datetime.astimezone, sent, repeat(UTC))
