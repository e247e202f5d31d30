"""What a plan allows by the piece: seats and projects, counted alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.limits.claim import Claim, Limit
from domain.limits.refusals import PlanLimitExceeded
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.limits import holds, smallest
from domain.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of piece. The plan in force limits it, and any smaller plan that waits."""

    limit: Limit
    meter: str
    """What refusals call it."""
    allowed: Callable[[Plan], int | None]

    def one_less(self, organization: Organization) -> Claim:
        """Return the claim that gives one back, which holds only under the plan that was read."""
        return Claim(self.limit, -1, stretch=organization.plans.revision)

    def one_more(self, organization: Organization, now: datetime) -> Claim:
        """Return the claim on one more, which holds only under the plan that was read."""
        return Claim(self.limit, 1, ceiling=self._maximum(organization, now), stretch=organization.plans.revision)

    def all_taken(
        self, organization: Organization, catalogue: Catalogue, used: int, now: datetime
    ) -> PlanLimitExceeded:
        """Return the refusal of one more, with the cheapest plan that has it."""
        binding = min(organization.plans.binding(now), key=self._size)
        upgrade = catalogue.upgrade_from(binding, lambda plan: holds(self.allowed(plan), used + 1))
        return PlanLimitExceeded(self.meter, self._maximum(organization, now) or 0, used, 1, None, upgrade)

    def _maximum(self, organization: Organization, now: datetime) -> int | None:
        return smallest(self.allowed(plan) for plan in organization.plans.binding(now))

    def _size(self, plan: Plan) -> float:
        allowed = self.allowed(plan)
        return float("inf") if allowed is None else allowed
