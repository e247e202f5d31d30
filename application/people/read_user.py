"""Reading a user."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.people.visible import as_seen_by, is_seen_by
from application.ports.workspaces import Workspaces
from domain.errors import NotFound
from domain.ids import UserId
from domain.people.user import User
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ReadUser:
    """Returns one user, with the projects that the actor may see; NotFound when there is none."""

    permission: ClassVar[Permission] = Permission.LIST_USERS
    workspaces: Workspaces

    def __call__(self, actor: Actor, *, user_id: UserId) -> User:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            user = workspace.users.get(user_id)
            if not is_seen_by(actor, user):
                raise NotFound
            return as_seen_by(actor, user)
