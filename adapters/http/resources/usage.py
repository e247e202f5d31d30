"""The routes about usage."""

from adapters.http import besides
from adapters.http.answers.common import Listed
from adapters.http.answers.reports import ProjectDaysAnswer, ReportAnswer, present_days, present_report
from adapters.http.answers.usage import (
    BatchAnswer,
    RecordedAnswer,
    RefusedRecord,
    ResourceAnswer,
    present_batch,
    present_recorded,
    present_resource,
)
from adapters.http.bodies.projects import ProjectUsageQuery
from adapters.http.bodies.usage import BatchBody, RecordBody, ReportQuery, ResourcesQuery
from adapters.http.call import Call
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import Reply, shown
from adapters.http.route import AnyRoute, NoBody, NoQuery, Repeating, Route
from adapters.http.usage_requests import SentBatch, batch_reader, record_reader, request_of, requests_of
from application.unit_of_work import Page
from application.usage.list_resources import ListResources
from application.usage.record_batch import RecordBatch
from application.usage.record_usage import RecordUsage
from application.usage.report_project_usage import ProjectDays, ReportProjectUsage
from application.usage.report_usage import ReportUsage
from application.usage.requests import BatchOutcome, Recorded
from domain.ids import ProjectId
from domain.usage.cost import UsageReport
from domain.usage.record import UsageRecord


def _named_after(call: Call[object, NoQuery]) -> str:
    """Return what records without an id are named after: the request's key, or something new."""
    return call.record_key or call.at.web.unique()


def record_usage(call: Call[RecordBody, NoQuery]) -> Recorded:
    """Record one record."""
    body = call.body
    name = "" if body.get("record_id") else f"{_named_after(call)}:0"
    project_id, meter, amount, metadata, record_id, timestamp, corrects = request_of(body, name)
    return call.use.record_usage(
        call.actor,
        project_id=project_id,
        meter=meter,
        amount=amount,
        metadata=metadata,
        record_id=record_id,
        timestamp=timestamp,
        corrects=corrects,
    )


def show_recorded(_: Call[RecordBody, NoQuery], recorded: Recorded) -> Reply:
    """Show a record that counts; sent again, it is no longer new."""
    return shown(present_recorded(recorded), 200 if recorded.repeated else 201)


def record_batch(call: Call[SentBatch, NoQuery]) -> BatchOutcome:
    """Record a batch."""
    return call.use.record_batch(call.actor, records=requests_of(call.body, _named_after(call)))


def show_batch(call: Call[SentBatch, NoQuery], outcome: BatchOutcome) -> Reply:
    """Show what became of each record."""
    refused = [
        RefusedRecord(index=index, problem=call.at.problems.of_element(refusal, call.organization_id))
        for index, refusal in outcome.refused
    ]
    return shown(present_batch(outcome, refused))


def list_resources(call: Call[NoBody, ResourcesQuery]) -> Page[UsageRecord]:
    """List records."""
    query = call.query
    return call.use.list_resources(
        call.actor,
        project_id=ProjectId(query.project_id),
        meter=query.type,
        start=query.start_date,
        end=query.end_date,
        after=start_of(call),
        limit=query.limit,
    )


def show_resources(call: Call[NoBody, ResourcesQuery], page: Page[UsageRecord]) -> Reply:
    """Show records."""
    return page_reply(call, page, present_resource)


def report_usage(call: Call[NoBody, ReportQuery]) -> UsageReport:
    """Report a cycle."""
    return call.use.report_usage(call.actor, cycle=call.query.billing_cycle)


def show_report(_: Call[NoBody, ReportQuery], report: UsageReport) -> Reply:
    """Show a report."""
    return shown(present_report(report))


def report_project_usage(call: Call[NoBody, ProjectUsageQuery]) -> ProjectDays:
    """Report a project's days."""
    return call.use.report_project_usage(
        call.actor,
        project_id=ProjectId(call.arguments["project_id"]),
        start=call.query.start_date,
        end=call.query.end_date,
    )


def show_days(_: Call[NoBody, ProjectUsageQuery], days: ProjectDays) -> Reply:
    """Show a project's days."""
    return shown(present_days(days))


def routes() -> tuple[AnyRoute, ...]:
    """Return the table."""
    return (
        Route(
            method="POST", path="/organizations/{org_id}/resources", name="record_usage", tag="Usage",
            summary="Record usage; the same record again answers 200 and counts once",
            access=RecordUsage.permission, unread=RecordUsage.new_permission, use_case=RecordUsage,
            body=RecordBody, query=NoQuery,
            beside=besides.timestamp, reads=record_reader(), act=record_usage, show=show_recorded,
            answers={201: RecordedAnswer, 200: RecordedAnswer}, refusals=(402, 409), takes_key=True,
            repeating=Repeating.RECORDED,
        ),
        Route(
            method="POST", path="/organizations/{org_id}/resources/batch", name="record_batch", tag="Usage",
            summary="Record up to 1,000 usage records, each of which counts or is refused alone",
            access=RecordBatch.permission, unread=RecordUsage.new_permission, use_case=RecordBatch,
            body=SentBatch, query=NoQuery,
            reads=batch_reader(), documented=BatchBody, act=record_batch, show=show_batch,
            answers={200: BatchAnswer}, takes_key=True, repeating=Repeating.RECORDED,
        ),
        Route(
            method="GET", path="/organizations/{org_id}/resources", name="list_resources", tag="Usage",
            summary="The usage records of a project, newest first; days both included",
            access=ListResources.permission, use_case=ListResources, body=NoBody, query=ResourcesQuery,
            act=list_resources, show=show_resources, answers={200: Listed[ResourceAnswer]}, takes_key=True,
        ),
        Route(
            method="GET", path="/organizations/{org_id}/usage", name="report_usage", tag="Usage",
            summary="Usage and its cost in a billing cycle, by meter and by project",
            access=ReportUsage.permission, use_case=ReportUsage, body=NoBody, query=ReportQuery,
            act=report_usage, show=show_report, answers={200: ReportAnswer}, takes_key=True,
        ),
        Route(
            method="GET", path="/organizations/{org_id}/projects/{project_id}/usage",
            name="report_project_usage", tag="Usage",
            summary="A project's usage by meter and day, both days included; this cycle so far if none are named",
            access=ReportProjectUsage.permission, use_case=ReportProjectUsage, body=NoBody, query=ProjectUsageQuery,
            act=report_project_usage, show=show_days, answers={200: ProjectDaysAnswer}, takes_key=True,
        ),
    )  # fmt: skip
