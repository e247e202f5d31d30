"""The loop that all connections live in: it accepts, reads and looks at the time, and never waits for one of them."""

import errno
import resource
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from heapq import nsmallest
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from socket import AF_INET, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, TCP_NODELAY, socket, socketpair
from time import monotonic
from typing import Final

from adapters.http.server.connection import RECEIVED_AT_ONCE, Connection
from adapters.http.server.handler import Handler
from adapters.http.server.threads import FairThreads

BACKLOG: Final = 1024
ACCEPTED_AT_ONCE: Final = 64
LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the time."""
LOOK_WHILE_WAITING: Final = 0.05
"""While requests wait for a thread."""
RECEIVED_BEFORE_LOOKING: Final = 32 * 2**20
"""Bytes that may come between two looks at what is held."""
FILES_WANTED: Final = 16_384
OTHER_FILES: Final = 128
"""That the process keeps open besides connections."""


class Server:
    """Serves until `stop` is called, which any thread and any signal handler may do."""

    def __init__(self, listener: socket, handler: Handler, threads: FairThreads) -> None:
        self._listener = listener
        self._handler = handler
        self._limits = handler.limits
        self._threads = threads
        self._selector = DefaultSelector()
        self._connections: set[Connection] = set()
        self._most = min(self._limits.connections, _most_files() - OTHER_FILES)
        self._going_on: deque[Connection] = deque()
        self._waker, self._woken_by = socketpair()
        self._is_woken = False
        self._received = 0
        self.stopping = False

    def serve(self) -> None:
        """Accept callers and answer them; after `stop`, let those who have asked have their answers, for a while."""
        self._listener.settimeout(0)
        self._woken_by.settimeout(0)
        self._waker.settimeout(0)
        self._listener.listen(BACKLOG)
        self._selector.register(self._listener, EVENT_READ)
        self._selector.register(self._woken_by, EVENT_READ)
        look_at = 0.0
        while not self.stopping:
            look_at = self._turn(look_at)
        self._selector.unregister(self._listener)
        self._listener.close()
        end = monotonic() + self._limits.last_seconds
        for connection in [connection for connection in self._connections if connection.idle]:
            connection.close()
        while self._connections and monotonic() < end:
            look_at = self._turn(look_at)
        for file in (self._selector, self._waker, self._woken_by):
            file.close()

    def stop(self) -> None:
        """Take no further requests."""
        self.stopping = True
        self._wake()

    def watch(self, connection: Connection, *, read: bool, write: bool) -> None:
        events = (EVENT_READ if read else 0) | (EVENT_WRITE if write else 0)
        known = connection.socket in self._selector.get_map()
        if events and known:
            self._selector.modify(connection.socket, events, connection)
        elif events:
            self._selector.register(connection.socket, events, connection)
        elif known:
            self._selector.unregister(connection.socket)

    def forget(self, connection: Connection) -> None:
        self.watch(connection, read=False, write=False)
        self._connections.discard(connection)

    def later(self, connection: Connection) -> None:
        self._going_on.append(connection)
        self._wake()

    def _wake(self) -> None:
        if not self._is_woken:
            self._is_woken = True
            with suppress(OSError):  # the loop has ended
                self._waker.send(b"\0")

    def _turn(self, look_at: float) -> float:
        """Wait until something happens, and deal with it; return when to look at the time again."""
        for key, events in self._selector.select(LOOK_WHILE_WAITING if self._threads.any_waits else LOOK_EVERY):
            if key.fileobj is self._listener:
                self._accept()
            elif key.fileobj is self._woken_by:
                self._go_on()
            else:
                self._serve(key.data, events)
        now = monotonic()
        if self._threads.any_waits:
            for job in self._threads.give_up_on(now - self._limits.turn_seconds):
                job.give_up()
        if now < look_at and self._received < RECEIVED_BEFORE_LOOKING:
            return look_at
        self._look(now)
        return now + LOOK_EVERY

    def _serve(self, connection: Connection, events: int) -> None:
        if events & EVENT_WRITE:
            self._let(connection, connection.writable)
        if events & EVENT_READ:
            self._received += RECEIVED_AT_ONCE
            self._let(connection, connection.readable)

    def _go_on(self) -> None:
        self._woken_by.recv(4096)
        self._is_woken = False
        while self._going_on:
            connection = self._going_on.popleft()
            self._let(connection, connection.go_on)

    def _let(self, connection: Connection, act: Callable[[], None]) -> None:
        """Let one connection do something; what goes wrong concerns one caller, and all others go on."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it was
            self._handler.failed("connection.failed", error)
            connection.close()

    def _accept(self) -> None:
        for _ in range(ACCEPTED_AT_ONCE):
            if len(self._connections) >= self._most:
                self._make_room()
            try:
                caller, (peer, _) = self._listener.accept()
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno in {errno.EMFILE, errno.ENFILE}:
                    self._make_room()
                return
            caller.settimeout(0)
            caller.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            connection = Connection(caller, peer, self._handler, self._threads, self)
            self._connections.add(connection)
            self._selector.register(caller, EVENT_READ, connection)

    def _make_room(self) -> None:
        """Close the connections that have kept the server waiting longest, a few at a time."""
        waiting = [connection for connection in self._connections if connection.waits_for_caller]
        for connection in nsmallest(1 + len(waiting) // 32, waiting, key=lambda connection: connection.since):
            connection.close()

    def _look(self, now: float) -> None:
        self._received = 0
        self._handler.tell_time()
        for connection in tuple(self._connections):
            self._let(connection, partial(connection.look_at_time, now))
        held = {connection: connection.held_bytes for connection in self._connections if connection.waits_for_caller}
        excess = sum(held.values()) - self._limits.held_bytes
        while excess > 0:
            slowest = min(held, key=lambda connection: connection.since)
            excess -= held.pop(slowest)
            self._let(slowest, slowest.drop)


def listener_at(host: str, port: int) -> socket:
    """Return a socket that has that place for itself; OSError where another has it."""
    listener = socket(AF_INET, SOCK_STREAM)
    try:
        listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _most_files() -> int:
    """Return how many files the process may open, after asking for as many as are wanted."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= FILES_WANTED:
        return FILES_WANTED
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (OSError, ValueError):  # a system may have a limit of its own
        return soft
    return wanted
