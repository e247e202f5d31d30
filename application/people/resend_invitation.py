"""Sending an invitation again."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.people.granting import check_reach
from application.people.issuing import deliver
from application.ports.agenda import WorkKind
from application.ports.clock import Clock
from application.ports.directory import RemoveInvitationAddress
from application.ports.ids import Ids
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.ids import InvitationId
from domain.people.invitation import Invitation
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ResendInvitation:
    """Mails a new token, good for seven more days, in place of the former one; seat, role and projects stay.

    Gone for an invitation that is no longer open.
    """

    permission: ClassVar[Permission] = Permission.INVITE_USERS
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    tokens: OpaqueTokens
    events: Events

    def __call__(self, actor: Actor, *, invitation_id: InvitationId, version: int | None = None) -> Invitation:
        return settled(lambda: self._resend(actor, invitation_id, version))

    def _resend(self, actor: Actor, invitation_id: InvitationId, version: int | None) -> Invitation:
        with self.workspaces.open(actor) as workspace:
            organization, now = workspace.organization, self.clock.now()
            authorise(actor, organization, self.permission)
            former, token = workspace.invitations.get(invitation_id), self.tokens.new()
            check_reach(actor, former.role)
            check_version(former, version)
            sent = workspace.save(former.resend(self.tokens.hash(token), now))
            workspace.enter(RemoveInvitationAddress(former.token_hash))
            end = WorkKind.EXPIRE_INVITATION if organization.founded else WorkKind.ERASE_ORGANIZATION
            deliver(workspace, self.ids, sent, organization.id, token, now=now, at_its_end=end)
            workspace.record(self.events.changed(actor, "invitation.resent", sent.id, former, sent))
            return workspace.commit(sent)
