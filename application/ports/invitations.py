"""The invitations of one organization."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from application.unit_of_work import Page
from domain.ids import InvitationId
from domain.people.invitation import Invitation


class Invitations(Protocol):
    """The invitations of the organization."""

    def get(self, invitation_id: InvitationId) -> Invitation: ...

    def page(self, after: str | None, limit: int, where: Callable[[Invitation], bool]) -> Page[Invitation]:
        """Return those that are pending, oldest first."""
        ...

    def run_out(self, now: datetime) -> tuple[Invitation, ...]:
        """Return pending invitations whose seven days are over: at most 20, among the oldest first."""
        ...
