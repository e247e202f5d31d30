"""Archiving a project."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise, check_project_role
from application.actor import Actor
from application.audit.events import Events
from application.organizations.freeing import Freeing
from application.ports.workspaces import Workspaces
from application.projects.teams import seen_project
from application.races import settled
from application.unit_of_work import check_version
from domain.ids import ProjectId
from domain.projects.places import PLACE
from domain.projects.project import Project
from domain.roles.permission import Permission
from domain.roles.role import ProjectRole


@final
@dataclass(frozen=True, slots=True)
class ArchiveProject:
    """Puts a project away, which frees its place in the plan; archiving again changes nothing."""

    permission: ClassVar[Permission] = Permission.ARCHIVE_PROJECTS
    workspaces: Workspaces
    events: Events
    freeing: Freeing

    def __call__(self, actor: Actor, *, project_id: ProjectId, version: int | None = None) -> Project:
        return settled(lambda: self._archive(actor, project_id, version))

    def _archive(self, actor: Actor, project_id: ProjectId, version: int | None) -> Project:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            project = seen_project(actor, workspace, project_id)
            check_project_role(actor, project_id, ProjectRole.LEAD, self.permission)
            check_version(project, version)
            if project.archived:
                return project
            archived = workspace.save(project.archive())
            self.freeing.claim(workspace, actor, PLACE.one_less(workspace.organization))
            workspace.record(self.events.changed(actor, "project.archived", project_id, project, archived))
            return workspace.commit(archived)
