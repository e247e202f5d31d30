"""A user: a person's membership of one organization, and what may be done to it by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from domain.ids import PersonId, ProjectId, UserId
from domain.organizations.names import EmailAddress
from domain.roles.refusals import PermissionDenied
from domain.roles.role import ProjectRole, Role


class UserStatus(StrEnum):
    """Whether a user may act."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class User:
    """A seat that is taken."""

    id: UserId
    person_id: PersonId
    email: EmailAddress
    name: str
    role: Role
    created_at: datetime
    status: UserStatus = UserStatus.ACTIVE
    projects: Mapping[ProjectId, ProjectRole] = field(default_factory=dict)
    """The projects whose team names it, with its role there."""
    version: int = 0

    @property
    def owns(self) -> bool:
        """Whether it counts as one of the owners, of whom there is always at least one."""
        return self.role is Role.OWNER and self.status is UserStatus.ACTIVE

    def project_role(self, project_id: ProjectId) -> ProjectRole | None:
        """Return what it may do in a project: owners and admins lead, others have what the team gives them."""
        if self.role.leads_everything:
            return ProjectRole.LEAD
        return self.projects.get(project_id)

    @property
    def active(self) -> bool:
        """Whether it may act."""
        return self.status is UserStatus.ACTIVE

    def joined(self, project_id: ProjectId, role: ProjectRole) -> Self:
        """Return the user as a member of a project's team."""
        return replace(self, projects={**self.projects, project_id: role})

    def left(self, project_id: ProjectId) -> Self:
        """Return the user without a place in a project's team."""
        return replace(self, projects={known: role for known, role in self.projects.items() if known != project_id})


def may_grant(granter: Role, role: Role) -> bool:
    """Tell whether one may give `role`: nobody more than they hold, and only owners make admins and owners."""
    return granter is Role.OWNER or (granter is Role.ADMIN and role.rank < Role.ADMIN.rank)


def by_default(granter: Role, role: Role) -> Role:
    """Return the role of somebody for whom none was named: the organization's default, if one may give it."""
    return role if may_grant(granter, role) else Role.MEMBER


def check_grant(granter: Role, role: Role) -> None:
    """Refuse a role that the granter may not give, or a user of a role that it may not touch."""
    if not may_grant(granter, role):
        raise PermissionDenied(f"users:manage:{role}")
