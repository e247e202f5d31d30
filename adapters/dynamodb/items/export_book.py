"""What was exported of a cycle, as an item: rows are short lists, and few, as each has an id of 64 characters."""

from collections.abc import Sequence
from typing import Any, Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    YES,
    Attributes,
    Item,
    as_number,
    as_structure,
    as_text,
    from_microseconds,
    is_so,
    microseconds,
    number,
    structure,
    text,
)
from domain.billing.export import ExportBook, ExportRow, HeldRow
from domain.billing_cycle import BillingCycle

_SCHEMA: Final = 1


def to_item(book: ExportBook) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "cycle": text(book.cycle.text),
        "version": number(book.version),
    }
    if book.delivered:
        item["delivered"] = structure(dict(book.delivered))
    if book.pending:
        item["pending"] = structure([_row_told(row) for row in book.pending])
    if book.held:
        item["held"] = structure([[held.reason, *_row_told(held.row)] for held in book.held])
    if book.final:
        item["final"] = YES
    if book.carried:
        item["carried"] = structure(dict(book.carried))
    if book.invoiced:
        item["invoiced"] = YES
    return item


def from_item(item: Attributes) -> ExportBook:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return ExportBook(
        cycle=BillingCycle.parse(as_text(item["cycle"])),
        delivered=as_structure(item["delivered"]) if "delivered" in item else {},
        pending=tuple(_row(*told) for told in as_structure(item["pending"])) if "pending" in item else (),
        held=tuple(_held(*told) for told in as_structure(item["held"])) if "held" in item else (),
        final=is_so(item.get("final")),
        carried=as_structure(item["carried"]) if "carried" in item else {},
        invoiced=is_so(item.get("invoiced")),
        version=as_number(item["version"]),
    )


def _row_told(row: ExportRow) -> Sequence[object]:
    told: list[object] = [row.id, row.meter, row.units, microseconds(row.at)]
    return told if row.tried_at is None else [*told, microseconds(row.tried_at)]


def _row(row_id: str, meter: str, units: int, at: int, tried_at: int | None = None) -> ExportRow:
    tried = None if tried_at is None else from_microseconds(tried_at)
    return ExportRow(row_id, meter, units, from_microseconds(at), tried)


def _held(reason: str, *row: Any) -> HeldRow:
    return HeldRow(_row(*row), reason)
