"""Issuing an invitation: the address and a seat are taken, the token goes out by mail, its end is planned."""

from datetime import datetime

from application.ports.agenda import Work, WorkKind
from application.ports.directory import InvitationAddress, SaveInvitationAddress
from application.ports.ids import Ids
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.workspaces import Workspace
from domain.ids import OrganizationId, ProjectId, UserId
from domain.organizations.names import EmailAddress
from domain.people.invitation import LIFETIME, Invitation
from domain.people.seats import SEAT, reserved_name
from domain.roles.role import Role


def issue(
    workspace: Workspace,
    ids: Ids,
    tokens: OpaqueTokens,
    *,
    email: EmailAddress,
    role: Role,
    projects: tuple[ProjectId, ...],
    invited_by: UserId | None,
    now: datetime,
    at_its_end: WorkKind = WorkKind.EXPIRE_INVITATION,
) -> Invitation:
    """Stage a new invitation with all that belongs to it, and return it."""
    organization, token = workspace.organization, tokens.new()
    invitation = workspace.save(
        Invitation(
            ids.invitation(),
            email,
            role,
            projects,
            tokens.hash(token),
            created_at=now,
            expires_at=now + LIFETIME,
            invited_by=invited_by,
        )
    )
    workspace.reserve(reserved_name(email))
    workspace.claim(SEAT.one_more(organization, now))
    deliver(workspace, ids, invitation, organization.id, token, now=now, at_its_end=at_its_end)
    return invitation


def deliver(
    workspace: Workspace,
    ids: Ids,
    invitation: Invitation,
    organization_id: OrganizationId,
    token: str,
    *,
    now: datetime,
    at_its_end: WorkKind,
) -> None:
    """Stage that a token can be found by its hash, is mailed, and what happens when it has run out."""
    subject = {"invitation_id": invitation.id}
    mail = {**subject, "token": token}
    workspace.enter(SaveInvitationAddress(InvitationAddress(invitation.token_hash, organization_id, invitation.id)))
    workspace.plan(
        Work(ids.work(), now, WorkKind.SEND_INVITATION, organization_id, mail),
        Work(ids.work(), invitation.expires_at, at_its_end, organization_id, subject),
    )
