"""Reading a request from its WSGI environment (PEP 3333): its body, within bounds, its id and its deadline."""

import re
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Any, Final

from adapters.http.errors import BodyTooLarge, MalformedRequest
from application.deadline import Deadline

Environ = dict[str, Any]

LARGEST_BODY: Final = 2**20
LONGEST_REQUEST: Final = 30.0
"""Seconds that a request which has arrived may take."""
DEADLINE: Final = "tenantry.deadline"
"""Where a server that knows when a request arrived puts the moment at which its time is up, by `time.monotonic`."""

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")


def read_body(environ: Environ) -> bytes:
    """Return the body, also one sent in chunks; BodyTooLarge above 1 MiB."""
    length = environ.get("CONTENT_LENGTH")
    if length:
        if not (length.isascii() and length.isdigit()):
            raise MalformedRequest("the Content-Length is no number")
        size = int(length) if len(length) < 10 else LARGEST_BODY + 1
        if size > LARGEST_BODY:
            raise BodyTooLarge
        return _read(environ, size) if size else b""
    if "HTTP_TRANSFER_ENCODING" not in environ and not environ.get("wsgi.input_terminated"):
        return b""
    body = _read(environ, LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise BodyTooLarge
    return body


def _read(environ: Environ, size: int) -> bytes:
    """Read up to `size` bytes; a server may hand them out in smaller parts."""
    read: Callable[[int], bytes] = environ["wsgi.input"].read
    body = read(size)
    while len(body) < size:
        part = read(size - len(body))
        if not part:
            break
        body += part
    return body


class RequestIds:
    """Makes ids of requests: what is unique to this process, and a number."""

    def __init__(self, unique: str) -> None:
        self._prefix = unique
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"{self._prefix}-{next(self._numbers)}"


def request_id(environ: Environ, unique: Callable[[], str]) -> str:
    """Return the id that the caller gave the request, or a new one."""
    given = environ.get("HTTP_X_REQUEST_ID")
    return given if given is not None and _REQUEST_ID.fullmatch(given) else unique()


def deadline_of(environ: Environ) -> Deadline:
    """Return when the request's time is up; where its server does not tell, it begins now."""
    ends_at: float | None = environ.get(DEADLINE)
    return Deadline(monotonic() + LONGEST_REQUEST if ends_at is None else ends_at, monotonic)
