"""Requests as they arrive in pieces: HTTP/1.1 by RFC 9112, read by llhttp, as strictly as it can be told to."""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import Final

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

from adapters.http.errors import BodyTooLarge, MalformedRequest
from adapters.http.server.limits import Limits
from domain.errors import Refusal

Fields = list[tuple[bytes, bytes]]

_VERSIONS: Final = frozenset({"1.0", "1.1"})


class Phase(Enum):
    """Which part of a request is awaited."""

    BEGINNING = "beginning"
    HEAD = "head"
    BODY = "body"


@dataclass(slots=True)
class Head:
    """The lines of a request above its body. Names of fields are in small letters."""

    method: str
    target: bytes
    version: str
    fields: Fields
    expects_continue: bool


@dataclass(slots=True)
class Request:
    """A request that has arrived as a whole."""

    head: Head
    body: bytes
    stays: bool
    """Whether its connection is used for another one."""


UNKNOWN: Final = Head("GET", b"/", "1.1", [], expects_continue=False)
"""In the place of a head that has not arrived."""


class _Stopped(Exception):
    """What follows is not read."""


class RequestParser:
    """Takes the bytes of one connection and makes requests of them, until one has to be refused.

    Refused is what two readers could understand differently (RFC 9112, 6.3 and 11.2): Content-Length beside
    Transfer-Encoding, other codings than `chunked`, no or several hosts; and what is larger than the limits.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parser = HttpRequestParser(self)
        self.requests: deque[Request] = deque()
        """What has arrived and was not taken yet, in order."""
        self.refusal: Refusal | None = None
        """Why nothing more is read."""
        self.phase = Phase.BEGINNING
        self.head = UNKNOWN
        """Of the request whose body is awaited."""
        self.body_bytes = 0
        """Of that body, so far."""
        self._skipping = False
        self._ended = False
        self._target = b""
        self._fields: Fields = []
        self._head_bytes = 0
        self._body: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Read what has arrived."""
        while not self._stopped:
            try:
                self._parser.feed_data(data)
            except HttpParserUpgrade as upgrade:
                data = self._without_upgrade() + data[upgrade.args[0] :]
                continue
            except HttpParserError as error:
                if not self._stopped:
                    self.refusal = MalformedRequest(f"the request is not HTTP/1.1: {error}")
            return

    @property
    def _stopped(self) -> bool:
        return self.refusal is not None or self._ended

    def on_message_begin(self) -> None:
        if self._skipping:
            return
        self.phase, self.head = Phase.HEAD, UNKNOWN
        self._target, self._fields, self._head_bytes = b"", [], 0
        self._body, self.body_bytes = [], 0

    def on_url(self, url: bytes) -> None:
        if not self._skipping:
            self._target += url
            self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._skipping:
            return
        self._count(len(name) + len(value))
        if self.phase is Phase.HEAD:
            if len(self._fields) == self._limits.header_fields:
                self._refuse(MalformedRequest(f"a request has up to {self._limits.header_fields} header fields"))
            self._fields.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        if self._skipping:
            self._skipping = False
            return
        version = self._parser.get_http_version()
        given = dict(self._fields)
        expects = version == "1.1" and given.get(b"expect", b"").lower() == b"100-continue"
        self.head = Head(self._parser.get_method().decode(), self._target, version, self._fields, expects)
        self.phase = Phase.BODY
        if version not in _VERSIONS:
            self._refuse(MalformedRequest("this server speaks HTTP/1.1"))
        hosts = [name for name, _ in self._fields].count(b"host")
        if hosts > 1 or (hosts == 0 and version == "1.1"):
            self._refuse(MalformedRequest("a request names one Host"))
        coding = given.get(b"transfer-encoding")
        if coding is not None and (coding.lower() != b"chunked" or version == "1.0"):
            self._refuse(MalformedRequest("the only transfer coding is chunked, in HTTP/1.1"))
        if int(given.get(b"content-length", b"0")) > self._limits.body_bytes:
            self._refuse(BodyTooLarge())

    def on_body(self, body: bytes) -> None:
        self._body.append(body)
        self.body_bytes += len(body)
        if self.body_bytes > self._limits.body_bytes:
            self._refuse(BodyTooLarge())

    def on_message_complete(self) -> None:
        if self._parser.should_upgrade():
            return
        stays = self._parser.should_keep_alive()
        if len(self.requests) == self._limits.pipelined:
            stays = False
        self.requests.append(Request(self.head, b"".join(self._body), stays))
        self.phase, self.head = Phase.BEGINNING, UNKNOWN
        self._body, self.body_bytes = [], 0
        if not stays:
            self._ended = True
            raise _Stopped

    def _without_upgrade(self) -> bytes:
        """Return the head of a request that asks for no other protocol, to read the body by.

        The wish may be ignored (RFC 9110, 7.8), but llhttp takes what follows such a head for the other protocol.
        """
        framing = [field for field in self.head.fields if field[0] in {b"content-length", b"transfer-encoding"}]
        self._skipping = True
        self._parser = HttpRequestParser(self)
        return b"".join((b"POST / HTTP/1.1\r\n", *(b"%b: %b\r\n" % field for field in framing), b"\r\n"))

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > self._limits.head_bytes:
            self._refuse(MalformedRequest(f"a request's head has up to {self._limits.head_bytes:,} bytes"))

    def _refuse(self, refusal: Refusal) -> None:
        self.refusal = refusal
        raise _Stopped
