"""Mailing an invitation."""

from dataclasses import dataclass
from typing import final

from application.actor import system
from application.agenda.letters import one_line
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.mailbox import Mail, Mailbox
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.workspaces import Workspaces
from domain.errors import NotFound
from domain.ids import InvitationId
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation


@final
@dataclass(frozen=True, slots=True)
class SendInvitation:
    """Sends an invitation's token to the address; not for an invitation that has ended or has a newer token."""

    workspaces: Workspaces
    mailbox: Mailbox
    tokens: OpaqueTokens
    clock: Clock
    public_url: str

    def __call__(self, work: Work) -> None:
        token = work.subject["token"]
        try:
            with self.workspaces.open(system(work.organization_id, "invitations")) as workspace:
                organization = workspace.organization
                invitation = workspace.invitations.get(InvitationId(work.subject["invitation_id"]))
        except NotFound:
            return
        if invitation.is_open(self.clock.now()) and invitation.token_hash == self.tokens.hash(token):
            self.mailbox.send(self._mail(organization, invitation, token))

    def _mail(self, organization: Organization, invitation: Invitation, token: str) -> Mail:
        name = one_line(organization.name)
        text = (
            f"{name} invites you as {invitation.role}.\n\n"
            f"Accept at {self.public_url}/invitations/accept with this token:\n\n{token}\n\n"
            f"It works once, until {invitation.expires_at:%d %B %Y, %H:%M} UTC. If you did not expect this mail, "
            "you need not do anything.\n"
        )
        return Mail(invitation.email.text, f"You are invited to {name}", text, self.clock.now(), token=token)
