"""What a subscription's beginning, change, months and end come to: the lines and the debit of its price."""

from dataclasses import dataclass
from datetime import datetime

from adapters.simulated.books import Agreement, Customer, Debit
from adapters.simulated.months import month_later
from adapters.simulated.till import due
from application.ports.payments import Order, ProviderRefused
from domain.billing.invoice import InvoiceLine, Preview
from domain.billing.proration import remaining_price, unused_credit
from domain.billing.wording import plan_words
from domain.billing_cycle import BillingCycle
from domain.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of plan comes to: its lines, and what of them is the new plan's debit."""

    lines: tuple[InvoiceLine, ...] = ()
    debit: Debit | None = None


def begun(order: Order, now: datetime) -> Change:
    """Return what the beginning of a subscription comes to."""
    if order.trial_ends_at is not None:
        if order.trial_ends_at <= now:
            raise ProviderRefused("the trial would be over already")
        return Change()
    cycle = BillingCycle.of(order.at)
    if cycle != BillingCycle.of(now):
        raise ProviderRefused(f"the beginning, {order.at.isoformat()}, does not lie in this month")
    return _debited(order.plan, cycle, order.at)


def changed(agreement: Agreement, order: Order) -> Change:
    """Return what a change of plan comes to: what is left of the old one's debit, and the new one's rest."""
    if agreement.debit is None:
        return Change()
    if _costs_the_same(agreement.plan, order.plan):
        return Change((), agreement.debit)
    cycle = BillingCycle.of(order.at)
    if cycle.end != agreement.period_end:
        raise ProviderRefused(f"the change, {order.at.isoformat()}, does not lie in the period that is paid")
    at = max(order.at, agreement.debit.starts_at)
    change = _debited(order.plan, cycle, at)
    return Change((*credit(agreement, at), *change.lines), change.debit)


def preview(customer: Customer, agreement: Agreement, order: Order) -> Preview:
    """Return what an upgrade would be invoiced."""
    if agreement.trialing:
        return Preview()
    lines = (*agreement.waiting, *changed(agreement, order).lines)
    return Preview(lines, due(customer, lines))


def _costs_the_same(former: Plan, plan: Plan) -> bool:
    """Tell whether it is one plan at one price: then nothing is credited and debited again."""
    return (former.id, former.version, former.price_cents) == (plan.id, plan.version, plan.price_cents)


def enter_period(agreement: Agreement, at: datetime) -> tuple[InvoiceLine, ...]:
    """Let the month, or its rest, begin that follows a trial or a month; return the lines of its price."""
    cycle = BillingCycle.of(at)
    end = cycle.end if agreement.anchor is None else month_later(agreement.anchor, cycle.next)
    change = _debited(agreement.plan, cycle, at) if agreement.anchor is None else _whole(agreement.plan, at, end)
    agreement.debit, agreement.period_end = change.debit, end
    agreement.usage_from = agreement.metered_from = at
    return change.lines


def _whole(plan: Plan, at: datetime, end: datetime) -> Change:
    """Return the price of a month that is none of the calendar's."""
    cents = plan.price_cents or 0
    return Change((InvoiceLine(plan_words(plan), cents, at, end),), Debit(cents, at, end))


def _debited(plan: Plan, cycle: BillingCycle, at: datetime) -> Change:
    cents = remaining_price(plan.price_cents or 0, cycle, at)
    part = "" if at == cycle.start else ", rest of the month"
    line = InvoiceLine(f"{plan_words(plan)}{part}", cents, at, cycle.end)
    return Change((line,) if cents else (), Debit(cents, at, cycle.end))


def credit(agreement: Agreement, at: datetime) -> tuple[InvoiceLine, ...]:
    """Return the line for what is left of the debit; none where nothing is."""
    debit = agreement.debit
    if debit is None:
        return ()
    cents = unused_credit(debit.cents, debit.starts_at, debit.ends_at, at)
    return (InvoiceLine(f"{plan_words(agreement.plan)}, unused time", -cents, at, debit.ends_at),) if cents else ()
