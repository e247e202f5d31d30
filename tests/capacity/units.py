"""What a write is paid by: the kilobytes begun of an item, and of each entry that it has in an index.

Developer guide: "DynamoDB capacity consumption for write operations" and "Using global secondary indexes: write
capacity units". In a transaction everything is paid twice.
"""

from collections.abc import Iterable
from typing import Final

from adapters.dynamodb.items.size import size_of
from adapters.dynamodb.items.values import Attributes
from tests.capacity.layout import IndexLayout

KILOBYTE: Final = 1024

TRANSACTED: Final = 2


def kilobytes(item: Attributes | None) -> int:
    """Return the kilobytes begun of an item; one where there is none, as also looking for it is paid."""
    return 1 if item is None else max(1, -(-size_of(item) // KILOBYTE))


def units_of_write(before: Attributes | None, after: Attributes | None, indexes: Iterable[IndexLayout]) -> int:
    """Return the units of a plain write that turns one item into another; None: there is none."""
    item = max(kilobytes(before), kilobytes(after))
    return item + sum(_units_of_entry(index, index.entry_of(before), index.entry_of(after)) for index in indexes)


def _units_of_entry(index: IndexLayout, before: Attributes | None, after: Attributes | None) -> int:
    if before == after:
        return 0
    if before is None or after is None:
        return kilobytes(before or after)
    if index.moved(before, after):
        return kilobytes(before) + kilobytes(after)
    return max(kilobytes(before), kilobytes(after))
