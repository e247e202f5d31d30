"""An organization's account with its payment provider: what is known there, and what is being done about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Self

from domain.billing.subscription import CustomerId, Subscription
from domain.billing_cycle import BillingCycle
from domain.plans.plan import PlanId

PREVIEW_HOLDS: Final = timedelta(minutes=15)
"""So long a preview can be confirmed at the amount that it told."""

REVIEWS_KEPT: Final = 20
"""What awaits a person's look is kept up to this number; of older ones only the log knows."""


NEVER: Final = -1


@dataclass(frozen=True, slots=True)
class Operation:
    """A change that costs money at once, kept before the provider is asked: asked again, it is the same change."""

    id: str
    """What the provider knows repeats by (its idempotency key)."""
    plan: PlanId
    plan_version: int
    at: datetime
    """From when on the new plan is charged, in whole seconds."""
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """A preview that was given: confirmed in time, the change is charged as of the same moment."""

    plan: PlanId
    at: datetime

    def holds(self, plan: PlanId, now: datetime) -> bool:
        """Tell whether a change to `plan` may still be charged as it was previewed: in time, and in one cycle."""
        same_cycle = BillingCycle.of(self.at) == BillingCycle.of(now)
        return self.plan == plan and same_cycle and self.at <= now < self.at + PREVIEW_HOLDS


@dataclass(frozen=True, slots=True)
class Review:
    """Something that a person must look at, and why it could not be done."""

    at: datetime
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class BillingAccount:
    """What billing remembers of one organization; `version` grows by one with every saved change."""

    customer: CustomerId | None = None
    subscription: Subscription | None = None
    """The subscription as it was last seen."""
    trial_used: bool = False
    aligned: int = NEVER
    """The revision of the plan history that the provider was last brought in line with."""
    operation: Operation | None = None
    quote: Quote | None = None
    next_look: datetime | None = None
    """When the provider is to be looked at again, unless it tells of something before."""
    next_export: datetime | None = None
    """When usage is exported next; None: nothing is."""
    next_reconcile: datetime | None = None
    review: tuple[Review, ...] = ()
    version: int = 0

    @property
    def live(self) -> Subscription | None:
        """The subscription, if it could still cost money when it was last seen."""
        return self.subscription if self.subscription is not None and self.subscription.live else None

    def reviewed(self, *reviews: Review) -> Self:
        """Return the account with more that awaits a person's look, each subject once, the newest kept."""
        known = {review.subject: review for review in (*self.review, *reviews)}
        return replace(self, review=tuple(sorted(known.values(), key=_by_time)[-REVIEWS_KEPT:]))

    def settled(self, subjects: Iterable[str]) -> Self:
        """Return the account without the reviews of what has been done since."""
        done = frozenset(subjects)
        return replace(self, review=tuple(review for review in self.review if review.subject not in done))


def _by_time(review: Review) -> datetime:
    return review.at
