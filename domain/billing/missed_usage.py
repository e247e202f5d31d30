"""Usage that has missed the invoice of its cycle: what it costs, less what invoices have of it."""

from collections.abc import Iterable, Mapping

from domain.billing.charges import Charge
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice, InvoiceStatus
from domain.billing_cycle import BillingCycle


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


def has_draft(invoices: Iterable[Invoice], cycle: BillingCycle) -> bool:
    """Tell whether the invoice of a cycle still takes its usage: it is made when the cycle ends."""
    return any(
        invoice.status is InvoiceStatus.DRAFT and BillingCycle.of(invoice.created_at) == cycle.next
        for invoice in invoices
    )
