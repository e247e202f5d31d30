"""A server in this process, with an application that does what its path says, and callers on raw sockets."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from adapters.http.incoming import DEADLINE, Environ
from adapters.http.server.handler import Handler
from adapters.http.server.limits import Limits
from adapters.http.server.messages import StartResponse
from adapters.http.server.server import Server, listener_at
from adapters.http.server.threads import FairThreads, share_of
from adapters.telemetry.json_log import JsonLog
from domain.errors import Refusal

HOST = "127.0.0.1"
LONG = 10.0
LARGE = 20_000_000


@dataclass
class Application:
    """Echoes what it is asked; below `/held/` it answers when it may, at `/broken` not at all."""

    asked: list[Environ] = field(default_factory=list)
    may_answer: Event = field(default_factory=Event)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ)
        path = environ["PATH_INFO"]
        if path == "/broken":
            raise RuntimeError("broken")
        if "/held" in path:
            self.may_answer.wait(LONG)
        told = f"{environ['REQUEST_METHOD']} {path}?{environ['QUERY_STRING']} ".encode() + environ["wsgi.input"].read()
        body = b"x" * LARGE if path == "/large" else told
        status = "204 No Content" if path == "/empty" else "200 OK"
        line = environ["QUERY_STRING"].replace("N", "\n").replace("R", "\r") if path == "/line" else "a"
        start_response(status, [("Content-Type", "text/plain"), ("X-Line", line)])
        return [body]

    def refuse(self, environ: Environ, start_response: StartResponse, refusal: Refusal) -> Iterable[bytes]:
        start_response(f"4{len(environ)} Refused", [])
        return [f"{refusal.code} {environ['PATH_INFO']} {refusal.detail}".encode()]


@dataclass(frozen=True)
class Running:
    """Where a server runs, and what it asks."""

    port: int
    application: Application
    server: Server
    callers: ExitStack

    def call(self, sent: bytes = b"") -> "Caller":
        """Open a connection and send something."""
        caller = Caller(self.callers.enter_context(socket.create_connection((HOST, self.port), LONG)))
        caller.send(sent)
        return caller

    def ask(self, sent: bytes) -> bytes:
        """Return all that is answered until the server ends the connection."""
        return self.call(sent).rest()

    @property
    def last(self) -> Environ:
        """What the application was asked last."""
        return self.application.asked[-1]


@dataclass(frozen=True)
class Caller:
    """One connection."""

    socket: socket.socket

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def answer(self) -> bytes:
        """Return one answer that tells its length."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._some()
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        while len(body) < length:
            body += self._some()
        return head + b"\r\n\r\n" + body

    def line(self) -> bytes:
        """Return what has come up to the end of an informational answer."""
        return self._some()

    def rest(self) -> bytes:
        """Return everything until the end."""
        parts = []
        while part := self.socket.recv(65_536):
            parts.append(part)
        return b"".join(parts)

    @property
    def was_let_go(self) -> bool:
        """Whether the server ends the connection without an answer."""
        try:
            return self.rest() == b""
        except ConnectionResetError:
            return True

    def trickle(self) -> None:
        """Send a byte now and then, until nobody takes it."""
        with suppress(OSError):
            while True:
                self.socket.sendall(b"x")
                self.wait(0.02)

    def await_asked(self, server: "Running", times: int) -> None:
        """Return when the application was asked so often."""
        for _ in range(int(LONG / 0.01)):
            if len(server.application.asked) >= times:
                return
            self.wait(0.01)
        raise AssertionError("the application was not asked")

    @staticmethod
    def wait(seconds: float) -> None:
        Event().wait(seconds)

    def _some(self) -> bytes:
        data = self.socket.recv(65_536)
        assert data, "the server hung up"
        return data


@contextmanager
def running(threads: int = 4, application: Any = None, **limits: Any) -> Iterator[Running]:
    """Serve until the block ends."""
    asked = Application() if application is None else application
    listener = listener_at(HOST, 0)
    listener.listen()
    port = listener.getsockname()[1]
    handler = Handler(asked, JsonLog(), share_of, Limits(**{"last_seconds": 2.0, **limits}), HOST, port)
    server = Server(listener, handler, FairThreads(threads))
    thread = Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        with ExitStack() as callers:
            yield Running(port, asked, server, callers)
    finally:
        if isinstance(asked, Application):
            asked.may_answer.set()
        server.stop()
        thread.join(LONG)
        assert not thread.is_alive()


def deadline_of(environ: Environ) -> float:
    """Return what a request's server tells about its time."""
    deadline: float = environ[DEADLINE]
    return deadline
