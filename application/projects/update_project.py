"""Changing a project and its team."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise, check_project_role
from application.actor import Actor
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.projects.places import worded
from application.projects.teams import concerned, restaff, seen_project
from application.races import settled
from application.unit_of_work import CommitRefused, check_version
from domain.errors import Conflict
from domain.ids import ProjectId, UserId
from domain.organizations.names import Slug
from domain.plans.catalogue import Catalogue
from domain.projects.places import reserved_slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.permission import Permission
from domain.roles.role import ProjectRole


class ProjectChanges(NamedTuple):
    """What is to change; None leaves it as it is. `team` is the whole team that the project shall have."""

    name: str | None = None
    slug: Slug | None = None
    description: str | None = None
    type: ProjectType | None = None
    environment: Environment | None = None
    team: Mapping[UserId, ProjectRole] | None = None
    tags: tuple[str, ...] | None = None

    def apply(self, project: Project) -> Project:
        """Return the project as it shall be."""
        return replace(
            project,
            name=project.name if self.name is None else self.name,
            slug=self.slug or project.slug,
            description=project.description if self.description is None else self.description,
            type=self.type or project.type,
            environment=self.environment or project.environment,
            team=project.team if self.team is None else self.team,
            tags=project.tags if self.tags is None else self.tags,
        )


@final
@dataclass(frozen=True, slots=True)
class UpdateProject:
    """Changes what is named. Developers change a project, its leads also the team.

    Conflict when the new slug is taken, when somebody who joins is suspended, or when the project is archived;
    NotFound when somebody who joins is no user.
    """

    permission: ClassVar[Permission] = Permission.CHANGE_PROJECTS
    workspaces: Workspaces
    clock: Clock
    events: Events
    catalogue: Catalogue

    def __call__(
        self,
        actor: Actor,
        *,
        project_id: ProjectId,
        name: str | None = None,
        slug: Slug | None = None,
        description: str | None = None,
        type: ProjectType | None = None,  # noqa: A002 - what customers call it
        environment: Environment | None = None,
        team: Mapping[UserId, ProjectRole] | None = None,
        tags: tuple[str, ...] | None = None,
        version: int | None = None,
    ) -> Project:
        changes = ProjectChanges(name, slug, description, type, environment, team, tags)
        return settled(lambda: self._update(actor, project_id, changes, version))

    def _update(self, actor: Actor, project_id: ProjectId, changes: ProjectChanges, version: int | None) -> Project:
        with self.workspaces.open(actor) as workspace:
            organization = workspace.organization
            authorise(actor, organization, self.permission)
            former = seen_project(actor, workspace, project_id)
            updated = changes.apply(former)
            users = concerned(workspace, former.team, updated.team)
            needed = ProjectRole.LEAD if users else ProjectRole.DEVELOPER
            check_project_role(actor, project_id, needed, self.permission)
            check_version(former, version)
            if updated == former:
                return former
            _check_joining(former, updated)
            restaff(workspace, project_id, users, former.team, updated.team)
            _rename(workspace, former.slug, updated.slug)
            saved = workspace.save(updated)
            workspace.record(self.events.changed(actor, "project.updated", project_id, former, saved))
            try:
                return workspace.commit(saved)
            except CommitRefused as refused:
                raise worded(refused, organization, self.catalogue, self.clock.now()) from refused


def _check_joining(former: Project, updated: Project) -> None:
    if former.archived and updated.team.keys() - former.team.keys():
        raise Conflict("nobody can join a project that is archived")


def _rename(workspace: Workspace, former: Slug, slug: Slug) -> None:
    if slug != former:
        workspace.reserve(reserved_slug(slug))
        workspace.release(reserved_slug(former))
