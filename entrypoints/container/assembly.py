"""The assemblies: Tenantry put together, for a server, a command or a test."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from dependency_injector.providers import Object

from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.telemetry.json_log import start_logging
from application.agenda.reconcile_all import ReconcileAll
from application.agenda.work_off import WorkOff
from application.application import Application
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.log import Log
from application.ports.passwords import Passwords
from domain.billing.subscription import CustomerId
from entrypoints.container.provider import Provider
from entrypoints.container.tenantry import Tenantry
from entrypoints.settings import Settings


@dataclass(frozen=True, slots=True)
class Assembly:
    """Tenantry, put together. Nothing is started: whoever holds it calls `work_off` for what is due."""

    settings: Settings
    application: Application
    work_off: WorkOff
    work_added: Event
    """Set when a commit has put work on the agenda; whoever waits for it clears it."""
    ready: Callable[[], bool]
    """Tells whether the store can be reached."""
    prepare: Callable[[], bool]
    """Makes the table where there is none yet, and tells whether it did; WrongSetting when it cannot be used."""
    clock: Clock
    ids: Ids
    log: Log
    provider: Provider
    """Who takes the payments."""
    reconcile_all: ReconcileAll
    find_excess: Callable[[CustomerId | None], CustomerId | None]
    """Looks at customers after one, and returns the last; None: there are no more."""
    outbox: OutboxMailbox | None
    """Where mails are kept if they are not sent."""
    token_secret: bytes
    """What signs today; shared by all processes of an assembly."""


def assembled(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    passwords: Passwords | None = None,
    log: Log | None = None,
) -> Assembly:
    """Return Tenantry over the store that the settings name; what is given stands in the place of the usual.

    WrongSetting when a setting turns out to be unusable.
    """
    given = {"clock": clock, "ids": ids, "passwords": passwords, "log": log}
    container = Tenantry(
        settings=Object(settings), **{name: Object(thing) for name, thing in given.items() if thing is not None}
    )
    return Assembly(
        settings=settings,
        application=container.application(),
        work_off=container.work_off(),
        work_added=container.storage().work_added,
        ready=container.storage().ready,
        prepare=container.storage().prepare,
        clock=container.clock(),
        ids=container.ids(),
        log=container.log(),
        provider=container.provider(),
        reconcile_all=container.reconcile_all(),
        find_excess=container.find_excess(),
        outbox=container.outbox() if settings.mail == "outbox" else None,
        token_secret=list(container.token_secrets().values())[-1],
    )


def log_to_stderr(settings: Settings) -> None:
    """Write the log of this process as lines of JSON, from the level that the settings name."""
    start_logging(settings.log_level)
