"""Seats: users and pending invitations, counted alike, and never more than the plan has."""

from typing import Final

from domain.limits.claim import SEATS
from domain.organizations.counted import Counted
from domain.organizations.names import EmailAddress

SEAT: Final = Counted(SEATS, "users", lambda plan: plan.users)


def reserved_name(email: EmailAddress) -> str:
    """Return the name under which an address is invited, or a user, once in its organization."""
    return f"email/{email}"
