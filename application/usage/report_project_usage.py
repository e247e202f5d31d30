"""Reporting one project's usage, day by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final, final

from application.access.authorise import authorise, sees
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.usage.list_resources import check_days
from domain.billing_cycle import BillingCycle
from domain.errors import InvalidRequest, NotFound
from domain.ids import ProjectId
from domain.plans.meter import COUNTING, Meter
from domain.roles.permission import Permission

MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class ProjectDays:
    """A project's usage in a span of days, both included, in UTC."""

    project_id: ProjectId
    start: date
    end: date
    as_of: datetime
    days: Mapping[tuple[date, Meter], int]
    """By day, in smallest units; storage: the bytes of the day's latest record, on days that have one."""
    totals: Mapping[Meter, int]
    """Of the counting meters."""
    storage_held: int
    """Bytes that the project holds now."""


@final
@dataclass(frozen=True, slots=True)
class ReportProjectUsage:
    """Reports usage by meter and day; this cycle so far when no days are named."""

    workspaces: Workspaces
    clock: Clock
    permission: ClassVar = Permission.READ_USAGE

    def __call__(
        self, actor: Actor, *, project_id: ProjectId, start: date | None = None, end: date | None = None
    ) -> ProjectDays:
        """Return the days from `start` to `end`; InvalidRequest for more than 366 of them."""
        now = self.clock.now()
        last = end or now.date()
        first = start or min(BillingCycle.of_day(last).start.date(), last)
        check_days(first, last)
        if (last - first).days >= MOST_DAYS:
            raise InvalidRequest.at("query/start_date", f"at most {MOST_DAYS} days are told at once")
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if not sees(actor, project_id):
                raise NotFound
            workspace.projects.get(project_id)
            days = workspace.usage.days(project_id, first, last)
            gauge = workspace.usage.gauge(project_id)
        totals = {meter: sum(days.get((day, meter), 0) for day in {day for day, _ in days}) for meter in COUNTING}
        return ProjectDays(project_id, first, last, now, days, totals, 0 if gauge is None else gauge.held)
