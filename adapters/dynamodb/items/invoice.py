"""A copy of an invoice, as an item: its lines are short lists in one text."""

from collections.abc import Sequence
from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    Item,
    as_moment,
    as_number,
    as_structure,
    as_text,
    from_microseconds,
    microseconds,
    moment,
    number,
    structure,
    text,
)
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus

_SCHEMA: Final = 1


def to_item(invoice: Invoice) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(invoice.id),
        "status": text(invoice.status.value),
        "created": moment(invoice.created_at),
        "total": number(invoice.total_cents),
        "due": number(invoice.due_cents),
        "version": number(invoice.version),
    }
    if invoice.lines:
        item["lines"] = structure([_line_told(line) for line in invoice.lines])
    if invoice.number is not None:
        item["number"] = text(invoice.number)
    if invoice.paid_cents:
        item["paid"] = number(invoice.paid_cents)
    if invoice.url is not None:
        item["url"] = text(invoice.url)
    return item


def from_item(item: Attributes) -> Invoice:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Invoice(
        id=InvoiceId(as_text(item["id"])),
        number=as_text(item["number"]) if "number" in item else None,
        status=InvoiceStatus(as_text(item["status"])),
        created_at=as_moment(item["created"]),
        lines=tuple(_line(*told) for told in as_structure(item["lines"])) if "lines" in item else (),
        total_cents=as_number(item["total"]),
        due_cents=as_number(item["due"]),
        paid_cents=as_number(item["paid"]) if "paid" in item else 0,
        url=as_text(item["url"]) if "url" in item else None,
        version=as_number(item["version"]),
    )


def _line_told(line: InvoiceLine) -> Sequence[object]:
    told = [line.description, line.amount_cents, microseconds(line.starts_at), microseconds(line.ends_at)]
    if line.meter is not None:
        return [*told, line.quantity, line.meter]
    return told if line.quantity == 1 else [*told, line.quantity]


def _line(
    description: str, amount_cents: int, starts_at: int, ends_at: int, quantity: int = 1, meter: str | None = None
) -> InvoiceLine:
    return InvoiceLine(
        description, amount_cents, from_microseconds(starts_at), from_microseconds(ends_at), quantity, meter
    )
