"""The audit log of one organization."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from application.unit_of_work import Page
from domain.audit.audit_event import AuditEvent
from domain.ids import UserId


class AuditLog(Protocol):
    """The events of the organization that have not expired."""

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
        user_id: UserId | None = None,
    ) -> Page[AuditEvent]:
        """Return events with start <= time < end, newest first: all, or those of what one user did."""
        ...
