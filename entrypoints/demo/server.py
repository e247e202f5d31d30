"""The server that the demo tells its story to: its own, empty, and gone when the story ends."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final

import httpx

from entrypoints.demo.callers import Misbehaved
from entrypoints.loopback import HOST, free_port
from entrypoints.serve import serve
from entrypoints.settings import Settings

LOGINS: Final = 10_000
"""The story waits for things to happen, and signs in anew each time that it looks."""
TRIES: Final = 600
BETWEEN_TRIES: Final = 0.05


@contextmanager
def own_server() -> Iterator[str]:
    """Run a server on a free port, with no setting of this machine's, and return its address."""
    settings = Settings.model_construct(port=free_port(), log_level="ERROR", clock="shifted", logins_per_minute=LOGINS)
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(settings,), kwargs={"empty": True, "greets": False}
    )
    process.start()
    try:
        url = f"http://{HOST}:{settings.port}"
        _await_answer(url, process)
        yield url
    finally:
        process.terminate()
        process.join()


def _await_answer(url: str, process: multiprocessing.process.BaseProcess) -> None:
    for _ in range(TRIES):
        try:
            if httpx.get(f"{url}/ready", trust_env=False).is_success:
                return
        except httpx.TransportError:
            if not process.is_alive():
                break
            Event().wait(BETWEEN_TRIES)
    raise Misbehaved("the server does not answer")
