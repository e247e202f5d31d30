"""How the simulated provider adds up an invoice, and gets it paid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from adapters.simulated.books import Bill, Card, Customer, Window
from application.ports.payments import PaymentFailed
from domain.billing.charges import ExportMeter
from domain.billing.invoice import Invoice, InvoiceLine, InvoiceStatus
from domain.billing.wording import usage_words
from domain.money import half_up
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter

CLOSING: Final = timedelta(hours=72)
"""So long after a cycle its invoice is a draft, and takes the cycle's usage."""

PAYABLE: Final = timedelta(days=30)
"""So long an invoice that is sent may be paid."""

RETRIES: Final = tuple(accumulate(timedelta(days=days) for days in (3, 5, 7)))
"""How long after it was declined a charge is tried again."""


def meters_of(catalogue: Catalogue) -> dict[str, ExportMeter]:
    """Return the export meters of all plans that were ever sold, by name."""
    priced = (plan for plan in (*catalogue.former, *catalogue.plans) if plan.rates)
    known = (ExportMeter(plan.on_trial(tried=False), meter) for plan in priced for meter in Meter)
    return {meter.name: meter for meter in known}


@dataclass(frozen=True, slots=True)
class Till:
    """Knows what usage costs, and charges cards."""

    meters: Mapping[str, ExportMeter]

    def shown(self, customer: Customer, bill: Bill) -> Invoice:
        """Return an invoice as it stands."""
        lines = self._lines(customer, bill)
        draft = bill.status is InvoiceStatus.DRAFT
        return Invoice(
            id=bill.id,
            number=bill.number,
            status=bill.status,
            created_at=bill.created_at,
            lines=lines,
            total_cents=total(lines),
            due_cents=due(customer, lines) if draft else bill.due_cents,
            paid_cents=bill.paid_cents,
        )

    def finalise(self, customer: Customer, bill: Bill, now: datetime) -> None:
        """Let an invoice take no more, settle it against what the customer has left over, and ask for the rest."""
        bill.lines = list(self._lines(customer, bill))
        bill.usage = bill.final_at = None
        bill.total_cents, bill.due_cents = total(bill.lines), due(customer, bill.lines)
        customer.credit_cents -= bill.total_cents - bill.due_cents
        numbered = sum(known.number is not None for known in customer.bills)
        bill.number = f"{customer.id[-6:].upper()}-{numbered + 1:04}"
        if bill.due_cents == 0 or (bill.charged and customer.card is Card.WORKS):
            pay(bill)
            return
        bill.status = InvoiceStatus.OPEN
        bill.unpaid_since = now if bill.charged else now + PAYABLE
        bill.retries = [now + wait for wait in RETRIES] if bill.charged else []

    def try_again(self, customer: Customer, bill: Bill) -> None:
        """Charge what was declined once more."""
        bill.retries.pop(0)
        if customer.card is Card.WORKS:
            pay(bill)

    def _lines(self, customer: Customer, bill: Bill) -> tuple[InvoiceLine, ...]:
        return (*bill.lines, *(self._usage(customer, bill.usage) if bill.usage else ()))

    def _usage(self, customer: Customer, window: Window) -> Iterable[InvoiceLine]:
        units: defaultdict[str, int] = defaultdict(int)
        for row in customer.rows.values():
            if window.starts_at <= row.at < window.ends_at:
                units[row.meter] += row.units
        for name, count in sorted(units.items()):
            meter = self.meters[name]
            if not meter.is_of(window.plan):
                continue
            exact = count * meter.unit_cents
            cents = half_up(exact.numerator, exact.denominator)
            if cents > 0:
                yield InvoiceLine(
                    usage_words(meter),
                    cents,
                    window.starts_at,
                    window.ends_at,
                    count,
                    name,
                )


def total(lines: Iterable[InvoiceLine]) -> int:
    """Return what lines add up to."""
    return sum(line.amount_cents for line in lines)


def due(customer: Customer, lines: Iterable[InvoiceLine]) -> int:
    """Return what is to be paid of lines, after what the customer has left over."""
    return max(0, total(lines) - customer.credit_cents)


def pay(bill: Bill) -> None:
    """Write down that an invoice is paid."""
    bill.status, bill.paid_cents = InvoiceStatus.PAID, bill.due_cents
    bill.unpaid_since, bill.retries = None, []


def check_payable(customer: Customer, cents: int) -> None:
    """Refuse with PaymentFailed what cannot be charged now."""
    if cents and customer.card is None:
        raise PaymentFailed("there is no way to pay")
    if cents and customer.card is Card.DECLINES:
        raise PaymentFailed("the card was declined")
