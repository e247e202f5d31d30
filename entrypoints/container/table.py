"""The store on DynamoDB."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial

from adapters.dynamodb.engine.client import LazyClient
from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.engine.table import TableDiffers, create_table, reachable
from adapters.dynamodb.ports import DynamoDbPorts, dynamodb_ports
from application.ports.clock import Clock
from application.ports.log import Log
from entrypoints.container.storage import Storage
from entrypoints.settings import Settings, WrongSetting


def on_table(settings: Settings, clock: Clock, log: Log, retention: timedelta) -> Storage:
    """Return all ports over the table that the settings name; nothing is opened before one is used."""
    connect, table = connection(settings), settings.dynamodb_table
    ports = dynamodb_ports(Wire(connect, table), clock, log, retention)
    return storage_over(ports, partial(reachable, connect, table), partial(prepared, settings))


def storage_over(ports: DynamoDbPorts, ready: Callable[[], bool], prepare: Callable[[], bool]) -> Storage:
    """Return all ports over one table."""
    return Storage(
        workspaces=ports.workspaces,
        directory=ports.directory,
        sessions=ports.sessions,
        answers=ports.answers,
        agenda=ports.agenda,
        credentials=ports.credentials,
        rate_limiter=ports.rate_limiter,
        work_added=ports.agenda.added,
        ready=ready,
        prepare=prepare,
    )


def connection(settings: Settings) -> LazyClient:
    """Return the connection that the settings ask for, opened when it is first used, and one for all who ask so."""
    return _connection(settings.dynamodb_endpoint, any_credentials=not settings.has_aws_credentials)


@cache
def _connection(endpoint: str | None, *, any_credentials: bool) -> LazyClient:
    return LazyClient(endpoint, any_credentials=any_credentials)


def prepared(settings: Settings) -> bool:
    """Make the table if it is not there, and tell so; WrongSetting when there is one of another shape."""
    try:
        return create_table(connection(settings)(), settings.dynamodb_table)
    except TableDiffers as differs:
        raise WrongSetting(f"DYNAMODB_TABLE: {differs}") from None
