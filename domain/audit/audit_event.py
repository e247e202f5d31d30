"""An audit event: an immutable fact "actor A did X to Y", written together with the change itself."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from domain.ids import EventId, UserId

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

SECRET_FIELDS: Final = frozenset({"token_hash", "secret", "former_secret", "password_hash"})
"""Fields whose values never appear; that they changed does."""

_UNTOLD: Final = frozenset({"version", "_unit_costs", "totals"})


class Kind(StrEnum):
    """Whether the event comes with a change, or tells of something that was only seen."""

    CHANGED = "changed"
    OBSERVED = "observed"


class ActorKind(StrEnum):
    """Who acts."""

    USER = "user"
    API_KEY = "api_key"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Change:
    """What a field held before and holds now."""

    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One fact. `action` is `resource_type.verb`: `project.created`."""

    id: EventId
    at: datetime
    kind: Kind
    actor_kind: ActorKind
    actor_id: str
    action: str
    resource_type: str
    resource_id: str
    changes: Mapping[str, Change] = field(default_factory=dict)
    address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None

    def is_deed_of(self, user_id: UserId) -> bool:
        """Tell whether a user did it."""
        return self.actor_kind is ActorKind.USER and self.actor_id == user_id


def changes_between(before: object | None, after: object | None) -> dict[str, Change]:
    """Return the fields that differ between two versions of a resource (None: it did not or does not exist)."""
    old, new = _told(before), _told(after)
    return {
        name: _hidden(old, new, name) if name in SECRET_FIELDS else Change(old.get(name), new.get(name))
        for name in (*new, *(name for name in old if name not in new))
        if old.get(name) != new.get(name)
    }


def _told(resource: object | None) -> dict[str, Value]:
    if resource is None or not is_dataclass(resource):
        return {}
    return {known.name: plain(getattr(resource, known.name)) for known in fields(resource) if known.name not in _UNTOLD}


def _hidden(old: Mapping[str, Value], new: Mapping[str, Value], name: str) -> Change:
    return Change(*("(hidden)" if side.get(name) is not None else None for side in (old, new)))


def plain(value: object) -> Value:  # noqa: PLR0911 -- one line for each kind of value
    """Return a domain value as what JSON can say."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return str(value.value)
        case str():
            return str(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case Decimal() | IPv4Network() | IPv6Network():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in sorted(value.items())}
        case AbstractSet():
            return sorted((plain(item) for item in value), key=str)
        case Collection():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return _in_parts(value)
        case _:
            return str(value)


def _in_parts(value: object) -> Value:
    """Return a value with parts: text as text, a state without parts as its name, others part by part."""
    parts = _told(value)
    if not parts:
        return type(value).__name__.lower()
    return parts["text"] if set(parts) == {"text"} else dict(parts)
