"""The routes about projects."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from adapters.http.answers.common import Listed
from adapters.http.answers.projects import ProjectAnswer, present_project, present_resources
from adapters.http.bodies.projects import (
    ProjectBody,
    ProjectChangesBody,
    ProjectQuery,
    ProjectsQuery,
    TeamMemberBody,
)
from adapters.http.call import Call
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import NOTHING, Reply, shown, versioned
from adapters.http.route import AnyRoute, NoBody, NoQuery, Repeating, Route
from application.projects.archive_project import ArchiveProject
from application.projects.create_project import CreateProject
from application.projects.list_projects import ListProjects
from application.projects.read_project import ReadProject
from application.projects.restore_project import RestoreProject
from application.projects.update_project import ProjectChanges, UpdateProject
from application.unit_of_work import Page
from application.usage.report_project_usage import ProjectDays
from domain.errors import FieldError
from domain.ids import ProjectId, UserId
from domain.organizations.names import Slug
from domain.projects.project import Project
from domain.roles.role import ProjectRole

Plain = Call[NoBody, NoQuery]


class Described(NamedTuple):
    """A project, and its usage if that was asked for."""

    project: Project
    usage: ProjectDays | None


def project_id_of(call: Call[object, object]) -> ProjectId:
    """Return the project of the path."""
    return ProjectId(call.arguments["project_id"])


def team_of(members: Iterable[TeamMemberBody]) -> dict[UserId, ProjectRole]:
    """Return a team as a use case takes it."""
    return {UserId(member.user_id): member.role for member in members}


def _tags(tags: list[str] | None) -> tuple[str, ...] | None:
    return None if tags is None else tuple(tags)


def _named(body: object) -> list[object]:
    """Return the users of a team, in a body of any shape."""
    if isinstance(body, ProjectBody | ProjectChangesBody):
        return [member.user_id for member in body.team or ()]
    team = body.get("team") if isinstance(body, Mapping) else None
    members = team if isinstance(team, list) else []
    return [member.get("user_id") if isinstance(member, Mapping) else None for member in members]


def wrong_team(body: object) -> list[FieldError]:
    """Return where a team names somebody again."""
    first: dict[str, int] = {}
    return [
        FieldError(f"/team/{index}/user_id", "this user stands in the team already")
        for index, user_id in enumerate(_named(body))
        if isinstance(user_id, str) and first.setdefault(user_id, index) != index
    ]


def create_project(call: Call[ProjectBody, NoQuery]) -> Project:
    """Start a project."""
    body = call.body
    return call.use.create_project(
        call.actor,
        name=body.name,
        slug=Slug(body.slug),
        type=body.type,
        environment=body.environment,
        description=body.description or "",
        tags=tuple(body.tags or ()),
        team=team_of(body.team or ()),
    )


def show_created(call: Call[object, NoQuery], project: Project) -> Reply:
    """Show a project that began."""
    location = f"/organizations/{call.organization_id}/projects/{project.id}"
    return versioned(present_project(project), project.version, 201, location)


def list_projects(call: Call[NoBody, ProjectsQuery]) -> Page[Project]:
    """List projects."""
    status = call.query.status
    archived = None if status is None else status == "archived"
    return call.use.list_projects(call.actor, after=start_of(call), limit=call.query.limit, archived=archived)


def show_projects(call: Call[NoBody, ProjectsQuery], page: Page[Project]) -> Reply:
    """Show projects."""
    return page_reply(call, page, present_project)


def read_project(call: Call[NoBody, ProjectQuery]) -> Described:
    """Read a project, with its usage if that is asked for and permitted."""
    project_id, usage = project_id_of(call), None
    if call.query.include is not None:
        usage = call.use.report_project_usage(call.actor, project_id=project_id)
    return Described(call.use.read_project(call.actor, project_id=project_id), usage)


def show_described(_: Call[NoBody, ProjectQuery], described: Described) -> Reply:
    """Show a project; what it has used has no version."""
    project, usage = described
    representation = present_project(project)
    if usage is None:
        return versioned(representation, project.version)
    representation["resources"] = present_resources(usage)
    return shown(representation)


def changes_of(body: ProjectChangesBody) -> ProjectChanges:
    """Return what is to change about a project."""
    return ProjectChanges(
        name=body.name,
        slug=None if body.slug is None else Slug(body.slug),
        description="" if body.clears("description") else body.description,
        type=body.type,
        environment=body.environment,
        team=None if body.team is None else team_of(body.team),
        tags=() if body.clears("tags") else _tags(body.tags),
    )


def update_project(call: Call[ProjectChangesBody, NoQuery]) -> Project:
    """Change a project."""
    changes = changes_of(call.body)._asdict()
    return call.use.update_project(call.actor, project_id=project_id_of(call), version=call.version, **changes)


def show_project(_: Call[object, NoQuery], project: Project) -> Reply:
    """Show a project."""
    return versioned(present_project(project), project.version)


def archive_project(call: Plain) -> Project:
    """Put a project away."""
    return call.use.archive_project(call.actor, project_id=project_id_of(call), version=call.version)


def show_archived(_: Plain, __: Project) -> Reply:
    """Say that it is done."""
    return NOTHING


def restore_project(call: Plain) -> Project:
    """Take a project up again."""
    return call.use.restore_project(call.actor, project_id=project_id_of(call), version=call.version)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST", path="/organizations/{org_id}/projects", name="create_project", tag="Projects",
        summary="Start a project",
        access=CreateProject.permission, use_case=CreateProject, body=ProjectBody, query=NoQuery, rules=wrong_team,
        act=create_project, show=show_created, answers={201: ProjectAnswer}, refusals=(402, 409),
        repeating=Repeating.ANSWERED,
    ),
    Route(
        method="GET", path="/organizations/{org_id}/projects", name="list_projects", tag="Projects",
        summary="The projects that the caller may see, by slug",
        access=ListProjects.permission, use_case=ListProjects, body=NoBody, query=ProjectsQuery,
        act=list_projects, show=show_projects, answers={200: Listed[ProjectAnswer]}, takes_key=True,
    ),
    Route(
        method="GET", path="/organizations/{org_id}/projects/{project_id}", name="read_project", tag="Projects",
        summary="A project, with this cycle's usage if `include=resources`",
        access=ReadProject.permission, use_case=ReadProject, body=NoBody, query=ProjectQuery,
        act=read_project, show=show_described, answers={200: ProjectAnswer}, takes_key=True, steady=True,
    ),
    Route(
        method="PUT", path="/organizations/{org_id}/projects/{project_id}", name="update_project", tag="Projects",
        summary="Change a project or its team",
        access=UpdateProject.permission, use_case=UpdateProject, body=ProjectChangesBody, query=NoQuery,
        rules=wrong_team, act=update_project, show=show_project, answers={200: ProjectAnswer}, refusals=(409,),
        versioned=True,
    ),
    Route(
        method="DELETE", path="/organizations/{org_id}/projects/{project_id}", name="archive_project",
        tag="Projects", summary="Archive a project; it no longer counts against the plan",
        access=ArchiveProject.permission, use_case=ArchiveProject, body=NoBody, query=NoQuery,
        act=archive_project, show=show_archived, answers={204: None}, refusals=(409,),
        versioned=True,
    ),
    Route(
        method="POST", path="/organizations/{org_id}/projects/{project_id}/restore", name="restore_project",
        tag="Projects", summary="Restore an archived project",
        access=RestoreProject.permission, use_case=RestoreProject, body=NoBody, query=NoQuery,
        act=restore_project, show=show_project, answers={200: ProjectAnswer}, refusals=(402, 409),
        repeating=Repeating.ANSWERED,
        versioned=True,
    ),
)  # fmt: skip
