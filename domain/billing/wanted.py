"""What an organization's decisions ask of its subscription."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.billing.state import Trialing, Unbilled
from domain.billing.subscription import Subscription
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization
from domain.organizations.standing import Closing
from domain.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """The subscription as it should stand at the provider."""

    plan: Plan
    since: datetime
    """From when on this plan is to be charged."""
    trial_ends_at: datetime | None = None
    next_plan: Plan | None = None
    """The plan that follows at the end of the cycle."""
    ends_at: datetime | None = None


def wanted(organization: Organization, now: datetime) -> Wanted | None:
    """Return what the plan history asks for; None: no subscription.

    A smaller plan that waits is what is charged once the trial is over, so in a trial it is subscribed to at once. A
    subscription that is left, or whose organization is closing, ends with what is paid: the trial or the cycle.
    """
    plans, billing = organization.plans, organization.billing
    if isinstance(billing, Unbilled):
        return None
    plan, pending = plans.in_force(now).on_trial(tried=False), plans.pending(now)
    ends_at = leaves_at(organization, now)
    if not plan.paid or (ends_at is not None and ends_at <= now):
        return None
    since = plans.since(now)
    trial = billing.ends_at if isinstance(billing, Trialing) else None
    if ends_at is not None:
        return Wanted(plan, since, trial, ends_at=ends_at)
    if pending is None:
        return Wanted(plan, since, trial)
    following = pending.plan.on_trial(tried=False)
    return Wanted(plan, since, next_plan=following) if trial is None else Wanted(following, since, trial)


def with_trial_of(want: Wanted, known: Subscription | None, live: Subscription | None) -> Wanted:
    """Return what is wanted where the end of a trial was moved by hand at the provider: it ends then here, too.

    An end that was moved here as well, or with which the plan is left, stays as it is here.
    """
    if live is None or known is None or not live.trialing or want.ends_at is not None:
        return want
    here = want.trial_ends_at in {None, known.trial_ends_at}
    return replace(want, trial_ends_at=live.trial_ends_at) if here else want


def leaves_at(organization: Organization, now: datetime) -> datetime | None:
    """Return the end of a trial or cycle with which the paid plan ends, or has ended; None: it goes on.

    What was decided before such a boundary is meant as of the boundary, whenever the provider is told.
    """
    plans, billing, pending = organization.plans, organization.billing, organization.plans.pending(now)
    trial = billing.ends_at if isinstance(billing, Trialing) else None
    if isinstance(organization.standing, Closing):
        return trial or BillingCycle.of(organization.standing.since).end
    if pending is not None and not pending.plan.paid:
        return trial or pending.at
    since = plans.since(now)
    return since if not plans.in_force(now).paid and since == BillingCycle.of(since).start else None


def has_left_trial(organization: Organization, now: datetime) -> bool:
    """Tell whether an organization is on a plan that costs nothing before the trial that it has left is over."""
    return isinstance(organization.billing, Trialing) and not organization.plan(now).paid
