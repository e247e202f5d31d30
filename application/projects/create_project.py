"""Starting a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.audit.watch import Watch
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.projects.places import worded
from application.projects.teams import Team, concerned, restaff
from application.races import settled
from application.unit_of_work import CommitRefused
from domain.ids import ProjectId, UserId
from domain.organizations.names import Slug
from domain.plans.catalogue import Catalogue
from domain.projects.places import PLACE, reserved_slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.permission import Permission
from domain.roles.role import ProjectRole


@final
@dataclass(frozen=True, slots=True)
class CreateProject:
    """Starts a project, of which its creator is lead unless the team says otherwise.

    PlanLimitExceeded when the plan has no place for it, Conflict when its slug is taken or somebody of the team
    is suspended, NotFound when somebody of it is no user.
    """

    permission: ClassVar[Permission] = Permission.CREATE_PROJECTS
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events
    catalogue: Catalogue
    watch: Watch

    def __call__(
        self,
        actor: Actor,
        *,
        name: str,
        slug: Slug,
        type: ProjectType,  # noqa: A002 - what customers call it
        environment: Environment,
        description: str = "",
        tags: tuple[str, ...] = (),
        team: Mapping[UserId, ProjectRole] | None = None,
    ) -> Project:
        def started(project_id: ProjectId, now: datetime) -> Project:
            staff = _staff(actor, team or {})
            return Project(project_id, name, slug, type, environment, now, description, tags, staff)

        def attempt() -> Project:
            return self._create(actor, started(self.ids.project(), self.clock.now()))

        return self.watch.within_limits(actor, lambda: settled(attempt))

    def _create(self, actor: Actor, project: Project) -> Project:
        with self.workspaces.open(actor) as workspace:
            organization = workspace.organization
            authorise(actor, organization, self.permission)
            users = concerned(workspace, {}, project.team)
            restaff(workspace, project.id, users, {}, project.team)
            workspace.reserve(reserved_slug(project.slug))
            workspace.claim(PLACE.one_more(organization, project.created_at))
            created = workspace.save(project)
            workspace.record(self.events.changed(actor, "project.created", project.id, None, created))
            try:
                return workspace.commit(created)
            except CommitRefused as refused:
                raise worded(refused, organization, self.catalogue, project.created_at) from refused


def _staff(actor: Actor, team: Team) -> Team:
    return team if actor.user_id is None else {actor.user_id: ProjectRole.LEAD, **team}
