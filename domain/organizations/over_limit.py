"""What an organization has beyond its plan: since when, what that is, and what makes it fit again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from domain.limits.claim import PROJECTS, SEATS, Claim, Limit
from domain.organizations.excess import Excess
from domain.organizations.organization import Organization
from domain.plans.limits import smallest
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from domain.usage.allowance import STORAGE_TOTAL

LEVELS: Final = (SEATS, PROJECTS, STORAGE_TOTAL)
"""The totals that last beyond a billing cycle, and so can be over a limit for good."""

Levels = Mapping[Limit, int]


class Freed(NamedTuple):
    """The claims of a change that frees something under a restriction, and whether everything fits after it."""

    claims: tuple[Claim, ...]
    fits: bool


def over_limit(organization: Organization, plan: Plan, levels: Levels) -> tuple[Limit, ...]:
    """Return the totals that are more than `plan` allows.

    Storage that is paid for as overage is within the plan.
    """
    return tuple(limit for limit, most in _maxima(organization, plan).items() if levels[limit] > most)


def excess_after_move(before: Organization, after: Organization, levels: Levels, now: datetime) -> Excess | None:
    """Return the excess of an organization that has moved from one plan to another.

    One that goes on keeps its beginning; what waits for the end of the cycle begins then. One whose thirty days are
    over and that restricts nothing was found to fit: what does not fit now is another one.
    """
    if over_limit(after, after.plan(now), levels):
        known = before.excess
        lasts = known is not None and known.counts(now) and over_limit(before, before.plan(now), levels)
        return known if lasts else Excess(now)
    waiting = after.plans.pending(now)
    return Excess(waiting.at) if waiting is not None and over_limit(after, waiting.plan, levels) else None


def freed(organization: Organization, claims: Iterable[Claim], levels: Levels, now: datetime) -> Freed:
    """Return the claims of a change under a restriction, which hold only while what they say about it does.

    Either everything fits after it, or one total is known to be too much still: of several changes at the same
    moment exactly the last one finds that everything fits.
    """
    claims = tuple(claims)
    amounts = {claim.limit: claim.amount for claim in claims}
    maxima = _maxima(organization, organization.plan(now))
    over = [limit for limit, most in maxima.items() if levels[limit] + amounts.get(limit, 0) > most]
    revision = organization.plans.revision
    if over:
        limit, amount = over[0], amounts.get(over[0], 0)
        conditions = [Claim(limit, amount, floor=maxima[limit] + 1 - amount, stretch=revision)]
    else:
        conditions = [
            Claim(limit, amounts.get(limit, 0), ceiling=most, stretch=revision) for limit, most in maxima.items()
        ]
    return Freed(_joined(claims, conditions), not over)


def _maxima(organization: Organization, plan: Plan) -> dict[Limit, int]:
    """Return how much a plan allows of each total that it limits."""
    pays_overage = organization.settings.overage.enabled and plan.priced
    allowed = {
        SEATS: plan.users,
        PROJECTS: plan.projects,
        STORAGE_TOTAL: None if pays_overage else plan.included[Meter.STORAGE],
    }
    return {limit: most for limit, most in allowed.items() if most is not None}


def _joined(claims: Iterable[Claim], conditions: Iterable[Claim]) -> tuple[Claim, ...]:
    joined = {claim.limit: claim for claim in claims}
    for condition in conditions:
        claim = joined.get(condition.limit, condition)
        joined[condition.limit] = _bounded(claim, condition)
    return tuple(joined.values())


def _bounded(claim: Claim, condition: Claim) -> Claim:
    ceiling = smallest((claim.ceiling, condition.ceiling))
    return claim._replace(floor=max(claim.floor, condition.floor), ceiling=ceiling, stretch=condition.stretch)
