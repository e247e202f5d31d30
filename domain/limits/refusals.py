"""What a customer is told when a plan's limit is reached."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from domain.errors import Refusal
from domain.plans.plan import PlanId


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The cheapest plan that would fit, and its price a month in cents (None: by contract)."""

    plan: PlanId
    price_cents: int | None


@dataclass(eq=False)
class PlanLimitExceeded(Refusal):
    """The organization's plan does not allow that much.

    `meter` is `users`, `projects`, a usage meter or `spend` (in cents). `upgrade` is None when no plan that
    can be chosen would fit. `resets_at` is None for what does not reset with the cycle.
    """

    code: ClassVar[str] = "plan-limit-exceeded"
    meter: str
    maximum: int | Decimal
    used: int | Decimal
    requested: int | Decimal
    resets_at: datetime | None
    upgrade: Upgrade | None

    @property
    def remaining(self) -> int | Decimal:
        """What could still be used; never negative."""
        return max(0, self.maximum - self.used)

    @property
    def detail(self) -> str:
        return f"The plan's limit of {self.maximum} for {self.meter} does not allow {self.requested} more."


@dataclass(eq=False)
class FeatureNotInPlan(Refusal):
    """The organization's plan does not include that at all. `upgrade` is the cheapest larger plan that does."""

    code: ClassVar[str] = "feature-not-in-plan"
    feature: str
    upgrade: Upgrade | None

    @property
    def detail(self) -> str:
        return f"The plan does not include {self.feature}."
