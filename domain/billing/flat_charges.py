"""What the prices of plans come to in a cycle, before usage: what the plan history owes, and what was invoiced."""

from collections.abc import Iterable

from domain.billing.invoice import Invoice, InvoiceStatus
from domain.billing.proration import remaining_price
from domain.billing.subscription import Subscription
from domain.billing_cycle import BillingCycle
from domain.plans.history import PlanHistory


def flat_owed(plans: PlanHistory, subscription: Subscription, cycle: BillingCycle) -> int | None:
    """Return the cents that plans cost in a cycle of a subscription; after a trial, the rest of its last cycle.

    None: the subscription began, or the plan was changed, inside the cycle, as of a moment that only the provider knows
    to the second.
    """
    trial_ends_at = subscription.trial_ends_at
    if trial_ends_at is not None and cycle.start < trial_ends_at:
        following = plans.in_force(cycle.end).price_cents or 0
        return remaining_price(following, cycle, trial_ends_at) if trial_ends_at < cycle.end else 0
    inside = any(cycle.start < change.at < cycle.end for change in plans.changes)
    if inside or subscription.started_at > cycle.start:
        return None
    return plans.in_force(cycle.start).price_cents or 0


def flat_invoiced(invoices: Iterable[Invoice], subscription: Subscription, cycle: BillingCycle) -> int:
    """Return the cents that invoices, also drafts, have of a cycle beside usage; of a trial's cycle, since its end."""
    trial_ends_at = subscription.trial_ends_at
    start = cycle.start if trial_ends_at is None else max(cycle.start, min(trial_ends_at, cycle.end))
    return sum(
        line.amount_cents
        for invoice in invoices
        if invoice.status is not InvoiceStatus.VOID
        for line in invoice.lines
        if line.meter is None and start <= line.starts_at < cycle.end
    )
