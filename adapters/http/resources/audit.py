"""The route of the audit log."""

from adapters.http.answers.audit import AuditEventAnswer, present_event
from adapters.http.answers.common import Listed
from adapters.http.bodies.audit import AuditQuery
from adapters.http.call import Call
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import Reply
from adapters.http.route import AnyRoute, NoBody, Route
from application.audit.query_audit import QueryAudit
from application.unit_of_work import Page
from domain.audit.audit_event import AuditEvent
from domain.ids import UserId


def query_audit(call: Call[NoBody, AuditQuery]) -> Page[AuditEvent]:
    """Look into the audit log."""
    query = call.query
    return call.use.query_audit(
        call.actor,
        user_id=None if query.user_id is None else UserId(query.user_id),
        action=query.action,
        resource_type=query.resource_type,
        start=query.start_date,
        end=query.end_date,
        after=start_of(call),
        limit=query.limit,
    )


def show_events(call: Call[NoBody, AuditQuery], page: Page[AuditEvent]) -> Reply:
    """Show what happened."""
    return page_reply(call, page, present_event)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET", path="/organizations/{org_id}/audit", name="query_audit", tag="Audit",
        summary="The audit log, newest first; days both included",
        access=QueryAudit.permission, use_case=QueryAudit, body=NoBody, query=AuditQuery,
        act=query_audit, show=show_events, answers={200: Listed[AuditEventAnswer]}, takes_key=True,
    ),
)  # fmt: skip
