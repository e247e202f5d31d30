"""What an organization has beyond its plan, as an attribute of its item: since when, and whether it is restricted."""

from adapters.dynamodb.items.values import Attributes, Item, as_structure, from_microseconds, microseconds, structure
from domain.organizations.excess import Excess


def to_item(excess: Excess | None) -> Item:
    """Return the attribute; none where everything fits, as it was before there was any."""
    return {} if excess is None else {"excess": structure([microseconds(excess.since), excess.restricted])}


def from_item(item: Attributes) -> Excess | None:
    if "excess" not in item:
        return None
    since, restricted = as_structure(item["excess"])
    return Excess(from_microseconds(since), restricted)
