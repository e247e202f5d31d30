"""How the audit log is shown."""

from collections.abc import Mapping
from datetime import datetime

from typing_extensions import TypedDict

from adapters.http.answers.words import ActorWord, EventIdText, EventKindWord
from domain.audit.audit_event import AuditEvent, Change

FieldChange = TypedDict("FieldChange", {"from": object, "to": object})
"""What a field held before and holds now; secrets are hidden."""


class EventActor(TypedDict):
    """Who did it: a user, an API key, the operator, or the system."""

    type: ActorWord
    id: str


class AuditEventAnswer(TypedDict):
    """One fact. `kind` is `changed` for what came with a change, `observed` for what was only seen."""

    event_id: EventIdText
    timestamp: datetime
    kind: EventKindWord
    actor: EventActor
    action: str
    resource_type: str
    resource_id: str
    changes: dict[str, FieldChange]
    source_address: str | None
    user_agent: str | None
    request_id: str | None


def present_event(event: AuditEvent) -> AuditEventAnswer:
    """Show an event."""
    return {
        "event_id": event.id,
        "timestamp": event.at,
        "kind": event.kind.value,
        "actor": {"type": event.actor_kind.value, "id": event.actor_id},
        "action": event.action,
        "resource_type": event.resource_type,
        "resource_id": event.resource_id,
        "changes": _changes(event.changes),
        "source_address": event.address,
        "user_agent": event.user_agent,
        "request_id": event.request_id,
    }


def _changes(changes: Mapping[str, Change]) -> dict[str, FieldChange]:
    return {name: {"from": change.before, "to": change.after} for name, change in changes.items()}
