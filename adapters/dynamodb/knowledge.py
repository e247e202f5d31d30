"""What this process knows of the table: for two seconds, or as long as it cannot change."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from adapters.dynamodb.keys import Key
from adapters.dynamodb.recent import Recent
from adapters.dynamodb.tenant.slices import Slices
from application.ports.clock import Clock
from domain.api_keys.api_key import ApiKey
from domain.ids import OrganizationId, SessionId
from domain.organizations.organization import Organization
from domain.people.session import Session
from domain.people.user import User
from domain.projects.project import Project

MOST_TOTALS: Final = 100_000


class Standing:
    """The totals that are known to exist: they stay until their tenant is erased. The longest known go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: OrderedDict[Key, None] = OrderedDict()

    def __contains__(self, key: Key) -> bool:
        return key in self._keys

    def add(self, key: Key) -> None:
        """Remember that a total was found or founded."""
        with self._lock:
            self._keys[key] = None
            if len(self._keys) > MOST_TOTALS:
                self._keys.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Remember no longer what is not there."""
        with self._lock:
            self._keys.pop(key, None)


class Knowledge:
    """One for all ports of a process, so that what one changes the others know."""

    def __init__(self, clock: Clock) -> None:
        self.organizations: Recent[OrganizationId, Organization] = Recent(clock)
        self.users: Recent[Key, User] = Recent(clock)
        self.api_keys: Recent[Key, ApiKey] = Recent(clock)
        self.projects: Recent[Key, Project] = Recent(clock)
        self.sessions: Recent[SessionId, Session] = Recent(clock)
        self.contended: Recent[OrganizationId, OrganizationId] = Recent(clock)
        """Where a commit was refused lately: there the next look is a consistent one."""
        self.totals = Standing()
        self.slices = Slices()
