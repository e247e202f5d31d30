"""What goes back to a caller, before the headers that every answer has."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, NamedTuple

import orjson

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
HTML: Final = "text/html; charset=utf-8"
FORMS: Final = "text/html; charset=UTF-8"
"""A page whose forms may be sent; the same media type, under a policy of its own."""

Header = tuple[str, str]

STATUS_LINES: Final[Mapping[int, str]] = {int(known): f"{int(known)} {known.phrase}" for known in HTTPStatus}
EMPTY: Final = frozenset({204, 304})
"""Statuses whose answers have no body, and say nothing about one."""


class Reply(NamedTuple):
    """A status, a body, and the headers of this answer alone."""

    status: int
    body: bytes = b""
    headers: tuple[Header, ...] = ()
    media_type: str = JSON


def dump(value: object) -> bytes:
    """Return JSON in UTF-8, times with `Z`."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def shown(representation: object, status: int = 200) -> Reply:
    """Return an answer without a version."""
    return Reply(status, dump(representation))


def versioned(representation: object, version: int, status: int = 200, location: str | None = None) -> Reply:
    """Return an answer whose entity tag is its version (RFC 9110, section 8.8.3)."""
    tag = ("ETag", f'"{version}"')
    headers = (tag,) if location is None else (tag, ("Location", location))
    return Reply(status, dump(representation), headers)


NOTHING: Final = Reply(204)
