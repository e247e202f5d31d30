"""An audit event as an item: one comes with every change, so it is kept small."""

from collections.abc import Mapping
from json import loads
from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    AttributeValue,
    Item,
    as_moment,
    moment,
    number,
    structure,
    text,
)
from domain.audit.audit_event import ActorKind, AuditEvent, Change, Kind, Value
from domain.ids import EventId

_SCHEMA: Final = 1

_SCHEMA_TOLD: Final = number(_SCHEMA)
_ACTORS_TOLD: Final[dict[ActorKind, AttributeValue]] = {kind: text(kind.value) for kind in ActorKind}
_ACTORS: Final = {kind.value: kind for kind in ActorKind}


def to_item(event: AuditEvent) -> Item:
    action = event.action
    item: Item = {
        "schema": _SCHEMA_TOLD,
        "id": {"S": event.id},
        "at": moment(event.at),
        "as": _ACTORS_TOLD[event.actor_kind],
        "actor": {"S": event.actor_id},
        "action": {"S": action},
        "resource": {"S": event.resource_id},
    }
    if event.kind is not Kind.CHANGED:
        item["kind"] = {"S": event.kind.value}
    if event.resource_type != action.partition(".")[0]:
        item["type"] = {"S": event.resource_type}
    if event.changes:
        item["changes"] = structure({name: _told(change) for name, change in event.changes.items()})
    if event.address is not None:
        item["ip"] = {"S": event.address}
    if event.user_agent is not None:
        item["agent"] = {"S": event.user_agent}
    if event.request_id is not None:
        item["request"] = {"S": event.request_id}
    return item


def from_item(item: Attributes) -> AuditEvent:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    action: str = item["action"]["S"]
    return AuditEvent(
        id=EventId(item["id"]["S"]),
        at=as_moment(item["at"]),
        kind=Kind(item["kind"]["S"]) if "kind" in item else Kind.CHANGED,
        actor_kind=_ACTORS[item["as"]["S"]],
        actor_id=item["actor"]["S"],
        action=action,
        resource_type=item["type"]["S"] if "type" in item else action.partition(".")[0],
        resource_id=item["resource"]["S"],
        changes=_changes(item["changes"]["S"]) if "changes" in item else {},
        address=item["ip"]["S"] if "ip" in item else None,
        user_agent=item["agent"]["S"] if "agent" in item else None,
        request_id=item["request"]["S"] if "request" in item else None,
    )


def _told(change: Change) -> Value:
    """Return what is now, in a list before what was, if anything was or if what is now is a list itself."""
    if change.before is not None:
        return [change.after, change.before]
    return [change.after] if isinstance(change.after, list) else change.after


def _changes(told: str) -> Mapping[str, Change]:
    return {name: _change(*(change if isinstance(change, list) else [change])) for name, change in loads(told).items()}


def _change(after: Value, before: Value = None) -> Change:
    return Change(before, after)
