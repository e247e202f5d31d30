"""The tenant's door, in memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Self, final

from adapters.memory.billing import MemoryBilling
from adapters.memory.collections import (
    MemoryApiKeys,
    MemoryAuditLog,
    MemoryInvitations,
    MemoryProjects,
    MemoryUsage,
    MemoryUsers,
)
from adapters.memory.store import MemoryStore
from adapters.memory.tenant import Tenant
from application.actor import Actor
from application.ports.api_keys import ApiKeys
from application.ports.audit_log import AuditLog
from application.ports.billing import Billing
from application.ports.clock import Clock
from application.ports.invitations import Invitations
from application.ports.projects import Projects
from application.ports.usage import Usage
from application.ports.users import Users
from application.ports.workspaces import Result, Workspace, Workspaces
from application.staging import Staging
from application.unit_of_work import Erasure
from domain.limits.claim import Limit
from domain.organizations.organization import Organization

CAPACITY: Final = 2_000
"""A whole batch, were each record of another project."""


@final
class MemoryWorkspace(Staging, Workspace):
    """One tenant for one use case; what is staged lies here until the store takes it, or forgets it."""

    __slots__ = ("_actor", "_clock", "_organization", "_store", "_tenant")

    def __init__(self, store: MemoryStore, tenant: Tenant, actor: Actor, clock: Clock) -> None:
        super().__init__()
        self._store = store
        self._tenant = tenant
        self._actor = actor
        self._clock = clock
        self._organization = tenant.organization

    @property
    def organization(self) -> Organization:
        return self._organization

    @property
    def users(self) -> Users:
        return MemoryUsers(self._tenant)

    @property
    def invitations(self) -> Invitations:
        return MemoryInvitations(self._tenant)

    @property
    def projects(self) -> Projects:
        return MemoryProjects(self._tenant)

    @property
    def api_keys(self) -> ApiKeys:
        return MemoryApiKeys(self._tenant)

    @property
    def audit_log(self) -> AuditLog:
        return MemoryAuditLog(self._tenant)

    @property
    def usage(self) -> Usage:
        return MemoryUsage(self._tenant)

    @property
    def billing(self) -> Billing:
        return MemoryBilling(self._tenant)

    @property
    def capacity(self) -> int:
        return CAPACITY

    def total(self, limit: Limit) -> int:
        return self._tenant.ledger.total(limit)

    def holds(self, name: str) -> bool:
        return name in self._tenant.names

    def held(self, names: Sequence[str]) -> frozenset[str]:
        return frozenset(self._tenant.names.intersection(names))

    def erase(self, at: datetime, reason: str) -> None:
        self._staged.erasure = Erasure(at, reason, self._organization.version)

    def founding(self, organization: Organization) -> Self:
        """Stage the organization itself, as new."""
        self._organization = self.save(organization)
        return self

    def commit(self, result: Result) -> Result:
        staged = self._taken()
        once = self._actor.once
        body = b"" if once is None else once.render(result)
        timed = once is not None or staged.entries
        now = self._clock.now() if timed else self.organization.created_at
        self._store.commit(self._tenant, staged, once, body, now)
        return result


@final
class MemoryWorkspaces(Workspaces):
    """Opens tenants of one store."""

    def __init__(self, store: MemoryStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self, actor: Actor) -> Workspace:
        return MemoryWorkspace(self._store, self._store.tenant(actor.organization_id), actor, self._clock)

    def open_current(self, actor: Actor) -> Workspace:
        return self.open(actor)

    def sweep(self, actor: Actor, since: datetime) -> None:  # noqa: ARG002 - here an erasure leaves nothing
        if self._store.find(actor.organization_id) is not None:
            raise ValueError("what stands is not swept away")

    def found(self, organization: Organization, actor: Actor) -> Workspace:
        tenant = Tenant(organization, self._store.audit_retention)
        workspace = MemoryWorkspace(self._store, tenant, actor, self._clock)
        return workspace.founding(organization)
