"""From usage records as they are sent to what the use cases are asked."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import Annotated, Any, Final, cast

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from adapters.http.bodies.usage import BatchBody, RecordBody
from adapters.http.validation import mend, merged, told, wrong_with
from application.usage.requests import UsageRequest
from domain.errors import FieldError, InvalidRequest
from domain.plans.meter import LARGEST_MINUTES, MEASURES, Meter, from_public

_COMPUTE: Final = Meter.COMPUTE
_WHOLE: Final = frozenset(meter for meter, measure in MEASURES.items() if measure.scale == 1)


@dataclass(frozen=True, slots=True)
class SentBatch:
    """The records of a batch in their order; in the place of one whose form is wrong, what is wrong with it."""

    records: list[RecordBody | InvalidRequest]


class _LooseBatch(TypedDict):
    """A batch of which some records are wrong: those are taken as they are."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[misc]

    records: list[Annotated[RecordBody | Any, Field(union_mode="left_to_right")]]


def wrong_amounts(record: object) -> list[FieldError]:
    """Return what is wrong with quantity, meter and correction together, of a record of any shape."""
    if not isinstance(record, Mapping):
        return []
    quantity, meter, corrects = record.get("quantity"), record.get("type"), record.get("corrects")
    wrong: list[FieldError] = []
    if not isinstance(meter, str):
        return wrong
    if corrects is not None and meter == Meter.STORAGE:
        wrong.append(FieldError("/corrects", "storage states what is held: it is stated anew, not corrected"))
    if isinstance(quantity, bool) or not isinstance(quantity, int | float) or not abs(quantity) <= 10**15:
        return wrong
    if quantity < 0 and corrects is None:
        wrong.append(FieldError("/quantity", "only a correction may be negative"))
    elif meter == Meter.COMPUTE and not _is_countable(quantity):
        wrong.append(FieldError("/quantity", "compute is counted in minutes with up to six decimals, up to 10^9"))
    elif meter in _WHOLE and quantity != int(quantity):
        unit = MEASURES[Meter(meter)].unit
        wrong.append(FieldError("/quantity", f"this is a whole number of {unit}s"))
    return wrong


def _is_countable(minutes: float) -> bool:
    scaled = Decimal(repr(minutes)) * MEASURES[Meter.COMPUTE].scale
    return abs(minutes) <= LARGEST_MINUTES and scaled == int(scaled)


def request_of(record: RecordBody, name: str) -> UsageRequest:
    """Return the request that a record without mistakes makes; `name` is its id if it brings none."""
    meter, quantity, timestamp = record["type"], record["quantity"], record.get("timestamp")
    if meter is _COMPUTE:
        amount = from_public(meter, Decimal(repr(quantity)))
    else:
        amount = quantity if type(quantity) is int else int(quantity)
    return _new(
        UsageRequest,
        (
            record["project_id"],
            meter,
            amount,
            record.get("metadata") or {},
            record.get("record_id") or name,
            timestamp and timestamp.astimezone(UTC),
            record.get("corrects"),
        ),
    )


_new: Final = tuple.__new__
"""Makes a tuple without the detour through the arguments of its class: a batch makes a thousand."""


def requests_of(batch: SentBatch, key: str) -> list[UsageRequest | InvalidRequest]:
    """Return the requests of a batch; records without an id are named after `key` and their index."""
    requests: list[UsageRequest | InvalidRequest] = []
    for index, record in enumerate(batch.records):
        if isinstance(record, InvalidRequest):
            requests.append(record)
        elif _is_plain(record) or not (wrong := wrong_amounts(record)):
            requests.append(request_of(record, f"{key}:{index}"))
        else:
            requests.append(InvalidRequest(tuple(wrong)))
    return requests


def _is_plain(record: RecordBody) -> bool:
    """Tell whether quantity, meter and correction cannot be wrong together, as in nearly all records."""
    quantity = record["quantity"]
    return type(quantity) is int and quantity >= 0 and "corrects" not in record and record["type"] is not _COMPUTE


def batch_reader() -> Callable[[bytes], tuple[SentBatch | None, list[FieldError]]]:
    """Return what reads batches: all records in one pass, and one by one when some are wrong."""
    exact, loose = TypeAdapter(BatchBody), TypeAdapter(_LooseBatch)

    def read(raw: bytes) -> tuple[SentBatch | None, list[FieldError]]:
        try:
            return SentBatch(cast(list[RecordBody | InvalidRequest], exact.validate_json(raw)["records"])), []
        except ValidationError as error:
            wrong = told(error)
        if wrong is None:
            raw, places = mend(raw)
            wrong = merged(places, wrong_with(exact, raw))
        of_records = _by_index(wrong)
        if of_records is None:
            return None, wrong
        records: list[Any] = loose.validate_json(raw)["records"]
        sent = json.loads(raw)["records"]
        for index, errors in of_records.items():
            records[index] = InvalidRequest(tuple(merged(errors, wrong_amounts(sent[index]))))
        return SentBatch(records), []

    return read


def _by_index(wrong: Iterable[FieldError]) -> dict[int, list[FieldError]] | None:
    """Return the errors of each record, with pointers that begin there; None when the batch itself is wrong."""
    found: dict[int, list[FieldError]] = {}
    for error in wrong:
        start, _, rest = error.pointer.removeprefix("/records/").partition("/")
        if not error.pointer.startswith("/records/") or not start.isdecimal():
            return None
        pointer = f"/{rest}" if rest else ""
        found.setdefault(int(start), []).append(FieldError(pointer, error.detail))
    return found
