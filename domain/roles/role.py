"""The roles of an organization and of a project, weakest to strongest, and the scopes of keys."""

from enum import StrEnum


class Role(StrEnum):
    """A user's role in an organization."""

    VIEWER = "viewer"
    MEMBER = "member"
    ADMIN = "admin"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """Strength, from 0."""
        return _ROLES.index(self)

    @property
    def leads_everything(self) -> bool:
        """Owners and admins act as lead on every project."""
        return self in (Role.ADMIN, Role.OWNER)

    @property
    def project_role(self) -> "ProjectRole":
        """What naming a project for a user of this role makes it there."""
        return ProjectRole.VIEWER if self is Role.VIEWER else ProjectRole.DEVELOPER


class ProjectRole(StrEnum):
    """A team member's role in one project."""

    VIEWER = "viewer"
    DEVELOPER = "developer"
    LEAD = "lead"

    @property
    def rank(self) -> int:
        """Strength, from 0."""
        return _PROJECT_ROLES.index(self)


class Scope(StrEnum):
    """What an API key may do."""

    READ_RESOURCES = "read:resources"
    WRITE_RESOURCES = "write:resources"
    CORRECT_RESOURCES = "correct:resources"
    READ_PROJECTS = "read:projects"
    READ_USAGE = "read:usage"
    READ_USERS = "read:users"
    READ_AUDIT = "read:audit"


_ROLES = list(Role)
_PROJECT_ROLES = list(ProjectRole)
