"""The use cases of projects, keys and the audit log, in the house of the people who use them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from application.actor import Actor
from application.api_keys.known_key import CreatedKey
from domain.ids import ProjectId, UserId
from domain.limits.claim import PROJECTS
from domain.organizations.names import Slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import ProjectRole, Scope
from tests.unit.application.house import OFFICE, House

RECORDING: Final = frozenset({Scope.WRITE_RESOURCES})


class Workshop(House):
    """A house in which people work."""

    def started(self, actor: Actor, slug: str = "website", team: Mapping[UserId, ProjectRole] | None = None) -> Project:
        """Start a project with a team."""
        return self.use.create_project(
            actor,
            name=slug.title(),
            slug=Slug(slug),
            type=ProjectType.WEB,
            environment=Environment.PRODUCTION,
            team=team,
        )

    def active_projects(self, actor: Actor) -> int:
        """Return how many places of the plan are taken."""
        return self.workspaces.open(actor).total(PROJECTS)

    def slugs(self, actor: Actor, *, archived: bool | None = None) -> list[str]:
        """Return the slugs of the projects that somebody sees."""
        return [
            str(project.slug)
            for project in self.use.list_projects(actor, after=None, limit=50, archived=archived).items
        ]

    def key(
        self, actor: Actor, project_id: ProjectId | None = None, scopes: frozenset[Scope] = RECORDING
    ) -> CreatedKey:
        """Make a key."""
        return self.use.create_api_key(actor, name="ci", project_id=project_id, scopes=scopes, rate_limit=1_000)

    def as_key(self, actor: Actor, made: CreatedKey) -> Actor:
        """Return the machine that uses a key of the actor's organization."""
        return self.use.authenticate_key(actor.organization_id, made.secret or "", OFFICE).actor

    def again(self, actor: Actor) -> Actor:
        """Return somebody at their next request: with the role and the teams that they have by now."""
        user = self.workspaces.open(actor).users.get(UserId(actor.id))
        return replace(actor, role=user.role, project_roles=user.projects)
