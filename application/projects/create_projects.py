"""Starting several projects together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise
from application.actor import Actor
from application.one_by_one import OneByOne
from application.ports.workspaces import Workspaces
from application.projects.create_project import CreateProject
from application.races import AlreadyAnswered
from domain.errors import Refusal
from domain.ids import UserId
from domain.organizations.names import Slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.permission import Permission
from domain.roles.role import ProjectRole


class ProjectRequest(NamedTuple):
    """The project that is to be started."""

    name: str
    slug: Slug
    type: ProjectType
    environment: Environment
    description: str = ""
    tags: tuple[str, ...] = ()
    team: Mapping[UserId, ProjectRole] | None = None


@final
@dataclass(frozen=True, slots=True)
class CreateProjects:
    """Starts projects in order, each one on its own: what became of each, at its place.

    A request that takes effect once keeps an answer for each; AlreadyAnswered holds one given before.
    """

    permission: ClassVar[Permission] = Permission.CREATE_PROJECTS
    workspaces: Workspaces
    create_project: CreateProject
    one_by_one: OneByOne

    def __call__(
        self, actor: Actor, *, projects: Sequence[ProjectRequest]
    ) -> tuple[Project | Refusal | AlreadyAnswered, ...]:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
        return self.one_by_one.each(actor, projects, self._create)

    def _create(self, actor: Actor, wanted: ProjectRequest) -> Project:
        return self.create_project(actor, **wanted._asdict())
