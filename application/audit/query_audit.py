"""Reading the audit log."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, Final, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.audit.audit_event import AuditEvent
from domain.errors import InvalidRequest
from domain.ids import UserId
from domain.roles.permission import Permission

_END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)


@final
@dataclass(frozen=True, slots=True)
class QueryAudit:
    """Lists events, newest first, none older than `retention`; `start` and `end` are days, both included.

    Owners and admins read everything, members and viewers what they did themselves, a key that is bound to a
    project what was done to that project.
    """

    permission: ClassVar[Permission] = Permission.READ_AUDIT
    workspaces: Workspaces
    clock: Clock
    retention: timedelta

    def __call__(
        self,
        actor: Actor,
        *,
        user_id: UserId | None = None,
        action: str | None = None,
        resource_type: str | None = None,
        start: date | None = None,
        end: date | None = None,
        after: str | None,
        limit: int,
    ) -> Page[AuditEvent]:
        def wanted(event: AuditEvent) -> bool:
            return (
                _told_to(actor, event)
                and (user_id is None or event.is_deed_of(user_id))
                and action in (None, event.action)
                and resource_type in (None, event.resource_type)
            )

        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if start is not None and end is not None and end < start:
                raise InvalidRequest.at("query/end_date", "the end lies before the start")
            first = self.clock.now() - self.retention
            first = first if start is None else max(first, _beginning(start))
            return workspace.audit_log.page(after, limit, wanted, first, _ending(end), _told_of(actor, user_id))


def _told_of(actor: Actor, user_id: UserId | None) -> UserId | None:
    """Return the only user whose deeds are told, if it is one."""
    return actor.user_id if _is_told_its_own(actor) else user_id


def _told_to(actor: Actor, event: AuditEvent) -> bool:
    if actor.user_id is not None and _is_told_its_own(actor):
        return event.is_deed_of(actor.user_id)
    return actor.project_id is None or event.resource_id == actor.project_id


def _is_told_its_own(actor: Actor) -> bool:
    return actor.user_id is not None and not (actor.role and actor.role.leads_everything)


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _ending(day: date | None) -> datetime:
    if day is None or day >= _END_OF_TIME.date():
        return _END_OF_TIME
    return _beginning(day + timedelta(days=1))
