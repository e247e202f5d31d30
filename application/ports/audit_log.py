"""The audit log of one organization."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from application.unit_of_work import Page
from domain.audit.audit_event import AuditEvent


class AuditLog(Protocol):
    """The events of the organization that have not expired."""

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
    ) -> Page[AuditEvent]:
        """Return events with start <= time < end, newest first."""
        ...
