"""The ports that keep state, over one store, with a clock that is moved by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from adapters.memory.credentials import MemoryCredentials
from adapters.memory.rate_limiter import MemoryRateLimiter
from adapters.memory.store import MemoryStore
from adapters.memory.workspaces import MemoryWorkspaces
from adapters.system.clocks import MovableClock
from adapters.system.ids import SortableIds
from application.audit.events import Events
from application.ports.agenda import Agenda
from application.ports.answers import Answers
from application.ports.credentials import Credentials
from application.ports.directory import Directory
from application.ports.ids import Ids
from application.ports.rate_limiter import RateLimiter
from application.ports.sessions import Sessions
from application.ports.workspaces import Workspaces

NOON: Final = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""A Tuesday in the middle of a cycle of 31 days."""

RETENTION: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Storage:
    clock: MovableClock
    ids: Ids
    workspaces: Workspaces
    directory: Directory
    sessions: Sessions
    answers: Answers
    agenda: Agenda
    credentials: Credentials
    rate_limiter: RateLimiter

    @property
    def events(self) -> Events:
        return Events(self.clock, self.ids)


def over(store: MemoryStore, clock: MovableClock) -> Storage:
    """All ports over one store in memory."""
    return Storage(
        clock,
        SortableIds(clock),
        MemoryWorkspaces(store, clock),
        store.directory,
        store.sessions,
        store.answers,
        store.agenda,
        MemoryCredentials(store),
        MemoryRateLimiter(),
    )


def in_memory(start: datetime = NOON, retention: timedelta = RETENTION) -> Storage:
    """An empty store in memory, at `start`."""
    return over(MemoryStore(retention), MovableClock(start))
