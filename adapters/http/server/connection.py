"""One caller's connection: requests are read from it one after the other, and answered in their order."""

from enum import Enum
from functools import partial
from socket import SHUT_WR, socket
from threading import Lock
from time import monotonic
from typing import Final, Protocol

from adapters.http.errors import RequestTimeout
from adapters.http.incoming import DEADLINE, Environ
from adapters.http.server.handler import CONTINUE, Handler
from adapters.http.server.messages import environ_of
from adapters.http.server.parser import Phase, Request, RequestParser
from adapters.http.server.threads import FairThreads, Job
from domain.errors import Refusal, Unavailable

RECEIVED_AT_ONCE: Final = 65_536
SENT_AHEAD: Final = 65_536
"""Bytes that are taken while an answer is awaited."""


NOTHING: Final = memoryview(b"")


class State(Enum):
    """What happens on a connection."""

    READING = "reading"
    ANSWERING = "answering"
    """A request is with the threads; what they find is sent by them."""
    SENDING = "sending"
    """The caller takes its answer more slowly than it was given."""
    ANSWERED = "answered"
    """For the last time."""
    LINGERING = "lingering"
    """What still comes is thrown away, so that the caller can read its answer (RFC 9112, 9.6)."""
    CLOSED = "closed"


class Loop(Protocol):
    """What a connection asks of the loop that it lives in."""

    @property
    def stopping(self) -> bool:
        """Whether no further requests are taken."""

    def watch(self, connection: "Connection", *, read: bool, write: bool) -> None:
        """Call `readable` and `writable` from now on when they can do something."""

    def forget(self, connection: "Connection") -> None:
        """Call neither any more."""

    def later(self, connection: "Connection") -> None:
        """Call `go_on` in the loop; any thread may ask for it."""


class Exchange:
    """A request and the right to answer it, which the first one who claims it has."""

    __slots__ = ("_answered", "environ", "stays")

    def __init__(self, environ: Environ, *, stays: bool) -> None:
        self.environ = environ
        self.stays = stays
        self._answered = Lock()

    @property
    def open(self) -> bool:
        """Whether nobody has claimed it."""
        return not self._answered.locked()

    def claim(self) -> bool:
        """Take the right to answer; False when it is taken."""
        return self._answered.acquire(blocking=False)


class Connection:
    """Everything but `_run` and `_give` happens in the loop; `state` is set last, as it hands the rest over."""

    def __init__(self, caller: socket, peer: str, handler: Handler, threads: FairThreads, loop: Loop) -> None:
        self.socket = caller
        self.state = State.READING
        self.since = monotonic()
        """When what happens now began."""
        self._handler = handler
        self._threads = threads
        self._loop = loop
        self._base = handler.base(peer)
        self._parser = RequestParser(handler.limits)
        self._exchange: Exchange | None = None
        self._ahead = b""
        self._unsent = NOTHING
        self._stays = True
        self._used = False
        self._caller_is_done = False
        self._reads, self._writes = True, False

    @property
    def held_bytes(self) -> int:
        """What is kept for the caller."""
        bodies = sum(len(request.body) for request in self._parser.requests)
        return self._parser.body_bytes + bodies + len(self._ahead) + len(self._unsent)

    @property
    def waits_for_caller(self) -> bool:
        """Whether nothing happens until the caller does something."""
        return self.state in {State.READING, State.SENDING, State.LINGERING}

    @property
    def idle(self) -> bool:
        """Whether the caller has asked for nothing."""
        return self.state is State.READING and self._parser.phase is Phase.BEGINNING and not self._parser.requests

    def readable(self) -> None:
        """Take what has arrived."""
        if self.state is State.CLOSED:
            return
        try:
            data = self.socket.recv(RECEIVED_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._end_of_input()
        elif self.state is State.READING and not self._ahead:
            self._take(data)
        elif self.state in {State.READING, State.ANSWERING, State.SENDING}:
            self._ahead += data
            self._watch(read=len(self._ahead) < SENT_AHEAD)
            if self.state is State.READING:
                self.go_on()

    def writable(self) -> None:
        """Send what has not been taken yet."""
        if self.state is not State.SENDING:
            return
        self._unsent = self._sent(self._unsent)
        if not self._unsent:
            self.since = monotonic()
            self.state = State.READING if self._stays else State.ANSWERED
            self.go_on()

    def go_on(self) -> None:
        """Do what follows an answer."""
        match self.state:
            case State.SENDING:
                self._watch(write=True)
            case State.ANSWERED:
                self._linger()
            case State.READING:
                self._watch(read=not self._caller_is_done, write=False)
                ahead, self._ahead = self._ahead, b""
                self._take(ahead)
                if self.idle and (self._caller_is_done or self._loop.stopping):
                    self.close()
            case _:
                pass

    def look_at_time(self, now: float) -> None:
        """End what takes too long."""
        limits, passed = self._handler.limits, now - self.since
        match self.state:
            case State.READING if self._parser.phase is Phase.BEGINNING:
                if passed > (limits.idle_seconds if self._used else limits.head_seconds):
                    self.close()
            case State.READING:
                seconds = limits.head_seconds if self._parser.phase is Phase.HEAD else limits.body_seconds
                if passed > seconds:
                    self.refuse(RequestTimeout(seconds))
            case State.ANSWERING if passed > limits.request_seconds and self._exchange is not None:
                self._give_up(self._exchange)
            case State.SENDING if passed > limits.request_seconds:
                self.close()
            case State.LINGERING if passed > limits.linger_seconds:
                self.close()
            case _:
                pass

    def refuse(self, refusal: Refusal) -> None:
        """Answer a request that does not arrive as a whole."""
        self._exchange = Exchange({}, stays=False)
        self.state = State.ANSWERING
        self._give(self._exchange, self._handler.refusal_to(self._parser.head, self._base, refusal))

    def drop(self) -> None:
        """Stop waiting for the caller."""
        if self.state is State.READING:
            self.refuse(Unavailable())
        else:
            self.close()

    def close(self) -> None:
        """End it, unless a thread is just sending."""
        if self.state is State.CLOSED or (self._exchange is not None and not self._exchange.claim()):
            return
        self.state = State.CLOSED
        self._loop.forget(self)
        self.socket.close()

    def _take(self, data: bytes) -> None:
        """Read on, and hand over the next request if it is whole."""
        parser, before = self._parser, self._parser.phase
        if data:
            parser.feed(data)
            if parser.phase is not before:
                self.since = monotonic()
        if parser.requests:
            self._hand_over(parser.requests.popleft())
        elif parser.refusal is not None:
            self.refuse(parser.refusal)
        elif before is not parser.phase is Phase.BODY and parser.head.expects_continue and not parser.body_bytes:
            self._sent(CONTINUE)

    def _hand_over(self, request: Request) -> None:
        environ = environ_of(request.head, request.body, self._base)
        now = monotonic()
        environ[DEADLINE] = now + self._handler.limits.request_seconds
        exchange = Exchange(environ, stays=request.stays and not self._loop.stopping)
        self._exchange, self._used, self.since = exchange, True, now
        self.state = State.ANSWERING
        share = self._handler.share_of(environ["PATH_INFO"])
        self._threads.submit(Job(share, now, partial(self._run, exchange), partial(self._give_up, exchange)))

    def _run(self, exchange: Exchange) -> None:
        if exchange.open:
            self._give(exchange, self._handler.answer(exchange.environ, stays=exchange.stays))

    def _give_up(self, exchange: Exchange) -> None:
        if exchange.open:
            self._give(exchange, self._handler.refusal(exchange.environ, Unavailable(), stays=exchange.stays))

    def _give(self, exchange: Exchange, answer: bytes) -> None:
        """Send an answer, if none was given; then the connection belongs to the loop again."""
        if not exchange.claim():
            return
        self._unsent = self._sent(answer)
        self._exchange, self._stays, self.since = None, exchange.stays, monotonic()
        if self._unsent:
            self.state = State.SENDING
        else:
            self.state = State.READING if exchange.stays else State.ANSWERED
        if (
            self.state is not State.READING
            or self._ahead
            or self._parser.requests
            or self._parser.refusal is not None
            or self._caller_is_done
            or self._loop.stopping
        ):
            self._loop.later(self)

    def _sent(self, data: bytes | memoryview) -> memoryview:
        """Send as much as the caller takes, and return the rest; nothing is left for a caller that is gone."""
        try:
            return memoryview(data)[self.socket.send(data) :]
        except BlockingIOError:
            return memoryview(data)
        except OSError:
            self._caller_is_done = True
            return NOTHING

    def _end_of_input(self) -> None:
        """Go on without the caller: it may still wait for its answer."""
        self._caller_is_done = True
        self._watch(read=False)
        if self.state in {State.READING, State.LINGERING}:
            self.close()

    def _linger(self) -> None:
        if self._caller_is_done:
            self.close()
            return
        try:
            self.socket.shutdown(SHUT_WR)
        except OSError:
            self.close()
            return
        self._ahead, self.since, self.state = b"", monotonic(), State.LINGERING
        self._watch(read=True, write=False)

    def _watch(self, *, read: bool | None = None, write: bool | None = None) -> None:
        wanted = (self._reads if read is None else read, self._writes if write is None else write)
        if wanted != (self._reads, self._writes):
            self._reads, self._writes = wanted
            self._loop.watch(self, read=self._reads, write=self._writes)
