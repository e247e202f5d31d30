"""How projects are shown."""

from datetime import date, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from adapters.http.answers.common import ElementProblem, Number, public
from adapters.http.answers.words import (
    EnvironmentWord,
    MeterWord,
    ProjectIdText,
    ProjectRoleWord,
    ProjectStatusWord,
    ProjectTypeWord,
    SlugWord,
    UnitWord,
    UserIdText,
)
from application.usage.report_project_usage import ProjectDays
from domain.plans.meter import COUNTING, MEASURES, Meter
from domain.projects.project import Project


class TeamMember(TypedDict):
    """A user and its role in the project."""

    user_id: UserIdText
    role: ProjectRoleWord


class MeterTotal(TypedDict):
    """How much of one meter; of storage, the bytes that are held now."""

    meter: MeterWord
    quantity: Number
    unit: UnitWord


class ProjectResources(TypedDict):
    """A project's usage in the current cycle so far."""

    start_date: date
    end_date: date
    as_of: datetime
    meters: list[MeterTotal]


class ProjectAnswer(TypedDict):
    """A project and its team; `resources` stands there when it was asked for."""

    project_id: ProjectIdText
    name: str
    slug: SlugWord
    description: str
    type: ProjectTypeWord
    environment: EnvironmentWord
    team: list[TeamMember]
    tags: list[str]
    status: ProjectStatusWord
    created_at: datetime
    version: int
    resources: NotRequired[ProjectResources]


class ProjectResult(TypedDict):
    """What became of one project of a batch: it, or a problem."""

    index: int
    project: NotRequired[ProjectAnswer]
    problem: NotRequired[ElementProblem]


class ProjectResults(TypedDict):
    """What became of each, in order."""

    results: list[ProjectResult]


def present_project(project: Project) -> ProjectAnswer:
    """Show a project."""
    return {
        "project_id": project.id,
        "name": project.name,
        "slug": project.slug.text,
        "description": project.description,
        "type": project.type.value,
        "environment": project.environment.value,
        "team": [{"user_id": user_id, "role": role.value} for user_id, role in project.team.items()],
        "tags": list(project.tags),
        "status": project.status.value,
        "created_at": project.created_at,
        "version": project.version,
    }


def present_resources(days: ProjectDays) -> ProjectResources:
    """Show a project's usage by meter."""
    return {
        "start_date": days.start,
        "end_date": days.end,
        "as_of": days.as_of,
        "meters": [
            {"meter": meter.value, "quantity": public(meter, total_of(days, meter)), "unit": MEASURES[meter].unit}
            for meter in Meter
        ],
    }


def total_of(days: ProjectDays, meter: Meter) -> int:
    """Return a meter's total in the span, or what is held now."""
    return days.totals.get(meter, 0) if meter in COUNTING else days.storage_held
