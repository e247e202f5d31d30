"""What stands on an invoice: lines in advance, usage in arrears, what waited for it, and the totals."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from entrypoints.stripe_twin.invoice_shapes import Charge, new_invoice, new_invoice_item, new_line
from entrypoints.stripe_twin.money import MINIMUM_CHARGE, times
from entrypoints.stripe_twin.objects import Obj

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


def usage(twin: "StripeTwin", meter: str, customer: str, start: int, end: int) -> int:
    """What a meter counted for a customer in a time, its start included and its end not."""
    counted = [
        event
        for event in twin.counted.get((meter, customer), [])
        if start <= event["timestamp"] < end and not event["_cancelled"]
    ]
    match twin.get("billing.meter", meter)["default_aggregation"]["formula"]:
        case "count":
            return len(counted)
        case "last":
            return max(counted, key=lambda event: event["timestamp"])["_value"] if counted else 0
        case _:
            return sum(event["_value"] for event in counted)


def cost(price: Obj, quantity: int) -> int:
    return times(Decimal(price["unit_amount_decimal"]), quantity)


def draft(
    twin: "StripeTwin",
    subscription: Obj,
    charges: Iterable[Charge],
    *,
    reason: str,
    period: tuple[int, int],
    with_pending: bool = True,
    wait: bool = False,
) -> Obj:
    """A new draft for a subscription; with `wait` it finalizes itself after the grace period."""
    customer = twin.get("customer", subscription["customer"])
    invoice = new_invoice(twin, customer, subscription, reason=reason, period=period)
    invoice["_lines"] += [new_line(twin, invoice, charge) for charge in charges]
    if with_pending:
        pull(twin, invoice)
    if wait and subscription["status"] == "unpaid":
        invoice["auto_advance"] = False
    elif wait:
        invoice["automatically_finalizes_at"] = twin.now + twin.grace
    subscription["latest_invoice"] = invoice["id"]
    refresh(twin, invoice)
    twin.emit("invoice.created", invoice)
    return invoice


def hold(twin: "StripeTwin", subscription: Obj, charges: Iterable[Charge]) -> list[Obj]:
    """Keep charges as invoice items until the next invoice of the subscription."""
    customer = twin.get("customer", subscription["customer"])
    return [new_invoice_item(twin, customer, subscription, charge) for charge in charges]


def pull(twin: "StripeTwin", invoice: Obj, only: Obj | None = None) -> None:
    """Move onto a draft what waits for it: the items of its subscription, and those of the customer alone."""
    waiting = [only] if only else list(twin.all("invoiceitem", customer=invoice["customer"], invoice=None))[::-1]
    for item in waiting:
        if item["_subscription"] in {None, invoice["_subscription"]}:
            item["invoice"] = invoice["id"]
            invoice["_lines"].append(new_line(twin, invoice, item["_charge"], item["id"]))


def refresh(twin: "StripeTwin", invoice: Obj) -> None:
    """Count the usage of a draft again, and add up; lines of nothing are not shown."""
    for line in invoice["_lines"]:
        if line["_usage"]:
            meter, start, end = line["_usage"]
            quantity = usage(twin, meter, invoice["customer"], start, end)
            price = twin.get("price", line["pricing"]["price_details"]["price"])
            amount = cost(price, quantity)
            line.update(quantity=quantity, quantity_decimal=str(quantity), amount=amount, subtotal=amount)
    lines = [line for line in invoice["_lines"] if line["amount"]]
    total = sum(line["amount"] for line in lines)
    invoice["lines"]["data"] = lines
    invoice.update(subtotal=total, subtotal_excluding_tax=total, total=total, total_excluding_tax=total)
    starting = twin.get("customer", invoice["customer"])["balance"]
    due, _ = settlement(total, starting, invoice["currency"])
    invoice.update(starting_balance=starting, amount_due=due, amount_remaining=due)


def refresh_drafts(twin: "StripeTwin", customer: str) -> None:
    for invoice in twin.all("invoice", customer=customer, status="draft"):
        refresh(twin, invoice)


def settlement(total: int, balance: int, currency: str) -> tuple[int, int]:
    """What is due now, and the balance afterwards: credit is below zero, and what is too little to charge waits."""
    owed = total + balance
    if 0 < owed < MINIMUM_CHARGE.get(currency, 1):
        return 0, owed
    return max(0, owed), min(0, owed)
