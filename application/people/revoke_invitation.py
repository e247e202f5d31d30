"""Taking an invitation back."""

from dataclasses import dataclass
from typing import ClassVar, assert_never, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.organizations.freeing import Freeing
from application.people.granting import check_reach
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.errors import Gone
from domain.ids import InvitationId
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.seats import SEAT, reserved_name
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class RevokeInvitation:
    """Frees the seat and the address of an invitation; again, or after its end, it changes nothing.

    Gone for one that was accepted: then there is a user to remove.
    """

    permission: ClassVar[Permission] = Permission.REMOVE_USERS
    workspaces: Workspaces
    events: Events
    freeing: Freeing

    def __call__(self, actor: Actor, *, invitation_id: InvitationId, version: int | None = None) -> None:
        settled(lambda: self._revoke(actor, invitation_id, version))

    def _revoke(self, actor: Actor, invitation_id: InvitationId, version: int | None) -> None:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            invitation = workspace.invitations.get(invitation_id)
            check_reach(actor, invitation.role)
            check_version(invitation, version)
            match invitation.status:
                case InvitationStatus.PENDING:
                    self._take_back(actor, workspace, invitation)
                case InvitationStatus.ACCEPTED:
                    raise Gone
                case InvitationStatus.REVOKED | InvitationStatus.EXPIRED:
                    return
                case never:
                    assert_never(never)

    def _take_back(self, actor: Actor, workspace: Workspace, invitation: Invitation) -> None:
        revoked = workspace.save(invitation.revoke())
        self.freeing.claim(workspace, actor, SEAT.one_less(workspace.organization))
        workspace.release(reserved_name(invitation.email))
        workspace.record(self.events.changed(actor, "invitation.revoked", invitation.id, invitation, revoked))
        workspace.commit(revoked)
