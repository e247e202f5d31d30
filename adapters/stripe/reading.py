"""Stripe's objects, read as ours. Its enumerations are open: what is new means the least that it could."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

import stripe

from adapters.stripe.items import flat_item, foreign_meters
from domain.billing.charges import ExportMeter
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus, Preview
from domain.billing.subscription import Subscription, SubscriptionId, SubscriptionStatus
from domain.billing.wording import usage_words
from domain.plans.plan import PlanId

STATUSES: Final[Mapping[str, SubscriptionStatus]] = {
    "trialing": SubscriptionStatus.TRIALING,
    "active": SubscriptionStatus.ACTIVE,
    "past_due": SubscriptionStatus.PAST_DUE,
    "unpaid": SubscriptionStatus.PAST_DUE,
    "canceled": SubscriptionStatus.ENDED,
    "incomplete_expired": SubscriptionStatus.ENDED,
}
"""All others (`incomplete`, `paused`, and what Stripe may add) give nothing that is paid for."""


def status_of(subscription: stripe.Subscription) -> SubscriptionStatus:
    return STATUSES.get(subscription.status, SubscriptionStatus.INCOMPLETE)


def read_subscription(
    subscription: stripe.Subscription,
    schedule: stripe.SubscriptionSchedule | None,
    open_invoices: Iterable[stripe.Invoice],
    now: datetime,
) -> Subscription:
    """Return a subscription with its schedule; `open_invoices` are those of its customer.

    Stripe looks at the newest invoice alone: it calls one active that still owes an older one.
    """
    plan, version = plan_of(subscription)
    status = status_of(subscription)
    unpaid_since = min(_tried(subscription, open_invoices, now), default=None)
    if status is SubscriptionStatus.ACTIVE and unpaid_since is not None:
        status = SubscriptionStatus.PAST_DUE
    return Subscription(
        id=SubscriptionId(subscription.id),
        plan=PlanId(plan),
        plan_version=version,
        status=status,
        started_at=moment(subscription.start_date),
        period_end=moment(flat_item(subscription).current_period_end),
        trial_ends_at=_maybe(subscription.trial_end),
        next_plan=_next_plan(schedule),
        ends_at=_maybe(subscription.cancel_at),
        unpaid_since=unpaid_since,
        quantity=flat_item(subscription).quantity or 0,
        half_scheduled=schedule is not None and len(schedule.phases) == 1,
        foreign_meters=bool(foreign_meters(subscription, plan, version)),
        replaces=_replaced(subscription),
        anchor=moment(subscription.billing_cycle_anchor),
    )


def read_invoice(
    invoice: stripe.Invoice, lines: Iterable[stripe.InvoiceLineItem], meters: Mapping[str, ExportMeter]
) -> Invoice:
    """Return an invoice with its lines; `meters` are the export meters by their prices."""
    return Invoice(
        id=InvoiceId(invoice.id),
        number=invoice.number,
        status=_invoice_status(invoice.status),
        created_at=moment(invoice.created),
        lines=_read_lines(lines, meters),
        total_cents=invoice.total,
        due_cents=invoice.amount_due,
        paid_cents=invoice.amount_paid,
        url=invoice.hosted_invoice_url,
    )


def read_preview(
    invoice: stripe.Invoice, lines: Iterable[stripe.InvoiceLineItem], meters: Mapping[str, ExportMeter]
) -> Preview:
    """Return what a preview of an invoice tells."""
    return Preview(_read_lines(lines, meters), invoice.amount_due)


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def name_of(reference: str | stripe.Customer | stripe.Subscription | stripe.Price | stripe.PaymentMethod) -> str:
    """Return the identifier of what is named, or stands in its full form in its place."""
    return reference if isinstance(reference, str) else reference.id


def subscription_of(invoice: stripe.Invoice) -> str | None:
    """Return the subscription that an invoice is of."""
    details = None if invoice.parent is None else invoice.parent.subscription_details
    return None if details is None else name_of(details.subscription)


def item_subscription(item: stripe.InvoiceItem) -> str | None:
    """Return the subscription that an invoice item is of."""
    details = None if item.parent is None else item.parent.subscription_details
    return None if details is None else name_of(details.subscription)


def phase_plan(phase: stripe.SubscriptionSchedule.Phase) -> str | None:
    """Return the plan of a phase, as we noted it there."""
    noted = phase.metadata
    return noted["plan"] if noted is not None and "plan" in noted else None


def coming_phase(schedule: stripe.SubscriptionSchedule) -> stripe.SubscriptionSchedule.Phase | None:
    """Return the phase after the one that is under way."""
    current = schedule.current_phase
    begun = schedule.phases[0].start_date if current is None else current.start_date
    return next((phase for phase in schedule.phases if phase.start_date > begun), None)


def ours(subscription: stripe.Subscription) -> bool:
    """Tell whether a subscription is to one of our plans; people may sell other things to the same customer."""
    noted = [subscription.metadata, *(item.price.metadata for item in subscription.items.data)]
    return any("plan" in known and "version" in known for known in noted)


def operation_of(noted: stripe.Subscription | stripe.SubscriptionSchedule) -> str | None:
    """Return the key of the change that last made it what it is."""
    known = noted.metadata
    return known["operation"] if known is not None and "operation" in known else None


def _replaced(subscription: stripe.Subscription) -> SubscriptionId | None:
    noted = subscription.metadata
    return SubscriptionId(noted["replaces"]) if "replaces" in noted else None


def plan_of(subscription: stripe.Subscription) -> tuple[str, int]:
    """Return plan and version: of the monthly price where we made it, else as noted with the contract."""
    item = flat_item(subscription)
    for noted in (item.price.metadata, item.metadata, subscription.metadata):
        if "plan" in noted and "version" in noted:
            return noted["plan"], int(noted["version"])
    raise LookupError(f"the subscription {subscription.id} is to no plan of ours")


def _next_plan(schedule: stripe.SubscriptionSchedule | None) -> PlanId | None:
    coming = None if schedule is None else coming_phase(schedule)
    plan = None if coming is None else phase_plan(coming)
    return None if plan is None else PlanId(plan)


def _tried(
    subscription: stripe.Subscription, open_invoices: Iterable[stripe.Invoice], now: datetime
) -> Iterator[datetime]:
    """Return when the payments that are owed were first tried; one that is sent is tried when it falls due."""
    for invoice in open_invoices:
        if subscription_of(invoice) != subscription.id:
            continue
        if invoice.collection_method == "send_invoice":
            if invoice.due_date is not None and moment(invoice.due_date) <= now:
                yield moment(invoice.due_date)
        elif invoice.attempt_count and invoice.status_transitions.finalized_at is not None:
            yield moment(invoice.status_transitions.finalized_at)


def _invoice_status(status: str | None) -> InvoiceStatus:
    return InvoiceStatus(status) if status in set(InvoiceStatus) else InvoiceStatus.OPEN


def _read_lines(lines: Iterable[stripe.InvoiceLineItem], meters: Mapping[str, ExportMeter]) -> tuple[InvoiceLine, ...]:
    """Return the lines, without those of meters that nothing was used of."""
    read = (_read_line(line, meters) for line in lines)
    return tuple(line for line in read if line.amount_cents or not (line.meter or line.quantity == 0))


def _read_line(line: stripe.InvoiceLineItem, meters: Mapping[str, ExportMeter]) -> InvoiceLine:
    """Return a line. Stripe words usage as quantity, product and unit price: we say it as everywhere."""
    details = None if line.pricing is None else line.pricing.price_details
    meter = None if details is None else meters.get(name_of(details.price))
    return InvoiceLine(
        description=line.description or "" if meter is None else usage_words(meter),
        amount_cents=line.amount,
        starts_at=moment(line.period.start),
        ends_at=moment(line.period.end),
        quantity=line.quantity if "quantity" in line and line.quantity is not None else 1,
        meter=_meter_name(line, meter),
    )


def _meter_name(line: stripe.InvoiceLineItem, priced: ExportMeter | None) -> str | None:
    """Return the meter of a line: the one that we noted, or the one that its price is of."""
    if "meter" in line.metadata:
        return str(line.metadata["meter"])
    return None if priced is None else priced.name


def _maybe(at: int | None) -> datetime | None:
    return None if at is None else moment(at)
