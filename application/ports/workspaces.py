"""The tenant's door, and what lies behind it.

Nothing behind the door takes an organization id. Reads see what was committed before; writes are staged and
committed together, with their audit event and due work, or not at all.
"""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self, TypeVar

from application.actor import Actor
from application.ports.agenda import Work
from application.ports.api_keys import ApiKeys
from application.ports.audit_log import AuditLog
from application.ports.billing import Billing
from application.ports.directory import DirectoryEntry
from application.ports.invitations import Invitations
from application.ports.projects import Projects
from application.ports.usage import Usage
from application.ports.users import Users
from application.unit_of_work import Resource, Saved, StretchStart
from domain.audit.audit_event import AuditEvent
from domain.limits.claim import Claim, Limit
from domain.organizations.organization import Organization
from domain.usage.record import UsageRecord

Result = TypeVar("Result")


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
    def billing(self) -> Billing: ...

    @property
    def capacity(self) -> int:
        """How many usage records, and totals of projects that they are counted in, one commit can take together."""
        ...

    def total(self, limit: Limit) -> int:
        """Return a total, for what is told and for claims that hold only for it; never to decide upon."""
        ...

    def holds(self, name: str) -> bool:
        """Tell whether a name is reserved, for what is told; never to decide upon."""
        ...

    def held(self, names: Sequence[str]) -> frozenset[str]:
        """Return which of these names are reserved, in one look; never to decide upon."""
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

        Nothing but the organization's version may have changed since the workspace was opened. If it was founded, an
        ErasureCertificate is left in the directory; a sign-up that nobody accepted leaves nothing. Events cannot be
        staged with it: they would be erased too.
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
        """Open the actor's tenant, its organization as it stood at most 2 seconds ago; NotFound when there is none.

        What is claimed under a plan that was changed since is refused, and the next look is a fresh one.
        """
        ...

    def open_current(self, actor: Actor) -> Workspace:
        """Open the actor's tenant with its organization as it stands, to be shown or changed itself."""
        ...

    def found(self, organization: Organization, actor: Actor) -> Workspace:
        """Open the workspace of a tenant that its commit will create; the organization is staged already."""
        ...

    def sweep(self, actor: Actor, since: datetime) -> None:
        """Remove what is left behind the door of the actor's tenant, founded at `since`, which was erased.

        An erasure takes everything at once for whoever looks through the ports, but a store may need several steps
        for what nobody can reach any more. May be done again. ValueError when the tenant stands.
        """
        ...
