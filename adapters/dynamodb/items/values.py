"""The attribute values of DynamoDB's low-level client, and what is read back from them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from json import JSONEncoder, loads
from typing import Any, Final

AttributeValue = Mapping[str, Any]
"""A value under the letter of its type (API reference: AttributeValue): `{"S": "x"}`, `{"N": "5"}`."""

Item = dict[str, AttributeValue]
"""An item by the names of its attributes."""

Attributes = Mapping[str, AttributeValue]
"""An item that is only read."""

YES: Final[AttributeValue] = {"BOOL": True}
"""What is so; what is not so is left out."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_COMPACT: Final = JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def text(value: str) -> AttributeValue:
    """Return a text."""
    return {"S": value}


def number(value: int) -> AttributeValue:
    """Return an exact number, of up to 38 digits; ValueError for a float."""
    return {"N": f"{value:d}"}


def moment(at: datetime) -> AttributeValue:
    """Return an aware time as a number, exact to the microsecond."""
    return {"N": str(microseconds(at))}


def binary(value: bytes) -> AttributeValue:
    """Return bytes."""
    return {"B": value}


def structure(value: object) -> AttributeValue:
    """Return what has parts as one text of compact JSON."""
    return {"S": _COMPACT.encode(value)}


def as_text(value: AttributeValue) -> str:
    """Read a text."""
    read: str = value["S"]
    return read


def as_number(value: AttributeValue) -> int:
    """Read an integer."""
    return int(value["N"])


def as_moment(value: AttributeValue) -> datetime:
    """Read a time, in UTC."""
    return from_microseconds(int(value["N"]))


def as_binary(value: AttributeValue) -> bytes:
    """Read bytes."""
    read: bytes = value["B"]
    return read


def is_so(value: AttributeValue | None) -> bool:
    """Tell whether it is so; what was left out is not."""
    return value is not None and value == YES


def as_structure(value: AttributeValue) -> Any:
    """Read what has parts."""
    return loads(value["S"])


def compact(value: object) -> str:
    """Return compact JSON, in which other alphabets stay as they are."""
    return _COMPACT.encode(value)


def microseconds(at: datetime) -> int:
    """Return the microseconds from 1970 to an aware time."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(since: int) -> datetime:
    """Return the time, in UTC, so many microseconds after 1970."""
    return _EPOCH + timedelta(0, 0, since)
