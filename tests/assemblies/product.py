"""The whole product over one table, as each server or worker process runs it, under a clock that is moved by hand."""

from dataclasses import dataclass
from functools import cache

from dependency_injector.providers import Object
from pydantic import SecretBytes

from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.ports import dynamodb_ports
from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from adapters.telemetry.json_log import JsonLog
from application.agenda.work_off import WorkOff
from application.application import Application
from application.ports.mailbox import Mailbox
from entrypoints.container.storage import Storage
from entrypoints.container.table import storage_over
from entrypoints.container.tenantry import Tenantry
from entrypoints.settings import Settings
from tests.assemblies.storage import RETENTION

PLENTY = 1_000_000
SECRET = {"1": SecretBytes(b"of no consequence, but long enough")}


@dataclass(frozen=True, slots=True)
class Process:
    """One process: what it knows and remembers is its own, what it writes is everybody's."""

    wire: Wire
    use: Application
    work_off: WorkOff
    storage: Storage
    clock: MovableClock
    outbox: OutboxMailbox

    def another(self) -> "Process":
        """Another process over the same table, under the same clock."""
        return process_over(self.wire, self.clock)


@cache
def passwords() -> Argon2Passwords:
    """The real hasher at a cost that suits tests; one for all, as it reads a list of common passwords."""
    return Argon2Passwords(memory_cost=8, time_cost=1)


@cache
def settings() -> Settings:
    return Settings(
        signups_per_hour=PLENTY, logins_per_minute=PLENTY, jwt_secret=SECRET, key_peppers=SECRET, log_level="ERROR"
    )


def process_over(wire: Wire, clock: MovableClock, mailbox: Mailbox | None = None) -> Process:
    """A process that has just started on a table."""
    ports = dynamodb_ports(wire, clock, JsonLog(), RETENTION)
    storage = storage_over(ports, lambda: True, lambda: False)
    given = {"clock": clock, "passwords": passwords(), "storage": storage}
    given |= {} if mailbox is None else {"mailbox": mailbox}
    container = Tenantry(settings=Object(settings()), **{name: Object(thing) for name, thing in given.items()})
    return Process(wire, container.application(), container.work_off(), storage, clock, container.outbox())
