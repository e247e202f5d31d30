"""Correcting what was charged for months that began before the provider was told of a decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import final

from application.ports.payments import Adjustment, Payments
from domain.billing.flat_charges import flat_invoiced, flat_owed
from domain.billing.invoice import Invoice
from domain.billing.subscription import Subscription
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization


@final
@dataclass(frozen=True, slots=True)
class Correcting:
    """Puts the difference between what plans cost and what was invoiced for them onto an invoice.

    A draft is corrected, a final invoice credited at once. Asked again, it finds no difference any more.
    """

    payments: Payments

    def correct(
        self,
        organization: Organization,
        known: Subscription,
        live: Subscription | None,
        invoices: Sequence[Invoice],
        now: datetime,
    ) -> bool:
        """Correct the cycles that have begun since the subscription was `known`; tell whether any was wrong.

        What goes on has its present cycle corrected by the change of plan itself.
        """
        found = [
            (cycle, owed - flat_invoiced(invoices, known, cycle))
            for cycle in _cycles(known, live, now)
            if (owed := flat_owed(organization.plans, known, cycle)) is not None
        ]
        wrong = [(cycle, cents) for cycle, cents in found if cents]
        for cycle, cents in wrong:
            at = max(cycle.start, min(known.period_end, cycle.end)) if known.trial_ends_at else cycle.start
            adjustment = Adjustment(cents, f"Correction of the plan's price in {cycle.text}", at, at_once=True)
            key = f"price-{organization.id}-{organization.plans.revision}-{cycle.text}-{cents}"
            self.payments.adjust(known.id, adjustment, key)
        return bool(wrong)


def _cycles(known: Subscription, live: Subscription | None, now: datetime) -> Iterator[BillingCycle]:
    cycle = BillingCycle.of(known.period_end)
    while cycle.start <= now:
        if live is None or cycle != BillingCycle.of(now):
            yield cycle
        cycle = cycle.next
