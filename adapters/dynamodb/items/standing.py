"""An organization's standing as an attribute of its item: flat, a suspension beside the standing before it."""

from collections.abc import Mapping
from typing import Any

from adapters.dynamodb.items.values import Attributes, Item, as_structure, from_microseconds, microseconds, structure
from domain.organizations.standing import Active, Closing, Standing, Suspended


def to_item(standing: Standing) -> Item:
    """Return the attribute; none for an active organization."""
    told = _told(standing)
    return {"standing": structure(told)} if told else {}


def from_item(item: Attributes) -> Standing:
    told = as_structure(item["standing"]) if "standing" in item else {}
    if "suspended" not in told:
        return _unsuspended(told)
    return Suspended(from_microseconds(told["suspended"]), told["reason"], _unsuspended(told))


def _told(standing: Standing) -> dict[str, object]:
    match standing:
        case Active():
            return {}
        case Closing():
            return {"closing": microseconds(standing.since), "erased": microseconds(standing.erased_at)}
        case Suspended():
            suspended = {"suspended": microseconds(standing.since), "reason": standing.reason}
            return {**suspended, **_told(standing.former)}


def _unsuspended(told: Mapping[str, Any]) -> Active | Closing:
    if "closing" not in told:
        return Active()
    return Closing(from_microseconds(told["closing"]), from_microseconds(told["erased"]))
