"""What the provider's facts make of an organization: its billing state, its plan, and when to look again.

Everything follows from how things stand at the provider now, never from which news came first: late, repeated and
reordered notices all end in the same state.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.billing.account import BillingAccount
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled, owing
from domain.billing.subscription import Subscription, SubscriptionStatus
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization
from domain.organizations.standing import Closing
from domain.plans.plan import PlanId

IN_DOUBT: Final = timedelta(seconds=90)
"""So long after it was begun a change may still arrive at the provider, unanswered: no request lives longer."""

PAYMENT_DELAY: Final = timedelta(hours=72, minutes=10)
"""After a cycle's, or a trial's, end: its invoice is final 72 hours later at the latest, and is charged then."""

MARGIN: Final = timedelta(minutes=1)
"""Things are looked at when they have happened for sure."""

WHILE_OWING: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Adopt:
    """The plan that is subscribed to takes effect now."""

    plan: PlanId
    version: int
    tried: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """The subscription has ended: what costs nothing takes effect now."""


@dataclass(frozen=True, slots=True)
class EndLater:
    """Somebody has ended the subscription at the provider, as of the end of the cycle."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody has taken that back there."""


Move = Adopt | Leave | EndLater | Stay


def state_of(subscription: Subscription, now: datetime, before: BillingState) -> BillingState:
    """Return the billing state under a live subscription.

    One that is called past due, and has no invoice that is owed, counts from the first look at it, which is kept in
    the state `before`.
    """
    match subscription.status:
        case SubscriptionStatus.TRIALING:
            return Trialing(subscription.trial_ends_at or subscription.period_end)
        case SubscriptionStatus.PAST_DUE:
            known = before.since if isinstance(before, PastDue | Restricted) else now
            return owing(subscription.unpaid_since or known, now)
        case _:
            return Paying()


def move_after(
    organization: Organization, account: BillingAccount, subscription: Subscription | None, now: datetime
) -> Move | None:
    """Return how the plan must move, once the provider knows all that was decided here; None: not at all."""
    plan, pending = organization.plan(now), organization.plans.pending(now)
    if subscription is None:
        settled = isinstance(organization.billing, Unbilled) or not plan.paid
        return None if settled else Leave()
    tried = subscription.status is SubscriptionStatus.TRIALING
    adopted = Adopt(subscription.plan, subscription.plan_version, tried)
    same = (plan.id, plan.version) == (subscription.plan, subscription.plan_version)
    if isinstance(organization.billing, Unbilled):
        return None if same and plan.trial is tried else adopted
    if is_done(account, subscription) and not same:
        return adopted
    if plan.trial and not tried:
        return adopted
    ends = pending is not None and not pending.plan.paid
    if subscription.ends_at is not None and not ends:
        return EndLater()
    return Stay() if ends and subscription.ends_at is None else None


def must_end(organization: Organization, subscription: Subscription | None) -> bool:
    """Tell whether a subscription would outlive an organization that is closing: then it must be told to end."""
    closing = isinstance(organization.standing, Closing)
    return closing and subscription is not None and subscription.ends_at is None


def is_done(account: BillingAccount, subscription: Subscription | None) -> bool:
    """Tell whether the change that is under way has arrived at the provider."""
    wanted = account.operation
    if wanted is None or subscription is None or not subscription.live:
        return False
    return (subscription.plan, subscription.plan_version) == (wanted.plan, wanted.plan_version)


def is_in_doubt(account: BillingAccount, now: datetime) -> bool:
    """Tell whether a change is under way of which nobody can say yet whether it will arrive."""
    return account.operation is not None and now < account.operation.begun_at + IN_DOUBT


def next_look(account: BillingAccount, billing: BillingState, now: datetime) -> datetime | None:
    """Return when the provider should be looked at again if it tells of nothing before; None: never."""
    cycle = BillingCycle.of(now)
    moments: list[datetime] = []
    if account.operation is not None:
        moments.append(account.operation.begun_at + IN_DOUBT)
    match billing:
        case Unbilled():
            moments += [] if account.subscription is None else [cycle.start + PAYMENT_DELAY]
        case Trialing(ends_at=ends_at):
            moments += [ends_at, cycle.end]
        case Paying():
            known = account.subscription
            tried = None if known is None else known.trial_ends_at
            moments += [] if tried is None else [tried + PAYMENT_DELAY]
            moments += [cycle.start + PAYMENT_DELAY, cycle.end, cycle.end + PAYMENT_DELAY]
        case PastDue():
            moments += [billing.restricted_at, now + WHILE_OWING]
        case Restricted():
            moments.append(now + WHILE_OWING)
    ahead = [moment + MARGIN for moment in moments if moment + MARGIN > now]
    return min(ahead, default=None if isinstance(billing, Unbilled) else now + MARGIN)
