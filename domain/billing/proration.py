"""Proration: what a change of plan inside a billing cycle is charged and credited, by the second.

The rule is that of Stripe's flexible billing mode: what was debited for a plan is given back in proportion to the time
that is left of it, and the new plan is debited in proportion to what is left of the cycle; each line rounded half up,
away from zero for credits. Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare
"""

from datetime import datetime, timedelta

from domain.billing_cycle import BillingCycle
from domain.money import half_up


def whole_second(moment: datetime) -> datetime:
    """Return the second that a moment lies in: payment providers count no finer."""
    return moment.replace(microsecond=0)


def remaining_price(price_cents: int, cycle: BillingCycle, at: datetime) -> int:
    """Return the part of a month's price for what is left of `cycle` at `at`, to the second."""
    return half_up(price_cents * _seconds(at, cycle.end), cycle.seconds)


def unused_credit(debited_cents: int, starts_at: datetime, ends_at: datetime, at: datetime) -> int:
    """Return the part of what was debited for the time from `starts_at` to `ends_at` that is left at `at`."""
    return half_up(debited_cents * _seconds(at, ends_at), _seconds(starts_at, ends_at))


def _seconds(start: datetime, end: datetime) -> int:
    return (end - start) // timedelta(seconds=1)
