"""The tenant's door, in memory."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Final, Self, TypeVar, final

from adapters.memory.shelf import Shelf
from adapters.memory.store import MemoryStore
from adapters.memory.tenant import Tenant
from application.actor import Actor
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.directory import DirectoryEntry
from application.ports.workspaces import (
    ApiKeys,
    AuditLog,
    Invitations,
    Projects,
    Result,
    Usage,
    Users,
    Workspace,
    Workspaces,
)
from application.unit_of_work import Page, Resource, Saved, Staged, StretchStart
from domain.api_keys.api_key import ApiKey
from domain.audit.audit_event import AuditEvent
from domain.billing_cycle import BillingCycle
from domain.ids import InvitationId, KeyId, ProjectId, RecordId, UserId
from domain.limits.claim import Claim, Limit
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.user import User
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord

RECORDS_A_COMMIT: Final = 1_000
MOST_RUN_OUT: Final = 20

Item = TypeVar("Item", User, Invitation, Project, ApiKey)


class _Listed:
    """One tenant, whose lists are read under its lock."""

    __slots__ = ("_tenant",)

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def _page(self, shelf: Shelf[Item], after: str | None, limit: int, where: Callable[[Item], bool]) -> Page[Item]:
        with self._tenant.lock:
            return shelf.page(after, limit, where)


@final
class _Users(_Listed, Users):
    __slots__ = ()

    def get(self, user_id: UserId) -> User:
        return self._tenant.users.get(user_id)

    def by_email(self, email: EmailAddress) -> User | None:
        with self._tenant.lock:
            return self._tenant.users.at(email.text)

    def page(self, after: str | None, limit: int, where: Callable[[User], bool]) -> Page[User]:
        return self._page(self._tenant.users, after, limit, where)

    def owners(self) -> tuple[User, ...]:
        with self._tenant.lock:
            return tuple(user for user in self._tenant.users if user.owns)


@final
class _Invitations(_Listed, Invitations):
    __slots__ = ()

    def get(self, invitation_id: InvitationId) -> Invitation:
        return self._tenant.invitations.get(invitation_id)

    def page(self, after: str | None, limit: int, where: Callable[[Invitation], bool]) -> Page[Invitation]:
        return self._page(self._tenant.invitations, after, limit, where)

    def run_out(self, now: datetime) -> tuple[Invitation, ...]:
        with self._tenant.lock:
            pending = (
                invitation
                for invitation in self._tenant.invitations
                if invitation.status is InvitationStatus.PENDING and invitation.has_run_out(now)
            )
            return tuple(sorted(pending, key=lambda invitation: invitation.id)[:MOST_RUN_OUT])


@final
class _Projects(_Listed, Projects):
    __slots__ = ()

    def get(self, project_id: ProjectId) -> Project:
        return self._tenant.projects.get(project_id)

    def page(self, after: str | None, limit: int, where: Callable[[Project], bool]) -> Page[Project]:
        return self._page(self._tenant.projects, after, limit, where)


@final
class _ApiKeys(_Listed, ApiKeys):
    __slots__ = ()

    def get(self, key_id: KeyId) -> ApiKey:
        return self._tenant.api_keys.get(key_id)

    def page(self, after: str | None, limit: int, where: Callable[[ApiKey], bool]) -> Page[ApiKey]:
        return self._page(self._tenant.api_keys, after, limit, where)

    def made_by(self, user_id: UserId) -> tuple[ApiKey, ...]:
        with self._tenant.lock:
            return tuple(key for key in self._tenant.api_keys if key.created_by == user_id and key.status == "active")

    def last_used(self, key_id: KeyId) -> datetime | None:
        return self._tenant.last_used.get(key_id)


@final
class _AuditLog(_Listed, AuditLog):
    __slots__ = ()

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
    ) -> Page[AuditEvent]:
        with self._tenant.lock:
            return self._tenant.events(after, limit, where, start, end)


@final
class _Usage(_Listed, Usage):
    __slots__ = ()

    def record(self, record_id: RecordId) -> UsageRecord | None:
        return self._tenant.ledger.records.get(record_id)

    def page(
        self,
        project_id: ProjectId,
        after: str | None,
        limit: int,
        where: Callable[[UsageRecord], bool],
        start: datetime | None,
        end: datetime | None,
    ) -> Page[UsageRecord]:
        with self._tenant.lock:
            return self._tenant.ledger.page(project_id, after, limit, where, start, end)

    def gauge(self, project_id: ProjectId) -> Gauge | None:
        return self._tenant.ledger.gauges.get(project_id)

    def opening(self) -> StorageOpening | None:
        return self._tenant.ledger.opening

    def totals(self, cycle: BillingCycle) -> CycleTotals:
        with self._tenant.lock:
            return self._tenant.ledger.cycle_totals(cycle)

    def days(self, project_id: ProjectId, first: date, last: date) -> Mapping[tuple[date, Meter], int]:
        with self._tenant.lock:
            return self._tenant.ledger.days(project_id, first, last)


@final
class MemoryWorkspace(Workspace):
    """One tenant for one use case; what is staged lies here until the store takes it, or forgets it."""

    __slots__ = ("_actor", "_clock", "_organization", "_staged", "_store", "_tenant")

    def __init__(self, store: MemoryStore, tenant: Tenant, actor: Actor, clock: Clock) -> None:
        self._store = store
        self._tenant = tenant
        self._actor = actor
        self._clock = clock
        self._staged = Staged()
        self._organization = tenant.organization

    @property
    def organization(self) -> Organization:
        return self._organization

    @property
    def users(self) -> Users:
        return _Users(self._tenant)

    @property
    def invitations(self) -> Invitations:
        return _Invitations(self._tenant)

    @property
    def projects(self) -> Projects:
        return _Projects(self._tenant)

    @property
    def api_keys(self) -> ApiKeys:
        return _ApiKeys(self._tenant)

    @property
    def audit_log(self) -> AuditLog:
        return _AuditLog(self._tenant)

    @property
    def usage(self) -> Usage:
        return _Usage(self._tenant)

    @property
    def capacity(self) -> int:
        return RECORDS_A_COMMIT

    def total(self, limit: Limit) -> int:
        return self._tenant.ledger.total(limit)

    def holds(self, name: str) -> bool:
        return name in self._tenant.names

    def save(self, resource: Saved) -> Saved:
        return self._staged.save(resource)

    def remove(self, resource: Resource) -> None:
        self._staged.removals.append(resource)

    def reserve(self, *names: str) -> None:
        self._staged.reserved.extend(names)

    def release(self, *names: str) -> None:
        self._staged.released.extend(names)

    def claim(self, *claims: Claim) -> None:
        self._staged.claims.extend(claims)

    def begin_stretch(self, *starts: StretchStart) -> None:
        self._staged.stretches.extend(starts)

    def count(self, records: Sequence[UsageRecord]) -> None:
        self._staged.records.extend(records)

    def enter(self, *entries: DirectoryEntry) -> None:
        self._staged.entries.extend(entries)

    def record(self, *events: AuditEvent) -> None:
        self._staged.events.extend(events)

    def plan(self, *works: Work) -> None:
        self._staged.works.extend(works)

    def erase(self, at: datetime, reason: str) -> None:
        self._staged.erasure = (at, reason)

    def founding(self, organization: Organization) -> Self:
        """Stage the organization itself, as new."""
        self._organization = self.save(organization)
        return self

    def commit(self, result: Result) -> Result:
        staged, self._staged = self._staged, Staged()
        staged.check()
        once = self._actor.once
        body = b"" if once is None else once.render(result)
        now = self._clock.now() if once is not None else self.organization.created_at
        self._store.commit(self._tenant, staged, once, body, now)
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._staged = Staged()


@final
class MemoryWorkspaces(Workspaces):
    """Opens tenants of one store."""

    def __init__(self, store: MemoryStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self, actor: Actor) -> Workspace:
        return MemoryWorkspace(self._store, self._store.tenant(actor.organization_id), actor, self._clock)

    def found(self, organization: Organization, actor: Actor) -> Workspace:
        tenant = Tenant(organization, self._store.audit_retention)
        workspace = MemoryWorkspace(self._store, tenant, actor, self._clock)
        return workspace.founding(organization)
