"""Ending an invitation that nobody accepted."""

from dataclasses import dataclass
from typing import final

from application.audit.events import Events
from application.people.running_out import expire
from application.ports.agenda import Work
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from domain.errors import NotFound
from domain.ids import InvitationId


@final
@dataclass(frozen=True, slots=True)
class ExpireInvitation:
    """Frees the seat of an invitation whose seven days are over; not when it was sent again meanwhile."""

    workspaces: Workspaces
    clock: Clock
    events: Events

    def __call__(self, work: Work) -> None:
        invitation_id = InvitationId(work.subject["invitation_id"])
        try:
            expire(self.workspaces, self.clock, self.events, work.organization_id, invitation_id)
        except NotFound:
            return
