"""Listing the users of an organization."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise, sees
from application.actor import Actor
from application.people.visible import as_seen_by, is_seen_by
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.errors import NotFound
from domain.ids import ProjectId
from domain.people.user import User, UserStatus
from domain.roles.permission import Permission
from domain.roles.role import Role


@final
@dataclass(frozen=True, slots=True)
class ListUsers:
    """Lists users by e-mail address: of a role, in a status, with access to a project, or all."""

    permission: ClassVar[Permission] = Permission.LIST_USERS
    workspaces: Workspaces

    def __call__(
        self,
        actor: Actor,
        *,
        role: Role | None = None,
        status: UserStatus | None = None,
        project_id: ProjectId | None = None,
        after: str | None,
        limit: int,
    ) -> Page[User]:
        def wanted(user: User) -> bool:
            return (
                is_seen_by(actor, user)
                and role in (None, user.role)
                and status in (None, user.status)
                and (project_id is None or user.project_role(project_id) is not None)
            )

        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if project_id is not None:
                workspace.projects.get(project_id)
                if not sees(actor, project_id):
                    raise NotFound
            page = workspace.users.page(after, limit, wanted)
            return Page(tuple(as_seen_by(actor, user) for user in page.items), page.next)
