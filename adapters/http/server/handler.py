"""What is said to callers: the application's answers, and those of the server itself, worded alike."""

from collections.abc import Callable, Iterable
from email.utils import formatdate
from typing import Final, Protocol

from adapters.http.errors import InternalError
from adapters.http.incoming import Environ
from adapters.http.server.limits import Limits
from adapters.http.server.messages import Answer, StartResponse, base_environ, environ_of
from adapters.http.server.parser import Head
from application.ports.log import Log
from domain.errors import Refusal

CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Application(Protocol):
    """A WSGI application that can also word the server's own refusals."""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""

    def refuse(self, environ: Environ, start_response: StartResponse, refusal: Refusal) -> Iterable[bytes]:
        """Answer one request with a refusal, without looking at it or asking any store."""


class Handler:
    """Makes the bytes that answer a request, whatever happens."""

    def __init__(
        self, application: Application, log: Log, share_of: Callable[[str], str], limits: Limits, host: str, port: int
    ) -> None:
        self._application = application
        self._log = log
        self.share_of = share_of
        self.limits = limits
        self._base = base_environ(host, port)
        self._date = ""
        self.tell_time()

    def tell_time(self) -> None:
        """Note the time for the answers that follow, to the second."""
        self._date = formatdate(usegmt=True)

    def base(self, peer: str) -> Environ:
        """Return what the requests of one connection have in common."""
        return {**self._base, "REMOTE_ADDR": peer}

    def answer(self, environ: Environ, *, stays: bool) -> bytes:
        """Return the application's answer."""
        try:
            return Answer.of(self._application, environ, stays=stays, date=self._date)
        except Exception as error:  # noqa: BLE001 - the caller learns nothing of it
            self.failed("request.failed", error)
            return self.refusal(environ, InternalError(), stays=stays)

    def refusal(self, environ: Environ, refusal: Refusal, *, stays: bool) -> bytes:
        """Return the server's own answer."""
        return Answer.of(
            lambda asked, start: self._application.refuse(asked, start, refusal), environ, stays=stays, date=self._date
        )

    def refusal_to(self, head: Head, base: Environ, refusal: Refusal) -> bytes:
        """Return the answer to a request that did not arrive as a whole; the last one on its connection."""
        return self.refusal(environ_of(head, b"", base), refusal, stays=False)

    def failed(self, event: str, error: Exception) -> None:
        """Write down what should not have happened."""
        self._log.failure(event, error)
