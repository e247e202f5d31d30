"""Who acts, on which organization, with which rights, and from where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final, Self

from application.deadline import NO_DEADLINE, Deadline
from domain.audit.audit_event import ActorKind
from domain.ids import KeyId, OrganizationId, PersonId, ProjectId, SessionId, UserId
from domain.roles.role import ProjectRole, Role, Scope

ANSWER_LIFETIME: Final = timedelta(hours=24)
"""How long the answer to a request that takes effect once is kept."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request came from; stands in audit events and logs. `address` is an IP address."""

    address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None
    deadline: Deadline = field(default=NO_DEADLINE, compare=False, repr=False)
    """When the caller no longer waits for the answer."""


@dataclass(frozen=True, slots=True)
class Once:
    """A request that takes effect once: sent again, it gets the first answer again.

    `scope` and `key` name it; `fingerprint` tells another body under the same key; `render` turns the use case's
    result into the answer that is kept, without any secret.
    """

    scope: str
    key: str
    fingerprint: str
    render: Callable[[object], bytes]
    kept_for: timedelta = ANSWER_LIFETIME

    def element(self, index: int, render: Callable[[object], bytes] | None = None) -> Self:
        """Return the part of a batch that stands at `index`: its key is key + `:` + index."""
        return replace(self, key=f"{self.key}:{index}", render=render or self.render)


@dataclass(frozen=True, slots=True)
class Actor:
    """Made only by authentication, from an invitation's token, at sign-up and by the few system jobs."""

    organization_id: OrganizationId
    kind: ActorKind
    id: str
    """The user's or key's id, the operator's name, or the name of the system's job."""
    role: Role | None = None
    project_roles: Mapping[ProjectId, ProjectRole] = field(default_factory=dict)
    scopes: frozenset[Scope] = frozenset()
    project_id: ProjectId | None = None
    """The only project that a bound key sees and touches."""
    person_id: PersonId | None = None
    session_id: SessionId | None = None
    methods: tuple[str, ...] = ()
    """How a person proved who it is in this session (RFC 8176 `amr`)."""
    source: Source = Source()
    once: Once | None = None

    @property
    def user_id(self) -> UserId | None:
        """The user who acts, if a user does."""
        return UserId(self.id) if self.kind is ActorKind.USER else None

    @property
    def key_id(self) -> KeyId | None:
        """The API key that acts, if one does."""
        return KeyId(self.id) if self.kind is ActorKind.API_KEY else None

    @property
    def trusted(self) -> bool:
        """Whether it acts for the house, above the roles of a tenant."""
        return self.kind in (ActorKind.OPERATOR, ActorKind.SYSTEM)

    def project_role(self, project_id: ProjectId) -> ProjectRole | None:
        """Return what a user may do in a project: owners and admins lead everywhere."""
        if self.role is not None and self.role.leads_everything:
            return ProjectRole.LEAD
        return self.project_roles.get(project_id)

    def once_only(self, once: Once | None) -> Self:
        """Return the actor of a request that takes effect once."""
        return replace(self, once=once)


def operator(organization_id: OrganizationId, name: str, source: Source = Source()) -> Actor:
    """Return the operator of the house acting on one organization."""
    return Actor(organization_id, ActorKind.OPERATOR, name, source=source)


def system(organization_id: OrganizationId, job: str) -> Actor:
    """Return one of the house's own jobs acting on one organization."""
    return Actor(organization_id, ActorKind.SYSTEM, job)
