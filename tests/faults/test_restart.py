"""DynamoDB is killed (-9) and started again under load: every acknowledged write is there, and nothing twice.

DynamoDB Local answers a transaction before its SQLite file has it: killed at any moment, it mostly loses the last one
that it has acknowledged, which DynamoDB never does. So all connections are cut first, and it may write down what it
has answered; what nobody was told of any more stays to be found out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Event as Stop
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from entrypoints.dynamodb_local.local import DynamoDbLocal
from tests.assemblies.auditor import complaints_about
from tests.assemblies.product import Process
from tests.faults.load import acknowledged, put_load
from tests.faults.proxy import Proxy
from tests.faults.stage import Stage, stage_on
from tests.faults.world import World

LONG: Final = 120
TICK: Final = 0.002
QUIET: Final = 20
"""Looks at a file that is not being written."""
PROCESSES: Final = ("one", "other")
BETWEEN_KILLS: Final = 40
"""Records and guests that are acknowledged from one kill to the next."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def durable(folder: Path) -> Iterator[DynamoDbLocal]:
    with DynamoDbLocal(folder) as local:
        yield local


@pytest.fixture
def proxy(durable: DynamoDbLocal) -> Iterator[Proxy]:
    with Proxy(durable.endpoint) as proxy:
        yield proxy


def without_limits(process: Process, world: World) -> None:
    process.use.change_plan(world.operator, plan="enterprise")


@contextmanager
def load(stage: Stage, world: World, notes: Path) -> Iterator[None]:
    """Two processes at work until the block ends, and then until all that they have begun is done."""
    context = get_context("forkserver")
    stop: Stop = context.Event()
    about = (stage.endpoint, stage.plain.table, stage.clock.now(), world)
    processes = [context.Process(target=put_load, args=(*about, name, notes, stop)) for name in PROCESSES]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        stop.set()
        for process in processes:
            process.join(LONG)
    assert [process.exitcode for process in processes] == [0, 0]


def await_more(notes: Path) -> None:
    """Return when some more was acknowledged than now."""
    wanted = len(acknowledged(notes)) + BETWEEN_KILLS
    for _ in range(int(LONG / TICK)):
        if len(acknowledged(notes)) >= wanted:
            return
        Event().wait(TICK)
    raise AssertionError("the load has come to a standstill")


def await_written(folder: Path) -> None:
    """Return when nothing is being written to the file."""
    journal, quiet = folder / "shared-local-instance.db-journal", 0
    while quiet < QUIET:
        quiet = 0 if journal.exists() else quiet + 1
        Event().wait(TICK)


def kill_again_and_again(local: DynamoDbLocal, folder: Path, proxy: Proxy, notes: Path, times: int) -> None:
    for _ in range(times):
        await_more(notes)
        proxy.cut()
        await_written(folder)
        local.kill()
        local.start()
        proxy.mend()
    await_more(notes)


@pytest.mark.parametrize("kills", [1, pytest.param(25, marks=pytest.mark.soak)])
def test_every_acknowledged_write_is_there(
    durable: DynamoDbLocal, folder: Path, proxy: Proxy, tmp_path: Path, kills: int
) -> None:
    notes = tmp_path / "notes"
    with stage_on(proxy.endpoint) as stage:
        world = stage.set(without_limits)

        with load(stage, world, notes):
            kill_again_and_again(durable, folder, proxy, notes, kills)

        contents = stage.contents()
        acme = contents.tenant(world.acme)
        there = {record.record_id for record in acme.records} | {guest.email.text for guest in acme.invitations}
        assert set(acknowledged(notes)) <= there
        assert complaints_about(contents) == []
