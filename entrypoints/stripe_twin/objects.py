"""Stripe's objects as JSON: how they are kept, shown and compared. Names with `_` in front stay inside."""

from collections.abc import Mapping, Sequence
from typing import Any

Obj = dict[str, Any]


def shown(value: Any) -> Any:
    """A copy as Stripe answers it, without what is the twin's own."""
    if isinstance(value, Mapping):
        return {name: shown(inner) for name, inner in value.items() if not str(name).startswith("_")}
    if isinstance(value, list | tuple):
        return [shown(inner) for inner in value]
    return value


def empty(names: str) -> Obj:
    """Facts that are not set, by their names."""
    return dict.fromkeys(names.split())


def listing(data: Sequence[Any], url: str, *, has_more: bool = False) -> Obj:
    return {"object": "list", "data": list(data), "has_more": has_more, "url": url}


def merged(old: Mapping[str, str] | None, new: Any) -> dict[str, str]:
    """Metadata after an update: an empty value removes its key, an empty map all of them."""
    if new is None:
        return dict(old or {})
    if new == "":
        return {}
    both = {**(old or {}), **new}
    return {name: str(value) for name, value in both.items() if value != ""}


def differences(before: Obj, after: Obj) -> Obj:
    """The former values of what changed: an event's `previous_attributes`."""
    return {name: before.get(name) for name in after if before.get(name) != after[name]}


def no_address() -> Obj:
    return empty("city country line1 line2 postal_code state")
