"""A project and its team."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from domain.ids import ProjectId, UserId
from domain.organizations.names import Slug
from domain.roles.role import ProjectRole


class ProjectType(StrEnum):
    """What is built."""

    WEB = "web"
    MOBILE = "mobile"
    API = "api"
    ML = "ml"


class Environment(StrEnum):
    """Where it runs."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"


class ProjectStatus(StrEnum):
    """Active projects count against the plan."""

    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Project:
    """A project. Its slug is unique in the organization, also while it is archived."""

    id: ProjectId
    name: str
    slug: Slug
    type: ProjectType
    environment: Environment
    created_at: datetime
    description: str = ""
    tags: tuple[str, ...] = ()
    team: Mapping[UserId, ProjectRole] = field(default_factory=dict)
    status: ProjectStatus = ProjectStatus.ACTIVE
    version: int = 0

    @property
    def archived(self) -> bool:
        """Whether it takes no usage any more."""
        return self.status is ProjectStatus.ARCHIVED

    def archive(self) -> Self:
        """Stop counting against the plan."""
        return replace(self, status=ProjectStatus.ARCHIVED)

    def restore(self) -> Self:
        """Count against the plan again."""
        return replace(self, status=ProjectStatus.ACTIVE)

    def admit(self, user_id: UserId, role: ProjectRole) -> Self:
        """Return the project with a user in its team."""
        return replace(self, team={**self.team, user_id: role})

    def dismiss(self, user_id: UserId) -> Self:
        """Return the project without a user in its team."""
        return replace(self, team={known: role for known, role in self.team.items() if known != user_id})
