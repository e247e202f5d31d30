"""What runs beside a server, each in a thread of its own that ends with the process."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final
from urllib.request import urlopen

import click

from domain.billing.subscription import CustomerId
from entrypoints.container import Assembly

DUE_WORK_EVERY: Final = 1.0
FIRST_ANSWER_EVERY: Final = 0.02
"""Seconds."""


def work_off_what_is_due(assembly: Assembly) -> None:
    """Do what is due: at once when a commit has added some, and every second what time has brought.

    While the store cannot be reached nothing is done, and afterwards all that was put off.
    """

    def work() -> None:
        while True:
            assembly.work_added.wait(DUE_WORK_EVERY)
            assembly.work_added.clear()
            try:
                while assembly.work_off():
                    pass
            except Exception as error:  # noqa: BLE001 - whatever it was, nobody else does what is due
                assembly.log.failure("work.interrupted", error)

    _beside(work)


def find_earlier_excess(assembly: Assembly) -> None:
    """Look once, some each second, at those who may have had too much since before limits were looked at."""

    def find() -> None:
        last: CustomerId | None = None
        while True:
            try:
                last = assembly.find_excess(last)
            except Exception as error:  # noqa: BLE001 - whatever it was, it is tried again
                assembly.log.failure("work.interrupted", error)
            else:
                if last is None:
                    return
            Event().wait(DUE_WORK_EVERY)

    _beside(find)


def greet(url: str, greeting: str) -> None:
    """Print a greeting as soon as the server answers: nobody is told of lines that do not work yet."""

    def wait_and_greet() -> None:
        while not _answers(url):
            Event().wait(FIRST_ANSWER_EVERY)
        click.echo(greeting)

    _beside(wait_and_greet)


def end_with_parent() -> None:
    """End this process in good order when the one that started it is gone, even if that was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait_and_end() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    _beside(wait_and_end)


def _answers(url: str) -> bool:
    with suppress(OSError), urlopen(f"{url}/health"):  # noqa: S310 - this server's own address
        return True
    return False


def _beside(target: Callable[[], None]) -> None:
    Thread(target=target, daemon=True).start()
