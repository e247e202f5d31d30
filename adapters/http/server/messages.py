"""Requests as WSGI environments (PEP 3333), and what a WSGI application returns as bytes to send."""

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from adapters.http.incoming import Environ
from adapters.http.server.parser import Head

StartResponse = Callable[..., Any]
Answering = Callable[[Environ, StartResponse], Iterable[bytes]]

_BODILESS: Final = ("1", "204", "304")


def _key_of(name: bytes) -> str:
    return "HTTP_" + name.decode("latin-1").upper().replace("-", "_")


_COMMON: Final = {
    name: _key_of(name)
    for name in (
        *(b"host", b"user-agent", b"accept", b"accept-encoding", b"accept-language", b"connection", b"origin"),
        *(b"authorization", b"x-api-key", b"content-type", b"content-length", b"idempotency-key", b"if-match"),
        *(b"if-none-match", b"x-request-id", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"),
    )
}
"""So that the names that nearly all requests have are not made for each of them."""


def environ_of(head: Head, body: bytes, base: Environ) -> Environ:
    """Return the environment of a request; `base` is what its server and connection have in common.

    Fields whose names have an underscore are left out: in an environment they would pass for others.
    """
    target = _path_and_query(head.target)
    path, _, query = target.partition(b"?")
    environ = {
        **base,
        "REQUEST_METHOD": head.method,
        "PATH_INFO": (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_PROTOCOL": "HTTP/" + head.version,
        "wsgi.input": BytesIO(body),
    }
    for name, value in head.fields:
        if b"_" in name:
            continue
        key = _COMMON.get(name) or _key_of(name)
        text = value.decode("latin-1")
        environ[key] = f"{environ[key]}, {text}" if key in environ else text
    if "HTTP_CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE")
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    if body or "HTTP_CONTENT_LENGTH" in environ:
        environ.pop("HTTP_CONTENT_LENGTH", None)
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def base_environ(host: str, port: int) -> Environ:
    """Return what is the same in every request."""
    return {
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }


def _path_and_query(target: bytes) -> bytes:
    """Return the part of a request's target that names a resource here (RFC 9112, 3.2)."""
    target = target.partition(b"#")[0]
    if target[:1] == b"/":
        return target
    _, absolute, rest = target.partition(b"://")
    if not absolute:
        return target
    _, slash, path = rest.partition(b"/")
    return slash + path or b"/"


class Answer:
    """Collects what an application answers to one request."""

    def __init__(self) -> None:
        self._status = ""
        self._headers: list[tuple[str, str]] = []
        self._written: list[bytes] = []

    @classmethod
    def of(cls, application: Answering, environ: Environ, *, stays: bool, date: str) -> bytes:
        """Return the whole answer as it goes over the wire; `stays` is whether the connection is used again."""
        answer = cls()
        parts = application(environ, answer.start)
        try:
            body = b"".join((*answer._written, *parts))
        finally:
            getattr(parts, "close", _nothing)()
        return answer._wire(body, environ, stays=stays, date=date)

    def start(self, status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[[bytes], None]:
        """PEP 3333's `start_response`; a later call replaces an earlier one, as nothing is sent before the end."""
        del error
        self._status, self._headers = status, headers
        return self._written.append

    def _wire(self, body: bytes, environ: Environ, *, stays: bool, date: str) -> bytes:
        lines = [f"HTTP/1.1 {self._status}", f"Date: {date}"]
        lines += [f"{name}: {value}" for name, value in self._headers]
        if self._status.startswith(_BODILESS):
            body = b""
        elif "content-length" not in {name.lower() for name, _ in self._headers}:
            lines.append(f"Content-Length: {len(body)}")
        if not stays:
            lines.append("Connection: close")
        elif environ["SERVER_PROTOCOL"] == "HTTP/1.0":
            lines.append("Connection: keep-alive")
        head = "\r\n".join((*lines, "\r\n"))
        if not head.count("\r") == head.count("\n") == len(lines) + 1:
            raise ValueError("a line of an answer's head breaks")
        return head.encode("latin-1") + (b"" if environ["REQUEST_METHOD"] == "HEAD" else body)


def _nothing() -> None:
    pass
