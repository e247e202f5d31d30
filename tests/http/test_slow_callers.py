"""Callers who send slowly keep nobody else waiting, over real sockets."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

import httpx
import pytest

from tests.http.running_server import RunningServer, running_server

MANY = 50
SLOW_LOGIN = b"POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
SLOW_HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
SLOW_CHUNKS = b"POST /organizations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
SLOW_HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: "


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with running_server("LOG_LEVEL=ERROR") as server:
        yield server


@contextmanager
def fifty_callers(server: RunningServer, begun: bytes) -> Iterator[None]:
    """Let fifty callers begin a request that they do not end."""
    url = httpx.URL(server.url)
    with ExitStack() as callers:
        for _ in range(MANY):
            caller = callers.enter_context(socket.create_connection((url.host, url.port or 0)))
            caller.sendall(begun)
        yield


@pytest.mark.parametrize("begun", [SLOW_LOGIN, SLOW_HEALTH, SLOW_CHUNKS, SLOW_HEAD, b""])
def test_fifty_slow_callers_keep_nobody_else_waiting(server: RunningServer, begun: bytes) -> None:
    with fifty_callers(server, begun):
        begin = monotonic()

        answer = httpx.get(f"{server.url}/health", timeout=5)

        assert answer.status_code == 200
        assert monotonic() - begin < 1
