"""A subscription as its payment provider tells of it: facts, not decisions."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.billing_cycle import BillingCycle
from domain.plans.plan import PlanId

CustomerId = NewType("CustomerId", str)
"""The provider's name of an organization that pays, or may pay."""

SubscriptionId = NewType("SubscriptionId", str)


class SubscriptionStatus(StrEnum):
    """What has been paid."""

    TRIALING = "trialing"
    """Nothing is due before the trial ends."""
    ACTIVE = "active"
    """All that was due is paid, or not yet tried to be."""
    PAST_DUE = "past_due"
    """A payment failed, and may be tried again."""
    INCOMPLETE = "incomplete"
    """The first payment has not succeeded: it never began."""
    ENDED = "ended"
    """For good: another subscription must be begun."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One subscription, as it stands at the provider."""

    id: SubscriptionId
    plan: PlanId
    plan_version: int
    status: SubscriptionStatus
    started_at: datetime
    period_end: datetime
    """When the next payment is due: the end of the trial, or of the billing cycle."""
    trial_ends_at: datetime | None = None
    next_plan: PlanId | None = None
    """The plan that is scheduled to follow at the end of the period."""
    ends_at: datetime | None = None
    """When it is scheduled to end."""
    unpaid_since: datetime | None = None
    """When the oldest payment that is still owed was first tried."""
    quantity: int = 1
    """How often the plan is charged; another number than 1 was set by hand at the provider."""
    half_scheduled: bool = False
    """Whether a change was begun to be scheduled, and not finished."""
    foreign_meters: bool = False
    """Whether it lists what usage costs on other plans, as each did before."""
    replaces: SubscriptionId | None = field(default=None, compare=False)
    """The one that it was begun in the place of: that one is to end."""
    anchor: datetime | None = field(default=None, compare=False)
    """A moment at which one of its months begins; None: with the calendar's. Seen at the provider, and not kept."""

    @property
    def live(self) -> bool:
        """Whether it can still cost money."""
        return self.status not in {SubscriptionStatus.ENDED, SubscriptionStatus.INCOMPLETE}

    @property
    def trialing(self) -> bool:
        """Whether it is in a trial."""
        return self.status is SubscriptionStatus.TRIALING

    @property
    def off_calendar(self) -> bool:
        """Whether its months begin on another day than the first: somebody moved the end of a trial by hand."""
        return self.anchor is not None and self.anchor != BillingCycle.of(self.anchor).start
