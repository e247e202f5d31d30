"""Up to which cycle carried-over storage was counted, as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import Attributes, Item, as_number, as_text, number, text
from domain.billing_cycle import BillingCycle
from domain.usage.gauge import StorageOpening

_SCHEMA: Final = 1


def to_item(opening: StorageOpening) -> Item:
    return {
        "schema": number(_SCHEMA),
        "through": text(opening.through.text),
        "version": number(opening.version),
    }


def from_item(item: Attributes) -> StorageOpening:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return StorageOpening(BillingCycle.parse(as_text(item["through"])), as_number(item["version"]))
