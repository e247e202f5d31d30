"""Reading a project."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.workspaces import Workspaces
from application.projects.teams import seen_project
from domain.ids import ProjectId
from domain.projects.project import Project
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ReadProject:
    """Returns a project, archived or not; NotFound when the actor may not see it."""

    permission: ClassVar[Permission] = Permission.READ_PROJECTS
    workspaces: Workspaces

    def __call__(self, actor: Actor, *, project_id: ProjectId) -> Project:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            return seen_project(actor, workspace, project_id)
