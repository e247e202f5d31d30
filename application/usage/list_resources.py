"""Listing the usage records of a project."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar, final

from application.access.authorise import authorise, sees
from application.actor import Actor
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.errors import InvalidRequest, NotFound
from domain.ids import ProjectId
from domain.plans.meter import Meter
from domain.roles.permission import Permission
from domain.usage.record import UsageRecord


@final
@dataclass(frozen=True, slots=True)
class ListResources:
    """Lists records by (timestamp, resource id), newest first; days both included."""

    workspaces: Workspaces
    permission: ClassVar = Permission.READ_RESOURCES

    def __call__(
        self,
        actor: Actor,
        *,
        project_id: ProjectId,
        meter: Meter | None = None,
        start: date | None = None,
        end: date | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[UsageRecord]:
        """Return a page; NotFound for a project that the actor may not see."""
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if not sees(actor, project_id):
                raise NotFound
            check_days(start, end)
            page = workspace.usage.page(
                project_id,
                after,
                limit,
                lambda record: meter is None or record.meter == meter,
                None if start is None else midnight(start),
                None if end is None else midnight(end) + timedelta(days=1),
            )
            if not page.items:
                workspace.projects.get(project_id)
            return page


def midnight(day: date) -> datetime:
    """Return the first moment of a day, in UTC."""
    return datetime.combine(day, time(), UTC)


def check_days(start: date | None, end: date | None) -> None:
    """Refuse days that stand in the wrong order, or at the end of time."""
    if end is not None and end == date.max:
        raise InvalidRequest.at("query/end_date", "the day is out of range")
    if start is not None and end is not None and end < start:
        raise InvalidRequest.at("query/end_date", "the end is before the start")
