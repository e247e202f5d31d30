"""Owners: there is always at least one, counted like any other limit."""

from domain.errors import Conflict
from domain.limits.claim import OWNERS, Claim
from domain.people.user import User


def claims_on_ownership(before: int, after: int) -> tuple[Claim, ...]:
    """Return the claim, if any, of a change after which `after` of the users concerned own it instead of `before`.

    Fewer owners are granted only where one is left who is not concerned, or stays one.
    """
    if after > before:
        return (Claim(OWNERS, after - before),)
    if after < before:
        return (Claim(OWNERS, after - before, floor=before - after + 1),)
    return ()


def owning(*users: User) -> int:
    """Return how many of these users count as owners."""
    return sum(user.owns for user in users)


def last_owner() -> Conflict:
    """Return the refusal of what would leave an organization without an owner."""
    return Conflict("an organization needs at least one owner")
