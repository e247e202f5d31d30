"""Tables of their own for tests, on the DynamoDB Local of the run, and all ports over them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.engine.table import create_table
from adapters.dynamodb.ports import dynamodb_ports
from adapters.system.clocks import MovableClock
from adapters.system.ids import SortableIds
from adapters.telemetry.json_log import JsonLog
from tests.assemblies.storage import NOON, RETENTION, Storage

_CLIENTS: Final[dict[str, LazyClient]] = {}


def client_of(endpoint: str) -> LazyClient:
    """One connection pool a process and endpoint, as in a server: making one takes 200 ms."""
    return _CLIENTS.setdefault(endpoint, LazyClient(endpoint))


@contextmanager
def table_on(endpoint: str) -> Iterator[Wire]:
    """An empty table of its own, gone afterwards."""
    connect, name = client_of(endpoint), f"test-{token_hex(8)}"
    create_table(connect(), name)
    try:
        yield Wire(connect, name)
    finally:
        connect().delete_table(TableName=name)


def over_table(wire: Wire, start: datetime = NOON, retention: timedelta = RETENTION) -> Storage:
    """All ports of one process over a table; another process over it is another call."""
    return with_clock(wire, MovableClock(start), retention)


def with_clock(wire: Wire, clock: MovableClock, retention: timedelta = RETENTION) -> Storage:
    """All ports of one process over a table, under a clock that others may share."""
    ports = dynamodb_ports(wire, clock, JsonLog(), retention)
    return Storage(
        clock,
        SortableIds(clock),
        ports.workspaces,
        ports.directory,
        ports.sessions,
        ports.answers,
        ports.agenda,
        ports.credentials,
        ports.rate_limiter,
    )
