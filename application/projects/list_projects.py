"""Listing projects."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise, sees
from application.actor import Actor
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.projects.project import Project
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ListProjects:
    """Lists the projects that the actor may see, by slug: archived ones, active ones, or (None) both."""

    permission: ClassVar[Permission] = Permission.READ_PROJECTS
    workspaces: Workspaces

    def __call__(self, actor: Actor, *, after: str | None, limit: int, archived: bool | None = None) -> Page[Project]:
        def wanted(project: Project) -> bool:
            return sees(actor, project.id) and archived in (None, project.archived)

        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            return workspace.projects.page(after, limit, wanted)
