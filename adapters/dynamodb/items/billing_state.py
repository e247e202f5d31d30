"""An organization's billing state as an attribute of its item: one name, and the time that belongs to it."""

from adapters.dynamodb.items.values import Attributes, Item, as_structure, from_microseconds, microseconds, structure
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled


def to_item(state: BillingState) -> Item:
    """Return the attribute; none for an organization that pays nothing."""
    told = _told(state)
    return {"billing": structure(told)} if told else {}


def from_item(item: Attributes) -> BillingState:
    if "billing" not in item:
        return Unbilled()
    [(name, since)] = as_structure(item["billing"]).items()
    match name:
        case "trialing":
            return Trialing(from_microseconds(since))
        case "past_due":
            return PastDue(from_microseconds(since))
        case "restricted":
            return Restricted(from_microseconds(since))
        case "paying":
            return Paying()
        case _:
            raise ValueError(name)


def _told(state: BillingState) -> dict[str, object]:
    match state:
        case Unbilled():
            return {}
        case Trialing(ends_at=ends_at):
            return {"trialing": microseconds(ends_at)}
        case Paying():
            return {"paying": True}
        case PastDue(since=since):
            return {"past_due": microseconds(since)}
        case Restricted(since=since):
            return {"restricted": microseconds(since)}
