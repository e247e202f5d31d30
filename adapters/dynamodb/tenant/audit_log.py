"""The audit log of one organization, on DynamoDB."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final, final

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.items import audit_event as audit_events
from adapters.dynamodb.keys import DEEDS, TenantKeys, sortable
from adapters.dynamodb.tenant.pages import page_of_all
from application.ports.audit_log import AuditLog
from application.ports.clock import Clock
from application.unit_of_work import Page
from domain.audit.audit_event import AuditEvent
from domain.billing_cycle import BillingCycle
from domain.ids import UserId

FAST_CLOCKS: Final = timedelta(days=1)
"""No other process can have written events further ahead."""


@final
class DynamoDbAuditLog(AuditLog):
    """The audit events, a partition a month; those whose time is over are not told, whenever DynamoDB deletes them."""

    __slots__ = ("_clock", "_gateway", "_keys", "_retention")

    def __init__(self, gateway: Gateway, keys: TenantKeys, clock: Clock, retention: timedelta) -> None:
        self._gateway = gateway
        self._keys = keys
        self._clock = clock
        self._retention = retention

    def page(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
        user_id: UserId | None = None,
    ) -> Page[AuditEvent]:
        now = self._clock.now()
        first, last = max(start, now - self._retention), min(end, now + FAST_CLOCKS)
        spans = self._spans(first, last, after, user_id)
        return page_of_all(self._gateway, spans, limit, audit_events.from_item, where)

    def _spans(self, first: datetime, last: datetime, after: str | None, user_id: UserId | None) -> Iterator[Span]:
        """Return the parts of the log, newest first: the index of one user's deeds, or month by month."""
        newest = before(sortable(last) if after is None else min(after, sortable(last)))
        if user_id is not None:
            yield Span(self._keys.of_user(user_id), sortable(first), newest, DEEDS, backwards=True)
            return
        month, oldest = BillingCycle.parse(newest[:7]), BillingCycle.of(first)
        while oldest <= month:
            yield Span(self._keys.events(month.text), sortable(first), newest, backwards=True)
            month = month.previous


def before(place: str) -> str:
    """Return the last text that comes before `place`, for all that are written here: plain ASCII."""
    return f"{place[:-1]}{chr(ord(place[-1]) - 1)}\x7f"
