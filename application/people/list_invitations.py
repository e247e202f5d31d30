"""Listing the invitations that are still open."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.people.invitation import Invitation
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ListInvitations:
    """Lists who is invited and can still accept, oldest first."""

    permission: ClassVar[Permission] = Permission.LIST_INVITATIONS
    workspaces: Workspaces
    clock: Clock

    def __call__(self, actor: Actor, *, after: str | None, limit: int) -> Page[Invitation]:
        now = self.clock.now()
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            return workspace.invitations.page(after, limit, lambda invitation: invitation.is_open(now))
