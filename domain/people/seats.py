"""Seats: users and pending invitations, counted alike, and never more than the plan has."""

from datetime import datetime

from domain.limits.claim import SEATS, Claim
from domain.limits.refusals import PlanLimitExceeded
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.limits import holds, smallest
from domain.plans.plan import Plan

FREED_SEAT = Claim(SEATS, -1)


def reserved_name(email: EmailAddress) -> str:
    """Return the name under which an address is invited, or a user, once in its organization."""
    return f"email/{email}"


def one_more_seat(organization: Organization, now: datetime) -> Claim:
    """Return the claim on a seat, within the plan in force and any smaller one that waits."""
    return Claim(SEATS, 1, ceiling=_seats(organization, now), stretch=organization.plans.revision)


def every_seat_is_taken(
    organization: Organization, catalogue: Catalogue, used: int, now: datetime
) -> PlanLimitExceeded:
    """Return the refusal of one more seat, with the cheapest plan that has it."""
    binding = min(organization.plans.binding(now), key=_users)
    upgrade = catalogue.upgrade_from(binding, lambda plan: holds(plan.users, used + 1))
    return PlanLimitExceeded("users", _seats(organization, now) or 0, used, 1, None, upgrade)


def _seats(organization: Organization, now: datetime) -> int | None:
    return smallest(plan.users for plan in organization.plans.binding(now))


def _users(plan: Plan) -> float:
    return float("inf") if plan.users is None else plan.users
