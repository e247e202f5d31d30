"""On whose errand a call to DynamoDB is made: that of one request, or of the house's own jobs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication


@dataclass(frozen=True, eq=False, slots=True)
class Errand:
    """One request, or one run of the house's jobs: each is another one, whatever it is called."""

    name: str
    background: bool = False


_ERRAND: ContextVar[Errand | None] = ContextVar("errand", default=None)


def errand() -> Errand | None:
    """Return the errand of this thread; None where nobody has said one."""
    return _ERRAND.get()


@contextmanager
def on_errand(name: str, *, background: bool = False) -> Iterator[Errand]:
    """Let all calls of this thread be made on a new errand."""
    begun = Errand(name, background)
    token = _ERRAND.set(begun)
    try:
        yield begun
    finally:
        _ERRAND.reset(token)


def each_request(application: WSGIApplication) -> WSGIApplication:
    """Return the application, each of whose requests is an errand."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        with on_errand(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"):
            return application(environ, start_response)

    return answer


def in_background(job: Callable[[], int]) -> Callable[[], int]:
    """Return a job of the house, each of whose runs is an errand off the way of all requests."""

    def run() -> int:
        with on_errand("due work", background=True):
            return job()

    return run
