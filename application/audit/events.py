"""The making of audit events from an actor and what it did."""

from collections.abc import Mapping
from dataclasses import dataclass

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.ids import Ids
from domain.audit.audit_event import AuditEvent, Change, Kind, changes_between


@dataclass(frozen=True, slots=True)
class Events:
    """Makes the events of a commit; `action` is `resource_type.verb`."""

    clock: Clock
    ids: Ids

    def changed(
        self,
        actor: Actor,
        action: str,
        resource_id: str,
        before: object | None = None,
        after: object | None = None,
    ) -> AuditEvent:
        """Return the event of a change, with the fields that differ between two versions of the resource."""
        return self._event(actor, Kind.CHANGED, action, resource_id, changes_between(before, after))

    def observed(
        self, actor: Actor, action: str, resource_id: str, facts: Mapping[str, Change] | None = None
    ) -> AuditEvent:
        """Return the event of something that was seen: a refusal that matters, a threshold."""
        return self._event(actor, Kind.OBSERVED, action, resource_id, facts or {})

    def _event(
        self, actor: Actor, kind: Kind, action: str, resource_id: str, changes: Mapping[str, Change]
    ) -> AuditEvent:
        return AuditEvent(
            id=self.ids.event(),
            at=self.clock.now(),
            kind=kind,
            actor_kind=actor.kind,
            actor_id=actor.id,
            action=action,
            resource_type=action.partition(".")[0],
            resource_id=resource_id,
            changes=changes,
            address=actor.source.address,
            user_agent=actor.source.user_agent,
            request_id=actor.source.request_id,
        )
