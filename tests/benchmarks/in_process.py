"""Calling a WSGI application with no server in between."""

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Call:
    """A request, as its sender means it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


def environ(call: Call) -> Environ:
    """A fresh environment such as a server makes for each request (PEP 3333)."""
    path, _, query = call.path.partition("?")
    fields = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in call.headers.items()}
    return {
        "REQUEST_METHOD": call.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": "application/json" if call.body else "",
        "CONTENT_LENGTH": str(len(call.body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(call.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **fields,
    }


def answer(app: WsgiApp, request: Environ) -> Answer:
    """Run the request to its end, as a server does."""
    statuses: list[str] = []
    chunks = app(request, lambda status, _headers, _exc=None: statuses.append(status))
    body = b"".join(chunks)
    close = getattr(chunks, "close", None)
    if close is not None:
        cast(Callable[[], None], close)()
    return Answer(int(statuses[0][:3]), body)


class UnexpectedAnswer(Exception):
    """What is being timed is not the work that it claims to be."""


def answers(app: WsgiApp, requests: Iterable[Environ], expected: int) -> None:
    """Run them one after another; each must be answered with the expected status."""
    for request in requests:
        got = answer(app, request)
        if got.status != expected:
            raise UnexpectedAnswer(f"{got.status} instead of {expected}: {got.body[:500]!r}")
