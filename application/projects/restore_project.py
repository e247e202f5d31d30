"""Restoring a project."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise, check_project_role
from application.actor import Actor
from application.audit.events import Events
from application.audit.watch import Watch
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.projects.places import worded
from application.projects.teams import seen_project
from application.races import settled
from application.unit_of_work import CommitRefused, check_version
from domain.ids import ProjectId
from domain.plans.catalogue import Catalogue
from domain.projects.places import PLACE
from domain.projects.project import Project
from domain.roles.permission import Permission
from domain.roles.role import ProjectRole


@final
@dataclass(frozen=True, slots=True)
class RestoreProject:
    """Takes an archived project out again, with its team, if the plan has a place; an active one stays as it is."""

    permission: ClassVar[Permission] = Permission.RESTORE_PROJECTS
    workspaces: Workspaces
    clock: Clock
    events: Events
    catalogue: Catalogue
    watch: Watch

    def __call__(self, actor: Actor, *, project_id: ProjectId, version: int | None = None) -> Project:
        return self.watch.within_limits(actor, lambda: settled(lambda: self._restore(actor, project_id, version)))

    def _restore(self, actor: Actor, project_id: ProjectId, version: int | None) -> Project:
        now = self.clock.now()
        with self.workspaces.open(actor) as workspace:
            organization = workspace.organization
            authorise(actor, organization, self.permission)
            project = seen_project(actor, workspace, project_id)
            check_project_role(actor, project_id, ProjectRole.LEAD, self.permission)
            check_version(project, version)
            if not project.archived:
                return project
            restored = workspace.save(project.restore())
            workspace.claim(PLACE.one_more(organization, now))
            workspace.record(self.events.changed(actor, "project.restored", project_id, project, restored))
            try:
                return workspace.commit(restored)
            except CommitRefused as refused:
                raise worded(refused, organization, self.catalogue, now) from refused
