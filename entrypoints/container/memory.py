"""The store in memory."""

from datetime import timedelta

from adapters.memory.credentials import MemoryCredentials
from adapters.memory.rate_limiter import MemoryRateLimiter
from adapters.memory.store import MemoryStore
from adapters.memory.workspaces import MemoryWorkspaces
from application.ports.clock import Clock
from entrypoints.container.storage import Storage


def in_memory(clock: Clock, retention: timedelta) -> Storage:
    """Return all ports over an empty memory."""
    store = MemoryStore(retention)
    return Storage(
        workspaces=MemoryWorkspaces(store, clock),
        directory=store.directory,
        sessions=store.sessions,
        answers=store.answers,
        agenda=store.agenda,
        credentials=MemoryCredentials(store),
        rate_limiter=MemoryRateLimiter(),
        work_added=store.agenda.added,
        ready=lambda: True,
        prepare=lambda: False,
    )
