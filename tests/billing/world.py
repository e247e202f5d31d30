"""One company, its payment provider, the store, and the processes between them, under one clock."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, Protocol

from dependency_injector.providers import Object

from adapters.catalogue.plan_file import read_catalogue
from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.ports import dynamodb_ports
from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.system.clocks import MovableClock
from application.actor import Actor, Source, operator
from application.agenda.reconcile_all import ReconcileAll
from application.agenda.work_off import WorkOff
from application.application import Application
from application.billing.reconcile import Reconciliation
from application.ports.agenda import Work
from application.ports.workspaces import Workspace
from domain.billing.subscription import CustomerId
from domain.ids import OrganizationId
from domain.organizations.names import EmailAddress, Slug
from domain.plans.catalogue import Catalogue
from entrypoints.container.memory import in_memory
from entrypoints.container.provider import Provider
from entrypoints.container.storage import Storage
from entrypoints.container.table import storage_over
from entrypoints.container.tenantry import Tenantry
from tests.assemblies.product import passwords, settings
from tests.assemblies.storage import RETENTION
from tests.billing.simulated_side import SimulatedSide
from tests.billing.trouble import Trouble
from tests.billing.watching import Refusing, watched_provider, watched_storage

BEGINNING: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday; a trial that begins then ends in the same month of 31 days."""

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=100)
OFFICE: Final = Source("192.0.2.7", "a browser", "req-1")
PASSWORD: Final = "correct horse battery staple"


class Side(Protocol):
    """A payment provider, seen from its own side."""

    @property
    def ports(self) -> Provider: ...
    @property
    def customers(self) -> tuple[CustomerId, ...]: ...
    def card(self, customer: CustomerId, works: bool | None) -> None: ...
    def pay_at_checkout(self, url: str) -> None: ...
    def cancel(self, customer: CustomerId) -> None: ...
    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None: ...
    def delete(self, customer: CustomerId) -> None: ...
    def outage(self) -> AbstractContextManager[None]: ...
    def forget_keys(self) -> None: ...
    def news(self) -> list[bytes]: ...
    def signed(self, body: bytes) -> str: ...


class Diary:
    """A log that is read by tests."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, dict[str, str | int | None]]] = []
        self.alarms: list[tuple[str, dict[str, str | int | None]]] = []
        self.failures: list[tuple[str, Exception]] = []

    def note(self, event: str, **facts: str | int | None) -> None:
        self.notes.append((event, facts))

    def alarm(self, event: str, **facts: str | int | None) -> None:
        self.alarms.append((event, facts))

    def failure(self, event: str, error: Exception, **facts: str | int | None) -> None:
        self.failures.append((f"{event} {facts.get('kind', '')}", error))


@dataclass(frozen=True, slots=True)
class Process:
    """One process: what it writes is everybody's, and nothing else outlives it."""

    use: Application
    work_off: WorkOff
    reconcile_all: ReconcileAll

    def run(self) -> None:
        """Do what is due now."""
        while self.work_off():
            pass


@cache
def catalogue() -> Catalogue:
    return read_catalogue()


@dataclass
class World:
    """What outlives a process."""

    clock: MovableClock
    side: Side
    open_store: Callable[[], Storage]
    """Opens the store for one process, which knows nothing of it yet."""
    outbox: OutboxMailbox = field(default_factory=OutboxMailbox)
    diary: Diary = field(default_factory=Diary)
    refused: Mapping[str, str] = field(default_factory=dict)
    """Methods of payments that the provider refuses, and why."""
    stride: timedelta = timedelta()
    """Time passes in steps no shorter than this: on a table each look for work takes its time."""
    told: list[bytes] = field(default_factory=list)
    """What the provider has told so far."""
    _alice: Actor | None = None
    _usual: Process | None = None
    _storage: Storage | None = None

    def process(self, trouble: Trouble | None = None, storage: Storage | None = None) -> Process:
        """Start a process, which meets the trouble that there is."""
        storage, provider = storage or self.open_store(), self.side.ports
        if self.refused:
            provider = replace(provider, payments=Refusing(provider.payments, self.refused))
        if trouble is not None:
            storage = watched_storage(storage, trouble)
            provider = watched_provider(provider, trouble)
        given = {
            "clock": self.clock,
            "log": self.diary,
            "passwords": passwords(),
            "mailbox": self.outbox,
            "catalogue": catalogue(),
            "storage": storage,
            "provider": provider,
        }
        built = Tenantry(settings=Object(settings()), **{name: Object(thing) for name, thing in given.items()})
        return Process(built.application(), built.work_off(), built.reconcile_all())

    @property
    def usual(self) -> Process:
        """A process without trouble."""
        if self._usual is None:
            self._usual = self.process(storage=self.storage)
        return self._usual

    @property
    def storage(self) -> Storage:
        """The store as the usual process has it, and tests look into it."""
        if self._storage is None:
            self._storage = self.open_store()
        return self._storage

    @property
    def alice(self) -> Actor:
        """The owner of the company."""
        assert self._alice is not None
        return self._alice

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def customer(self) -> CustomerId:
        found = self.open().billing.account().customer
        assert found is not None
        return found

    def open(self) -> Workspace:
        """Look behind the company's door."""
        return self.storage.workspaces.open_current(self.alice)

    def found(self, plan: str) -> None:
        """Let Acme sign up for a plan, and Alice, its owner, accept."""
        use = self.usual.use
        alice = EmailAddress("alice@acme.example")
        use.sign_up(OFFICE, name="Acme", slug=Slug("acme"), owner_email=alice, plan=plan)
        self.usual.run()
        token = next(mail.token for mail in self.outbox.sent() if mail.token)
        accepted = use.accept_invitation(OFFICE, token=token, name="Alice", password=PASSWORD)
        self._alice = use.authenticate_token(accepted.signed_in.access_token, OFFICE).actor

    @property
    def operator(self) -> Actor:
        """The operator of the house, acting on the company."""
        return operator(self.alice.organization_id, "operator")

    def take_news(self, process: Process) -> None:
        """Let a process take all that the provider has told in this world, also what was taken before."""
        self.told += self.side.news()
        for body in self.told:
            process.use.receive_notice(body, signature=self.side.signed(body))

    def hear(self) -> None:
        """Take what the provider tells, and do what follows."""
        self.take_news(self.usual)
        self.usual.run()

    def handle(self, work: Work, organization_id: OrganizationId | None = None) -> None:
        """Do a piece of work, though it is not on the agenda."""
        handlers = self.usual.work_off.handlers
        handlers[work.kind](replace(work, organization_id=organization_id or work.organization_id))

    def refusing(self, *methods: str, reason: str = "") -> None:
        """Let processes that start from now on, and the usual one, be refused these methods of payments."""
        self.refused = dict.fromkeys(methods, reason)
        self._usual = None

    def agenda(self) -> tuple[Work, ...]:
        """Everything that is planned, earliest first."""
        return self.storage.agenda.due(self.now + AHEAD, 1_000)

    def leap(self, moment: datetime) -> None:
        """Be at a moment, and do then, and only then, what was due until it."""
        self.clock.set(moment)
        self.usual.run()

    def live(self, until: datetime, step: timedelta = DAY, each: Callable[[], None] = lambda: None) -> None:
        """Let time pass in steps, and do at each what is due."""
        while self.now < until:
            self.leap(min(until, self.now + max(step, self.stride)))
            each()

    def live_on_time(self, until: datetime) -> None:
        """Let time pass, and do everything when it is due."""
        while self.now < until:
            coming = self.storage.agenda.due(self.now + AHEAD, 1)
            at = coming[0].at if coming else until
            self.leap(min(until, max(at, self.now + max(self.stride, timedelta(seconds=1)))))

    def reconciled(self, *, repair: bool = False) -> Reconciliation:
        return self.usual.use.reconcile(self.operator, repair=repair)


def in_memory_world(start: datetime = BEGINNING) -> World:
    """An empty store in memory, beside a provider that has no customers yet."""
    clock = MovableClock(start)
    storage = in_memory(clock, RETENTION)
    return World(clock, SimulatedSide(clock, catalogue()), lambda: storage)


def world_on(wire: Wire, start: datetime = BEGINNING) -> World:
    """An empty table, beside a provider that has no customers yet."""
    clock = MovableClock(start)
    return World(clock, SimulatedSide(clock, catalogue()), lambda: _over_table(wire, clock), stride=timedelta(days=2))


def _over_table(wire: Wire, clock: MovableClock) -> Storage:
    ports = dynamodb_ports(wire, clock, Diary(), RETENTION)
    return storage_over(ports, lambda: True, lambda: False)
