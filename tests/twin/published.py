"""The shapes that Stripe publishes, and where an object departs from them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_PUBLISHED = json.loads((Path(__file__).parent / "stripe-fixtures.json").read_text(encoding="utf-8"))
SHAPES: Final[dict[str, Any]] = _PUBLISHED["resources"]

ALLOWED: Final = {
    "event.data.previous_attributes is too many": "of updates alone",
    "invoice.lines.data[].pricing.price_details is too many": "null in the fixture; it holds price and product",
    "line_item.pricing.price_details is too many": "null in the fixture; it holds price and product",
    "invoice.subscription is missing": "left over in the fixture; since basil it is parent.subscription_details",
    "subscription.billing_mode.flexible.proration_discounts is too many": "null in the fixture",
    "subscription_schedule.billing_mode.flexible.proration_discounts is too many": "null in the fixture",
    "subscription.items.data[].quantity is missing": "a metered item has none",
    "subscription_item.quantity is missing": "a metered item has none",
    "subscription_schedule.phases[].items[].quantity is missing": "a metered item has none",
    "subscription_schedule.phases[].items[].plan is text and not object": "expanded in the fixture",
}
"""Where the twin's objects depart from the fixtures, and why."""
FREE: Final = (".metadata", ".payload", ".data.object")
"""What holds keys of a customer's own, or any object."""


def differences(ours: Any, published: Any, path: str) -> Iterator[str]:
    """Every key that is missing or too many, and every value of another JSON type; null fits all."""
    if isinstance(ours, dict) and isinstance(published, dict):
        for name in sorted({*ours, *published}):
            where = f"{path}.{name}"
            if name not in ours or name not in published:
                yield f"{where} is {'too many' if name in ours else 'missing'}"
            elif not where.endswith(FREE):
                yield from differences(ours[name], published[name], where)
    elif isinstance(ours, list) and isinstance(published, list):
        for mine in ours if published else []:
            yield from differences(mine, published[0], f"{path}[]")
    elif ours is not None and published is not None and _json_type(ours) != _json_type(published):
        yield f"{path} is {_json_type(ours)} and not {_json_type(published)}"


def _json_type(value: Any) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "text", dict: "object", list: "array"}
    return names[type(value)]
