"""A small HTTP/1.1 load generator: keep-alive connections, one request in flight on each."""

import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import quantiles

from tests.benchmarks.in_process import Call, UnexpectedAnswer


@dataclass(frozen=True, slots=True)
class Load:
    """What a run of requests saw from outside. Seconds."""

    requests: int
    elapsed: float
    latencies: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return self.requests / self.elapsed

    def percentile(self, percent: int) -> float:
        return quantiles(self.latencies, n=100)[percent - 1]


def wire(call: Call) -> bytes:
    """The request as bytes, made before the clock starts."""
    fields = {"Host": "127.0.0.1", **call.headers}
    if call.body:
        fields |= {"Content-Type": "application/json", "Content-Length": str(len(call.body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{call.method} {call.path} HTTP/1.1\r\n{head}\r\n".encode() + call.body


def drive(port: int, requests: Iterable[bytes], connections: int, expected: int) -> Load:
    """Send all requests over that many connections, in a closed loop. Any other status ends the run."""
    waiting = iter(requests)
    latencies: list[float] = []
    begin = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            _send_next(_Connection(port), waiting, selector)
        while selector.get_map():
            for key, _ in selector.select():
                connection: _Connection = key.data
                if connection.receive(expected):
                    latencies.append(time.perf_counter() - connection.sent_at)
                    selector.unregister(key.fileobj)
                    _send_next(connection, waiting, selector)
    return Load(len(latencies), time.perf_counter() - begin, tuple(latencies))


def _send_next(connection: "_Connection", waiting: Iterator[bytes], selector: selectors.BaseSelector) -> None:
    request = next(waiting, None)
    if request is None:
        connection.close()
        return
    selector.register(connection.send(request), selectors.EVENT_READ, connection)


@dataclass(slots=True)
class _Connection:
    port: int
    sent_at: float = 0.0
    _socket: socket.socket | None = None
    _received: bytearray = field(default_factory=bytearray)

    def send(self, request: bytes) -> socket.socket:
        self._received.clear()
        self.sent_at = time.perf_counter()
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        return self._socket

    def receive(self, expected: int) -> bool:
        """Take what has arrived; true once the answer is whole."""
        assert self._socket is not None
        chunk = self._socket.recv(262_144)
        if not chunk:
            raise ConnectionError(f"the server hung up after {bytes(self._received[:200])!r}")
        self._received += chunk
        head, blank, body = bytes(self._received).partition(b"\r\n\r\n")
        if not blank or not _whole(head.lower(), body):
            return False
        if int(head[9:12]) != expected:
            raise UnexpectedAnswer(f"not {expected}: {bytes(self._received[:800])!r}")
        if b"connection: close" in head.lower() or head.startswith(b"HTTP/1.0"):
            self.close()
        return True

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _whole(head: bytes, body: bytes) -> bool:
    _, found, rest = head.partition(b"content-length:")
    if found:
        return len(body) >= int(rest.partition(b"\r\n")[0])
    return body.endswith(b"0\r\n\r\n")
