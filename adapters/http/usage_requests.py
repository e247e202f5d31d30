"""From usage records as they are sent to what the use cases are asked."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, cast

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from adapters.http.bodies.usage import BatchBody, RecordBody
from adapters.http.fields import NO_SUCH_TIME, STRAY_JOINER, TIMESTAMP, moment_of
from adapters.http.json_names import has_as_many_names, refuse_repeated_names
from adapters.http.texts import has_stray_joiners
from adapters.http.usage_columns import requests_of_alike
from adapters.http.validation import mend, merged, pointer_to, read_json, told, wrong_with
from application.usage.requests import UsageRequest
from domain.errors import FieldError, InvalidRequest
from domain.ids import RecordId
from domain.plans.meter import LARGEST_MINUTES, LARGEST_QUANTITY, MEASURES, Meter, from_public

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


def wrong_record(record: object) -> list[FieldError]:
    """Return what no schema says of a record of any shape: quantity, meter, correction, time and joiners."""
    if not isinstance(record, dict):
        return []
    wrong = _wrong_texts(record.get("metadata")) + _wrong_amount(
        record.get("type"), record.get("quantity"), record.get("corrects")
    )
    timestamp = record.get("timestamp")
    if isinstance(timestamp, str) and TIMESTAMP.fullmatch(timestamp):
        try:
            moment_of(timestamp)
        except (ValueError, OverflowError):
            wrong.append(FieldError("/timestamp", NO_SUCH_TIME))
    return wrong


def _wrong_amount(meter: object, quantity: object, corrects: object) -> list[FieldError]:
    if not isinstance(meter, str):
        return []
    wrong: list[FieldError] = []
    if corrects is not None and meter == Meter.STORAGE:
        wrong.append(FieldError("/corrects", "storage states what is held: it is stated anew, not corrected"))
    if isinstance(quantity, bool) or not isinstance(quantity, int | float) or not abs(quantity) <= LARGEST_QUANTITY:
        return wrong
    if quantity < 0 and corrects is None:
        wrong.append(FieldError("/quantity", "only a correction may be negative"))
    elif meter == Meter.COMPUTE and not _is_countable(quantity):
        wrong.append(FieldError("/quantity", "compute is counted in minutes with up to six decimals, up to 10^9"))
    elif meter in _WHOLE and quantity != int(quantity):
        unit = MEASURES[Meter(meter)].unit
        wrong.append(FieldError("/quantity", f"this is a whole number of {unit}s"))
    return wrong


def _wrong_texts(metadata: object) -> list[FieldError]:
    if not isinstance(metadata, dict):
        return []
    return [
        FieldError(pointer_to(("metadata", name)), STRAY_JOINER)
        for name, text in metadata.items()
        if has_stray_joiners(name) or (isinstance(text, str) and has_stray_joiners(text))
    ]


def _is_plain(raw: bytes) -> bool:
    """Tell whether a JSON text has ASCII characters alone, so that no text in it can have a joiner."""
    return raw.isascii() and b"\\u" not in raw


def _is_countable(minutes: float) -> bool:
    scaled = Decimal(repr(minutes)) * MEASURES[Meter.COMPUTE].scale
    return abs(minutes) <= LARGEST_MINUTES and scaled == int(scaled)


def request_of(record: RecordBody, name: str) -> UsageRequest:
    """Return the request that a record makes; `name` is its id if it brings none.

    InvalidRequest tells what no schema does. On the hot path: hence the one look that tells nearly all records to be
    plain.
    """
    meter, quantity, corrects = record["type"], record["quantity"], record.get("corrects")
    timestamp = record.get("timestamp")
    try:
        moment = None if timestamp is None else moment_of(timestamp)
    except (ValueError, OverflowError):
        raise InvalidRequest(tuple(wrong_record(record))) from None
    if type(quantity) is int and quantity >= 0 and corrects is None and meter is not _COMPUTE:
        amount = quantity
    else:
        if wrong := _wrong_amount(meter, quantity, corrects):
            raise InvalidRequest(tuple(wrong))
        amount = from_public(meter, Decimal(repr(quantity)))
    record_id = record.get("record_id") or RecordId(name)
    return UsageRequest(record["project_id"], meter, amount, record.get("metadata") or {}, record_id, moment, corrects)


def requests_of(batch: SentBatch, key: str) -> Sequence[UsageRequest | InvalidRequest]:
    """Return the requests of a batch; records without an id are named after `key` and their index."""
    return requests_of_alike(batch.records, key) or [
        record if isinstance(record, InvalidRequest) else _one_of(record, f"{key}:{index}")
        for index, record in enumerate(batch.records)
    ]


def _one_of(record: RecordBody, name: str) -> UsageRequest | InvalidRequest:
    try:
        return request_of(record, name)
    except InvalidRequest as invalid:
        return invalid


@cache
def record_reader() -> Callable[[bytes], tuple[RecordBody | None, list[FieldError]]]:
    """Return what reads one record."""
    exact = TypeAdapter(RecordBody)

    def read(raw: bytes) -> tuple[RecordBody | None, list[FieldError]]:
        try:
            record = exact.validate_json(raw)
        except ValidationError:
            return read_json(exact, raw, wrong_record)
        if not has_as_many_names(raw, _names_in(record)):
            refuse_repeated_names(raw)
        return record, [] if _is_plain(raw) else _wrong_texts(record.get("metadata"))

    return read


def _names_in(record: RecordBody) -> int:
    return len(record) + len(record.get("metadata") or ())


@cache
def batch_reader() -> Callable[[bytes], tuple[SentBatch | None, list[FieldError]]]:
    """Return what reads batches: all records in one pass, and one by one when some are wrong."""
    exact, loose = TypeAdapter(BatchBody), TypeAdapter(_LooseBatch)

    def read(raw: bytes) -> tuple[SentBatch | None, list[FieldError]]:
        try:
            sound = exact.validate_json(raw)["records"]
        except ValidationError as error:
            refuse_repeated_names(raw)
            wrong = told(error)
        else:
            if not has_as_many_names(raw, 1 + sum(map(_names_in, sound))):
                refuse_repeated_names(raw)
            return _batch_of(sound, _is_plain(raw)), []
        if wrong is None:
            raw, places = mend(raw)
            wrong = merged(places, wrong_with(exact, raw))
        of_records = _by_index(wrong)
        if of_records is None:
            return None, wrong
        records: list[Any] = loose.validate_json(raw)["records"]
        sent = json.loads(raw)["records"]
        for index, errors in of_records.items():
            records[index] = InvalidRequest(tuple(merged(errors, wrong_record(sent[index]))))
        return SentBatch(records), []

    return read


def _batch_of(records: list[RecordBody], plain: bool) -> SentBatch:  # noqa: FBT001 - a fact, not a switch
    batch = cast(list[RecordBody | InvalidRequest], records)
    if not plain:
        for index, record in enumerate(records):
            if wrong := _wrong_texts(record.get("metadata")):
                batch[index] = InvalidRequest(tuple(wrong))
    return SentBatch(batch)


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
