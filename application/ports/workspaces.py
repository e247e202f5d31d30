"""The tenant's door, and what lies behind it.

Nothing behind the door takes an organization id. Reads see what was committed before; writes are staged and
committed together, with their audit event and due work, or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self, TypeVar

from application.actor import Actor
from application.ports.agenda import Work
from application.ports.directory import DirectoryEntry
from application.unit_of_work import Page, Resource, Saved, StretchStart
from domain.api_keys.api_key import ApiKey
from domain.audit.audit_event import AuditEvent
from domain.billing_cycle import BillingCycle
from domain.ids import InvitationId, KeyId, ProjectId, RecordId, UserId
from domain.limits.claim import Claim, Limit
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation
from domain.people.user import User
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord

Result = TypeVar("Result")


class Users(Protocol):
    """The users of the organization."""

    def get(self, user_id: UserId) -> User:
        """Return a user; NotFound when there is none."""
        ...

    def by_email(self, email: EmailAddress) -> User | None: ...

    def page(self, after: str | None, limit: int, where: Callable[[User], bool]) -> Page[User]:
        """Return users by e-mail address."""
        ...

    def owners(self) -> tuple[User, ...]:
        """Return the active owners."""
        ...


class Invitations(Protocol):
    """The invitations of the organization."""

    def get(self, invitation_id: InvitationId) -> Invitation: ...

    def page(self, after: str | None, limit: int, where: Callable[[Invitation], bool]) -> Page[Invitation]:
        """Return invitations, oldest first."""
        ...

    def run_out(self, now: datetime) -> tuple[Invitation, ...]:
        """Return pending invitations whose seven days are over: at most 20, oldest first."""
        ...


class Projects(Protocol):
    """The projects of the organization."""

    def get(self, project_id: ProjectId) -> Project: ...

    def page(self, after: str | None, limit: int, where: Callable[[Project], bool]) -> Page[Project]:
        """Return projects by slug."""
        ...


class ApiKeys(Protocol):
    """The API keys of the organization."""

    def get(self, key_id: KeyId) -> ApiKey: ...

    def page(self, after: str | None, limit: int, where: Callable[[ApiKey], bool]) -> Page[ApiKey]:
        """Return keys, oldest first, revoked ones included."""
        ...

    def made_by(self, user_id: UserId) -> tuple[ApiKey, ...]:
        """Return the keys that a user made and that are not revoked."""
        ...

    def last_used(self, key_id: KeyId) -> datetime | None:
        """Return when a key was last used, to the minute."""
        ...


class AuditLog(Protocol):
    """The events of the organization that have not expired."""

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
    ) -> Page[AuditEvent]:
        """Return events with start <= time < end, newest first."""
        ...


class Usage(Protocol):
    """The usage records and totals of the organization."""

    def record(self, record_id: RecordId) -> UsageRecord | None: ...

    def page(
        self,
        project_id: ProjectId,
        after: str | None,
        limit: int,
        where: Callable[[UsageRecord], bool],
        start: datetime | None,
        end: datetime | None,
    ) -> Page[UsageRecord]:
        """Return a project's records with start <= timestamp < end by (timestamp, resource id), newest first."""
        ...

    def gauge(self, project_id: ProjectId) -> Gauge | None:
        """Return what a project holds in storage."""
        ...

    def opening(self) -> StorageOpening | None:
        """Return up to which cycle carried-over storage was counted."""
        ...

    def totals(self, cycle: BillingCycle) -> CycleTotals:
        """Return all totals of a cycle, in one consistent look."""
        ...

    def days(self, project_id: ProjectId, first: date, last: date) -> Mapping[tuple[date, Meter], int]:
        """Return a project's totals of the counting meters by day, both days included.

        For storage: the bytes of the latest record of each day that has one.
        """
        ...


class Workspace(Protocol):
    """One tenant's data, for one use case. Leaving it without a commit forgets what was staged."""

    @property
    def organization(self) -> Organization: ...
    @property
    def users(self) -> Users: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def api_keys(self) -> ApiKeys: ...
    @property
    def audit_log(self) -> AuditLog: ...
    @property
    def usage(self) -> Usage: ...

    @property
    def capacity(self) -> int:
        """How many usage records one commit can take, with their claims."""
        ...

    def total(self, limit: Limit) -> int:
        """Return a total, for what is told and for claims that hold only for it; never to decide upon."""
        ...

    def holds(self, name: str) -> bool:
        """Tell whether a name is reserved, for what is told; never to decide upon."""
        ...

    def save(self, resource: Saved) -> Saved:
        """Stage a resource: version 0 must be new, others unchanged since they were read. Return its next version."""
        ...

    def remove(self, resource: Resource) -> None:
        """Stage the removal of a resource, unchanged since it was read."""
        ...

    def reserve(self, *names: str) -> None:
        """Stage names, unique in the organization, that nobody may hold yet."""
        ...

    def release(self, *names: str) -> None:
        """Stage the release of names."""
        ...

    def claim(self, *claims: Claim) -> None:
        """Stage claims on limits, granted together with everything else."""
        ...

    def begin_stretch(self, *starts: StretchStart) -> None:
        """Stage that totals move on to the next stretch of their cycle, if they are still what was read."""
        ...

    def count(self, records: Sequence[UsageRecord]) -> None:
        """Stage usage records that nobody may have sent yet; days are tallied with them."""
        ...

    def enter(self, *entries: DirectoryEntry) -> None:
        """Stage writes outside the tenant."""
        ...

    def record(self, *events: AuditEvent) -> None:
        """Stage audit events."""
        ...

    def plan(self, *works: Work) -> None:
        """Stage work for the agenda."""
        ...

    def erase(self, at: datetime, reason: str) -> None:
        """Stage the erasure of everything in the tenant, of its slug, and of its lines and sessions in the directory.

        Nothing but the organization's version may have changed since the workspace was opened; an
        ErasureCertificate is left in the directory. Events cannot be staged with it: they would be erased too.
        """
        ...

    def commit(self, result: Result) -> Result:
        """Write everything staged in one atomic step and return `result`.

        With an actor that acts once, the answer rendered from `result` is kept in the same step. Raises
        CommitRefused with all that was found when anything does not hold; then nothing was written, and what was
        staged is forgotten.
        """
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Workspaces(Protocol):
    """The only door to a tenant's data."""

    def open(self, actor: Actor) -> Workspace:
        """Open the actor's tenant; NotFound when it does not exist."""
        ...

    def found(self, organization: Organization, actor: Actor) -> Workspace:
        """Open the workspace of a tenant that its commit will create; the organization is staged already."""
        ...
