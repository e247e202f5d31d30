"""Where everything is kept: the ports that keep state, over one store."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from application.ports.agenda import Agenda
from application.ports.answers import Answers
from application.ports.credentials import Credentials
from application.ports.directory import Directory
from application.ports.rate_limiter import RateLimiter
from application.ports.sessions import Sessions
from application.ports.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Storage:
    """The ports that keep state, and how their store is doing."""

    workspaces: Workspaces
    directory: Directory
    sessions: Sessions
    answers: Answers
    agenda: Agenda
    credentials: Credentials
    rate_limiter: RateLimiter
    work_added: Event
    """Set when a commit of this process has put work on the agenda."""
    ready: Callable[[], bool]
    """Tells whether the store can be reached now."""
    prepare: Callable[[], bool]
    """Makes what the store needs to exist, once for all; tells whether it had to."""
