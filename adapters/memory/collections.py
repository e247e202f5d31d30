"""The collections behind the tenant's door, in memory: each reads one tenant, its lists under the tenant's lock."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeVar, final

from adapters.memory.shelf import Shelf
from adapters.memory.tenant import Tenant
from application.ports.api_keys import ApiKeys
from application.ports.audit_log import AuditLog
from application.ports.invitations import Invitations
from application.ports.projects import Projects
from application.ports.usage import Usage
from application.ports.users import Users
from application.unit_of_work import Page
from domain.api_keys.api_key import ApiKey, KeyStatus
from domain.audit.audit_event import AuditEvent
from domain.billing_cycle import BillingCycle
from domain.ids import InvitationId, KeyId, ProjectId, RecordId, UserId
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.user import User
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, LevelChange, StorageOpening
from domain.usage.record import UsageRecord

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
class MemoryUsers(_Listed, Users):
    """The users, by e-mail address."""

    __slots__ = ()

    def get(self, user_id: UserId) -> User:
        return self._tenant.users.get(user_id)

    def recent_all(self, user_ids: Sequence[UserId]) -> Mapping[UserId, User]:
        return {user_id: self.get(user_id) for user_id in user_ids}

    def by_email(self, email: EmailAddress) -> User | None:
        with self._tenant.lock:
            return self._tenant.users.at(email.text)

    def page(self, after: str | None, limit: int, where: Callable[[User], bool]) -> Page[User]:
        return self._page(self._tenant.users, after, limit, where)

    def owners(self) -> tuple[User, ...]:
        with self._tenant.lock:
            return tuple(user for user in self._tenant.users if user.owns)


@final
class MemoryInvitations(_Listed, Invitations):
    """The invitations, by the time they were made."""

    __slots__ = ()

    def get(self, invitation_id: InvitationId) -> Invitation:
        return self._tenant.invitations.get(invitation_id)

    def page(self, after: str | None, limit: int, where: Callable[[Invitation], bool]) -> Page[Invitation]:
        return self._page(
            self._tenant.invitations,
            after,
            limit,
            lambda invitation: invitation.status is InvitationStatus.PENDING and where(invitation),
        )

    def run_out(self, now: datetime) -> tuple[Invitation, ...]:
        with self._tenant.lock:
            pending = (
                invitation
                for invitation in self._tenant.invitations
                if invitation.status is InvitationStatus.PENDING and invitation.has_run_out(now)
            )
            return tuple(sorted(pending, key=lambda invitation: invitation.id)[:MOST_RUN_OUT])


@final
class MemoryProjects(_Listed, Projects):
    """The projects, by slug."""

    __slots__ = ()

    def get(self, project_id: ProjectId) -> Project:
        return self._tenant.projects.get(project_id)

    def recent(self, project_id: ProjectId) -> Project:
        return self.get(project_id)

    def recent_all(self, project_ids: Sequence[ProjectId]) -> Mapping[ProjectId, Project]:
        return {project_id: self.get(project_id) for project_id in project_ids}

    def page(self, after: str | None, limit: int, where: Callable[[Project], bool]) -> Page[Project]:
        return self._page(self._tenant.projects, after, limit, where)


@final
class MemoryApiKeys(_Listed, ApiKeys):
    """The API keys, by the time they were made."""

    __slots__ = ()

    def get(self, key_id: KeyId) -> ApiKey:
        return self._tenant.api_keys.get(key_id)

    def page(self, after: str | None, limit: int, where: Callable[[ApiKey], bool]) -> Page[ApiKey]:
        return self._page(self._tenant.api_keys, after, limit, where)

    def made_by(self, user_id: UserId) -> tuple[ApiKey, ...]:
        with self._tenant.lock:
            return tuple(
                key for key in self._tenant.api_keys if key.created_by == user_id and key.status is KeyStatus.ACTIVE
            )

    def last_used(self, keys: Sequence[ApiKey]) -> Mapping[KeyId, datetime]:
        known = self._tenant.last_used
        return {key.id: known[key.id] for key in keys if key.id in known}


@final
class MemoryAuditLog(_Listed, AuditLog):
    """The audit events, by time."""

    __slots__ = ()

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
        user_id: UserId | None = None,
    ) -> Page[AuditEvent]:
        with self._tenant.lock:
            return self._tenant.events(
                after, limit, lambda event: (user_id is None or event.is_deed_of(user_id)) and where(event), start, end
            )


@final
class MemoryUsage(_Listed, Usage):
    """The usage records and totals."""

    __slots__ = ()

    def record(self, record_id: RecordId) -> UsageRecord | None:
        return self._tenant.ledger.record(record_id)

    def records(self, record_ids: Sequence[RecordId]) -> Mapping[RecordId, UsageRecord]:
        known = {record_id: self._tenant.ledger.record(record_id) for record_id in record_ids}
        return {record_id: record for record_id, record in known.items() if record is not None}

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

    def gauges(self, project_ids: Sequence[ProjectId]) -> Mapping[ProjectId, Gauge]:
        known = self._tenant.ledger.gauges
        return {project_id: known[project_id] for project_id in project_ids if project_id in known}

    def levels(self, after: datetime) -> tuple[LevelChange, ...]:
        with self._tenant.lock:
            return self._tenant.course.after(after)

    def opening(self) -> StorageOpening | None:
        return self._tenant.ledger.opening

    def totals(self, cycle: BillingCycle) -> CycleTotals:
        with self._tenant.lock:
            return self._tenant.ledger.cycle_totals(cycle)

    def days(self, project_id: ProjectId, first: date, last: date) -> Mapping[tuple[date, Meter], int]:
        with self._tenant.lock:
            return self._tenant.ledger.days(project_id, first, last)
