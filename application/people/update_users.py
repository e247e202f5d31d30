"""Changing several users together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.one_by_one import OneByOne
from application.people.update_user import Updated, UpdateUser, UserChange
from application.ports.workspaces import Workspaces
from application.races import AlreadyAnswered
from domain.errors import Refusal
from domain.roles.permission import Permission

UserOutcome = Updated | Refusal | AlreadyAnswered
"""What became of one of them."""


@final
@dataclass(frozen=True, slots=True)
class UpdateUsers:
    """Changes users in order, each one on its own: what became of each, at its place."""

    permission: ClassVar[Permission] = Permission.MANAGE_USERS
    workspaces: Workspaces
    update_user: UpdateUser
    one_by_one: OneByOne

    def __call__(self, actor: Actor, *, changes: Sequence[UserChange]) -> tuple[UserOutcome, ...]:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
        return self.one_by_one.each(actor, changes, self._update)

    def _update(self, actor: Actor, change: UserChange) -> Updated:
        return self.update_user(
            actor, user_id=change.user_id, role=change.role, projects=change.projects, status=change.status
        )
