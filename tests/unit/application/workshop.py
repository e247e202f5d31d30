"""The use cases of projects, keys and the audit log, in the house of the people who use them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from application.access.authenticate_key import AuthenticateKey
from application.actor import Actor
from application.api_keys.create_api_key import CreateApiKey
from application.api_keys.known_key import CreatedKey
from application.api_keys.list_api_keys import ListApiKeys
from application.api_keys.read_api_key import ReadApiKey
from application.api_keys.revoke_api_key import RevokeApiKey
from application.api_keys.rotate_api_key import RotateApiKey
from application.api_keys.update_api_key import UpdateApiKey
from application.audit.query_audit import QueryAudit
from application.projects.archive_project import ArchiveProject
from application.projects.list_projects import ListProjects
from application.projects.read_project import ReadProject
from application.projects.restore_project import RestoreProject
from application.projects.update_project import UpdateProject
from domain.ids import ProjectId, UserId
from domain.limits.claim import PROJECTS
from domain.organizations.names import Slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import ProjectRole, Scope
from tests.unit.application.house import OFFICE, House

RECORDING: Final = frozenset({Scope.WRITE_RESOURCES})


class Workshop(House):
    def __init__(self) -> None:
        super().__init__()
        workspaces, clock, events, catalogue = self.workspaces, self.clock, self.events, self.catalogue
        self.list_projects = ListProjects(workspaces)
        self.read_project = ReadProject(workspaces)
        self.update_project = UpdateProject(workspaces, clock, events, catalogue)
        self.archive_project = ArchiveProject(workspaces, events)
        self.restore_project = RestoreProject(workspaces, clock, events, catalogue)
        self.create_api_key = CreateApiKey(workspaces, clock, self.ids, self.keys, events)
        self.list_api_keys = ListApiKeys(workspaces)
        self.read_api_key = ReadApiKey(workspaces)
        self.update_api_key = UpdateApiKey(workspaces, clock, events)
        self.revoke_api_key = RevokeApiKey(workspaces, events)
        self.rotate_api_key = RotateApiKey(workspaces, clock, self.keys, events)
        self.authenticate_key = AuthenticateKey(self.credentials, self.keys, clock)
        self.query_audit = QueryAudit(workspaces, clock, timedelta(days=90))

    def started(self, actor: Actor, slug: str = "website", team: Mapping[UserId, ProjectRole] | None = None) -> Project:
        """Start a project with a team."""
        return self.create_project(
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
            str(project.slug) for project in self.list_projects(actor, after=None, limit=50, archived=archived).items
        ]

    def key(
        self, actor: Actor, project_id: ProjectId | None = None, scopes: frozenset[Scope] = RECORDING
    ) -> CreatedKey:
        """Make a key."""
        return self.create_api_key(actor, name="ci", project_id=project_id, scopes=scopes, rate_limit=1_000)

    def as_key(self, actor: Actor, made: CreatedKey) -> Actor:
        """Return the machine that uses a key of the actor's organization."""
        return self.authenticate_key(actor.organization_id, made.secret or "", OFFICE).actor

    def again(self, actor: Actor) -> Actor:
        """Return somebody at their next request: with the role and the teams that they have by now."""
        user = self.workspaces.open(actor).users.get(UserId(actor.id))
        return replace(actor, role=user.role, project_roles=user.projects)
