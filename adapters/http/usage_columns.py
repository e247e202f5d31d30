"""The records of a batch read column by column, when all of them are alike: a thousand come at once."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter, itemgetter
from typing import Any, Final

from adapters.http.fields import FIRST_MOMENT, LAST_MOMENT
from application.usage.requests import UsageRequest
from domain.plans.meter import Meter

_new: Final = tuple.__new__
"""Makes a tuple without the detour through the arguments of its class."""

_zone: Final = attrgetter("tzinfo")

Columns = Mapping[str, Sequence[Any]]


def requests_of_alike(records: Sequence[object], key: str) -> list[UsageRequest] | None:
    """Return the requests of records that were validated; those without an id are named after `key` and their index.

    None when they must be read one by one: not all have the same fields, or something in one may be wrong that no
    schema tells.
    """
    columns = _columns(records)
    if columns is None:
        return None
    meters, amounts = columns["type"], columns["quantity"]
    plain = set(map(type, amounts)) == {int} and min(amounts) >= 0 and Meter.COMPUTE not in set(meters)
    if not plain or any(columns.get("corrects", ())):
        return None
    nothing = (None,) * len(records)
    try:
        moments = _moments(columns["timestamp"]) if any(columns.get("timestamp", ())) else nothing
    except (TypeError, ValueError, OverflowError):
        return None
    rows = zip(
        columns["project_id"],
        meters,
        amounts,
        [given or {} for given in columns.get("metadata", nothing)],
        _ids(columns.get("record_id", nothing), key),
        moments,
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


def _moments(texts: Sequence[str]) -> Sequence[datetime]:
    """Read times of RFC 3339. ValueError or OverflowError when one does not exist, or is far from ours."""
    moments = list(map(datetime.fromisoformat, texts))
    if list(map(_zone, moments)).count(UTC) != len(moments):
        moments = [moment.astimezone(UTC) for moment in moments]
    if min(moments) < FIRST_MOMENT or max(moments) >= LAST_MOMENT:
        raise ValueError("a time is out of range")
    return moments
