"""A loopback proxy before DynamoDB, whose connections can really be cut."""

import socket
from contextlib import closing, suppress
from threading import Lock, Thread
from typing import Final, Self
from urllib.parse import urlsplit

LARGEST: Final = 65_536


class Proxy:
    """Passes everything on to an endpoint and back, until it is told to cut."""

    def __init__(self, endpoint: str) -> None:
        self._target = urlsplit(endpoint).netloc.split(":")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = Lock()
        self._connections: set[socket.socket] = set()
        self._whole = True
        self._bytes_of_next: int | None = None
        Thread(target=self._listen, daemon=True).start()

    @property
    def endpoint(self) -> str:
        host, port = self._listener.getsockname()
        return f"http://{host}:{port}"

    def cut_next(self, after: int) -> None:
        """Cut the connection of the next answer after so many of its bytes."""
        self._bytes_of_next = after

    def cut(self) -> None:
        """Cut all connections, and take none any more."""
        with self._lock:
            self._whole = False
            for connection in self._connections:
                _end(connection)

    def mend(self) -> None:
        """Take connections again."""
        self._whole = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        _end(self._listener)
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        host, port = self._target
        with closing(caller), suppress(OSError), socket.create_connection((host, int(port))) as called:
            with self._lock:
                if not self._whole:
                    return
                self._connections |= {caller, called}
            asking = Thread(target=self._pass_on, args=(caller, called), daemon=True)
            asking.start()
            self._pass_back(called, caller)
            asking.join()
            with self._lock:
                self._connections -= {caller, called}

    def _pass_on(self, caller: socket.socket, called: socket.socket) -> None:
        with suppress(OSError):
            while data := caller.recv(LARGEST):
                called.sendall(data)
        _end(caller, called)

    def _pass_back(self, called: socket.socket, caller: socket.socket) -> None:
        with suppress(OSError):
            while data := called.recv(LARGEST):
                kept, self._bytes_of_next = self._bytes_of_next, None
                caller.sendall(data[:kept])
                if kept is not None:
                    break
        _end(caller, called)


def _end(*connections: socket.socket) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
