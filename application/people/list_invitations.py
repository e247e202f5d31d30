"""Listing the invitations that are still open."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise, sees
from application.actor import Actor
from application.people.visible import invitation_as_seen_by, invites_to
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.errors import NotFound
from domain.ids import ProjectId
from domain.people.invitation import Invitation
from domain.roles.permission import Permission
from domain.roles.role import Role


@final
@dataclass(frozen=True, slots=True)
class ListInvitations:
    """Lists who is invited and can still accept, oldest first: in a role, to a project, or all.

    A key bound to a project is shown the invitations to that project. NotFound for a project that the actor may
    not see.
    """

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
                and (project_id is None or invites_to(invitation, project_id))
                and (actor.project_id is None or invites_to(invitation, actor.project_id))
            )

        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if project_id is not None:
                workspace.projects.get(project_id)
                if not sees(actor, project_id):
                    raise NotFound
            page = workspace.invitations.page(after, limit, wanted)
            return Page(tuple(invitation_as_seen_by(actor, invitation) for invitation in page.items), page.next)
