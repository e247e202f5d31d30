"""The billing state of an organization: what its payments allow it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Self

from domain.billing.proration import whole_second
from domain.errors import Conflict, InvalidRequest

TRIAL: Final = timedelta(days=14)
"""How long a paid plan can be tried, once per organization."""

LONGEST_TRIAL: Final = timedelta(days=730)
"""How far ahead a trial's end may lie; payment providers take no later one."""

GRACE: Final = timedelta(days=14)
"""How long everything works after a payment has failed."""

TRIAL_WARNING: Final = timedelta(days=3)
"""How long before its end a trial's owners are reminded."""


@dataclass(frozen=True, slots=True)
class Unbilled:
    """Nothing is paid: the free plan, or one that the operator has granted."""


@dataclass(frozen=True, slots=True)
class Trialing:
    """A paid plan is tried: nothing is priced, and usage ends at the limits."""

    ends_at: datetime

    @classmethod
    def begun(cls, now: datetime) -> Self:
        """Return a trial from now on; it ends on a whole second."""
        return cls(whole_second(now) + TRIAL)

    def extended(self, until: date, now: datetime) -> Self:
        """Return the trial that ends with the first moment (UTC) of a later day: a trial never becomes shorter."""
        ends_at = datetime.combine(until, time(), UTC)
        if ends_at <= now:
            raise InvalidRequest.at("/until", f"{until} has begun already, UTC")
        if self.ends_at <= now:
            raise Conflict("its trial is over")
        if ends_at < self.ends_at:
            reason = f"its trial lasts until {self.ends_at:%Y-%m-%d %H:%M} UTC; it is extended, never made shorter"
            raise InvalidRequest.at("/until", reason)
        if ends_at > now + LONGEST_TRIAL:
            raise InvalidRequest.at("/until", f"a trial ends {LONGEST_TRIAL.days} days from now at the latest")
        return type(self)(ends_at)


@dataclass(frozen=True, slots=True)
class Paying:
    """There is a subscription, and nothing is owed."""


@dataclass(frozen=True, slots=True)
class PastDue:
    """A payment has failed. Everything works until the grace period is over."""

    since: datetime

    @property
    def restricted_at(self) -> datetime:
        """When the grace period is over."""
        return self.since + GRACE


@dataclass(frozen=True, slots=True)
class Restricted:
    """The grace period is over: reading works, usage and new things are refused until it is paid."""

    since: datetime
    """When the payment failed."""


BillingState = Unbilled | Trialing | Paying | PastDue | Restricted


def owing(since: datetime, now: datetime) -> PastDue | Restricted:
    """Return the state of an organization whose payment failed at `since`."""
    past_due = PastDue(since)
    return past_due if now < past_due.restricted_at else Restricted(since)
