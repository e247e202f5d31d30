"""Invitations that have run out: each one's seat and address are freed in a commit of its own."""

from application.actor import system
from application.audit.events import Events
from application.organizations.freeing import Freeing
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.ids import InvitationId, OrganizationId
from domain.people.invitation import InvitationStatus
from domain.people.seats import SEAT, reserved_name


def expire(
    workspaces: Workspaces,
    clock: Clock,
    events: Events,
    organization_id: OrganizationId,
    invitation_id: InvitationId,
) -> None:
    """Free the seat of an invitation if it is pending and has run out; otherwise change nothing."""
    settled(lambda: _expire(workspaces, clock, events, organization_id, invitation_id))


def release_run_out(workspaces: Workspaces, clock: Clock, events: Events, organization_id: OrganizationId) -> int:
    """Free the seats of the oldest invitations that have run out, and return how many there were."""
    with workspaces.open(system(organization_id, "invitations")) as workspace:
        over = workspace.invitations.run_out(clock.now())
    for invitation in over:
        expire(workspaces, clock, events, organization_id, invitation.id)
    return len(over)


def _expire(
    workspaces: Workspaces,
    clock: Clock,
    events: Events,
    organization_id: OrganizationId,
    invitation_id: InvitationId,
) -> None:
    actor = system(organization_id, "invitations")
    with workspaces.open(actor) as workspace:
        invitation = workspace.invitations.get(invitation_id)
        if invitation.status is not InvitationStatus.PENDING or not invitation.has_run_out(clock.now()):
            return
        expired = workspace.save(invitation.expire())
        Freeing(events).claim(workspace, actor, SEAT.one_less(workspace.organization))
        workspace.release(reserved_name(invitation.email))
        workspace.record(events.changed(actor, "invitation.expired", invitation.id, invitation, expired))
        workspace.commit(expired)
