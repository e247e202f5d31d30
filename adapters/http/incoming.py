"""Reading a request from its WSGI environment (PEP 3333): its body, within bounds, and where it comes from."""

import re
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from itertools import count
from time import monotonic
from typing import Any, Final

from adapters.http.errors import BodyTooLarge, MalformedRequest
from adapters.http.web import Web
from application.actor import Source
from application.deadline import Deadline

Environ = dict[str, Any]

LARGEST_BODY: Final = 2**20
LONGEST_USER_AGENT: Final = 256
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


def source_of(environ: Environ, web: Web, known_as: str) -> Source:
    """Return where a request comes from; what a trusted proxy says about it is believed."""
    address = environ.get("REMOTE_ADDR") or None
    if web.trusted_proxies and address is not None:
        address = _behind(address, environ.get("HTTP_X_FORWARDED_FOR", ""), web.trusted_proxies)
    user_agent = environ.get("HTTP_USER_AGENT")
    user_agent = None if user_agent is None else user_agent[:LONGEST_USER_AGENT]
    return Source(address, user_agent, known_as, deadline_of(environ))


def deadline_of(environ: Environ) -> Deadline:
    """Return when the request's time is up; where its server does not tell, it begins now."""
    ends_at: float | None = environ.get(DEADLINE)
    return Deadline(monotonic() + LONGEST_REQUEST if ends_at is None else ends_at, monotonic)


@lru_cache(maxsize=4096)
def _behind(peer: str, forwarded: str, trusted: tuple[IPv4Network | IPv6Network, ...]) -> str:
    """Return the nearest address that no trusted proxy speaks for (MDN: X-Forwarded-For, from the right)."""
    address = peer
    for hop in reversed([part.strip() for part in forwarded.split(",")]):
        if not _is_within(address, trusted) or not _is_address(hop):
            return address
        address = hop
    return address


def _is_within(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
