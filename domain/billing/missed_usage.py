"""Usage that has missed the invoice of its cycle: what it costs, less what invoices have of it."""

from collections.abc import Iterable, Mapping

from domain.billing.charges import Charge
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice, InvoiceStatus
from domain.billing_cycle import BillingCycle
from domain.plans.plan import Plan


def missed(book: ExportBook, charges: Iterable[Charge], invoices: Iterable[Invoice]) -> Mapping[str, int]:
    """Return the cents by export meter that are on no invoice, and were not carried over; below zero too much is.

    An invoice that was made void is the decision of a person: what it had is not invoiced again.
    """
    known = tuple(invoices)
    found = {
        charge.meter.name: charge.cost_cents
        - metered_cents(known, charge.meter.name, book.cycle)
        - book.carried.get(charge.meter.name, 0)
        for charge in charges
    }
    return {meter: cents for meter, cents in found.items() if cents}


def metered_cents(invoices: Iterable[Invoice], meter: str, cycle: BillingCycle) -> int:
    """Return what invoices have of a cycle as the provider counted it: lines of adjustments last no time."""
    return sum(
        line.amount_cents
        for invoice in invoices
        for line in invoice.lines
        if line.meter == meter and cycle.start <= line.starts_at < cycle.end and line.starts_at < line.ends_at
    )


def left_to_us(charges: Iterable[Charge], last: Plan, invoices: Iterable[Invoice], cycle: BillingCycle) -> set[str]:
    """Return the export meters that the provider does not put onto the draft of a cycle; `last` is its last plan.

    A subscription has the meters of one plan, and is invoiced at the end of a cycle for those that it has then. What
    the draft has of others is the provider's too: subscriptions once had the meters of all plans.
    """
    names = {charge.meter.name for charge in charges if not charge.meter.is_of(last)}
    drafts = (invoice for invoice in invoices if is_draft(invoice, cycle))
    counted = {line.meter for draft in drafts for line in draft.lines if line.meter and line.starts_at < line.ends_at}
    return names - counted


def has_draft(invoices: Iterable[Invoice], cycle: BillingCycle) -> bool:
    """Tell whether the invoice of a cycle still takes its usage: it is made when the cycle ends."""
    return any(is_draft(invoice, cycle) for invoice in invoices)


def is_draft(invoice: Invoice, cycle: BillingCycle) -> bool:
    """Tell whether an invoice is the one of a cycle, and still takes its usage."""
    return invoice.status is InvoiceStatus.DRAFT and BillingCycle.of(invoice.created_at) == cycle.next
