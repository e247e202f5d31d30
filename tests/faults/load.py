"""A process that puts load on a table: it records and invites, again until it is answered, and notes what was."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import count
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Final

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import Wire
from adapters.system.clocks import MovableClock
from application.usage.requests import UsageRequest
from domain.errors import Unavailable
from domain.ids import RecordId
from domain.plans.meter import Meter
from tests.assemblies.product import Process, process_over
from tests.faults.sending import Client, Request, Sent
from tests.faults.world import World, email, record, settle

IN_A_BATCH: Final = 5


def put_load(endpoint: str, table: str, at: datetime, world: World, name: str, notes: Path, stop: Event) -> None:
    """Work until told to stop; `name` tells this process's records and guests from those of others."""
    process = process_over(Wire(LazyClient(endpoint), table), MovableClock(at))
    for number in count():
        if stop.is_set():
            return
        for done in _round(process, world, f"{name}-{number}"):
            with notes.open("a") as acknowledged:
                acknowledged.write(f"{done}\n")


def _round(process: Process, world: World, name: str) -> list[str]:
    """Record alone and in a batch, invite, and do what is due; return what was acknowledged."""
    requests = (
        Request(f"record {name}", lambda sent: record(sent.process, world, name, Meter.API_CALL, 1), keyed=False),
        Request(f"batch {name}", partial(_batch, name=name), keyed=False),
        Request(f"invite {name}", lambda sent: sent.use.invite_user(sent.alice, email=email(name))),
    )
    for request in requests:
        Client(request, world).ask(process, lambda: process)
    with suppress(Unavailable):
        settle(process)
    return [name, *_of_batch(name), email(name).text]


def _batch(sent: Sent, name: str) -> object:
    usage = partial(UsageRequest, sent.world.website, Meter.API_CALL, 1, {})
    return sent.use.record_batch(sent.world.alice, records=[usage(RecordId(known)) for known in _of_batch(name)])


def _of_batch(name: str) -> list[str]:
    return [f"{name}-{number}" for number in range(IN_A_BATCH)]


def acknowledged(notes: Path) -> list[str]:
    """What was acknowledged so far."""
    return notes.read_text().split() if notes.exists() else []
