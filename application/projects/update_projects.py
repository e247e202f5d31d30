"""Changing several projects together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise
from application.actor import Actor
from application.one_by_one import OneByOne
from application.ports.workspaces import Workspaces
from application.projects.update_project import ProjectChanges, UpdateProject
from application.races import AlreadyAnswered
from domain.errors import Refusal
from domain.ids import ProjectId
from domain.projects.project import Project
from domain.roles.permission import Permission


class ProjectUpdate(NamedTuple):
    """What is to change about which project."""

    project_id: ProjectId
    changes: ProjectChanges


@final
@dataclass(frozen=True, slots=True)
class UpdateProjects:
    """Changes projects in order, each one on its own: what became of each, at its place."""

    permission: ClassVar[Permission] = Permission.CHANGE_PROJECTS
    workspaces: Workspaces
    update_project: UpdateProject
    one_by_one: OneByOne

    def __call__(
        self, actor: Actor, *, updates: Sequence[ProjectUpdate]
    ) -> tuple[Project | Refusal | AlreadyAnswered, ...]:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
        return self.one_by_one.each(actor, updates, self._update)

    def _update(self, actor: Actor, update: ProjectUpdate) -> Project:
        project_id, changes = update
        return self.update_project(actor, project_id=project_id, **changes._asdict())
