"""Listing the invitations that are still open."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.ids import ProjectId
from domain.people.invitation import Invitation
from domain.roles.permission import Permission
from domain.roles.role import Role


@final
@dataclass(frozen=True, slots=True)
class ListInvitations:
    """Lists who is invited and can still accept, oldest first: in a role, to a project, or all."""

    permission: ClassVar[Permission] = Permission.LIST_INVITATIONS
    workspaces: Workspaces
    clock: Clock

    def __call__(
        self,
        actor: Actor,
        *,
        role: Role | None = None,
        project_id: ProjectId | None = None,
        after: str | None,
        limit: int,
    ) -> Page[Invitation]:
        now = self.clock.now()

        def wanted(invitation: Invitation) -> bool:
            return (
                invitation.is_open(now)
                and role in (None, invitation.role)
                and (project_id is None or invitation.role.leads_everything or project_id in invitation.projects)
            )

        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if project_id is not None:
                workspace.projects.get(project_id)
            return workspace.invitations.page(after, limit, wanted)
