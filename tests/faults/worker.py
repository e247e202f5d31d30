"""A worker process that works off what is due, and kills itself at one of its calls to DynamoDB."""

import os
import signal
from datetime import datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Final, final

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import Wire
from adapters.system.clocks import MovableClock
from application.ports.mailbox import Mail, Mailbox
from tests.assemblies.product import process_over
from tests.faults.world import settle

LONG: Final = 60
"""Seconds that a worker may take on a busy machine."""


@final
class LetterBox(Mailbox):
    """A file that mails are noted in: what was sent stays sent when its sender is killed."""

    def __init__(self, letters: Path) -> None:
        self._letters = letters

    def send(self, mail: Mail) -> None:
        with self._letters.open("a") as letters:
            letters.write(f"{mail.to}\t{mail.subject}\n")


def sent(letters: Path) -> frozenset[tuple[str, str]]:
    """To whom what was sent."""
    lines = letters.read_text().splitlines() if letters.exists() else []
    return frozenset((to, subject) for to, _, subject in (line.partition("\t") for line in lines))


def killed(endpoint: str, table: str, at: datetime, letters: Path, call: int) -> int:
    """Let a process of its own work off what is due at a time and die at a call of its own; return how it ended."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.worker"])
    process = context.Process(target=_work, args=(endpoint, table, at, letters, call))
    process.start()
    process.join(LONG)
    assert process.exitcode is not None, "the worker did not end"
    return process.exitcode


def _work(endpoint: str, table: str, at: datetime, letters: Path, call: int) -> None:
    client, calls = LazyClient(endpoint)(), count(1)

    def die_at_last(**_: object) -> None:
        if next(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)

    client.meta.events.register("before-send.dynamodb", die_at_last)
    settle(process_over(Wire(lambda: client, table), MovableClock(at), LetterBox(letters)))
