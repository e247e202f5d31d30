"""The routes that start or change several projects together."""

from adapters.http.answers.projects import ProjectResults, present_project
from adapters.http.batch_results import results_reply
from adapters.http.bodies.projects import ProjectBody, ProjectsBody, ProjectUpdatesBody
from adapters.http.call import Call
from adapters.http.reply import Reply
from adapters.http.resources.projects import changes_of, show_created, team_of, wrong_team
from adapters.http.route import AnyRoute, NoQuery, Repeating, Route
from application.projects.create_projects import CreateProjects, ProjectRequest
from application.projects.update_projects import ProjectUpdate, UpdateProjects
from application.races import AlreadyAnswered
from domain.errors import FieldError, Refusal
from domain.ids import ProjectId
from domain.organizations.names import Slug
from domain.projects.project import Project

Outcomes = tuple[Project | Refusal | AlreadyAnswered, ...]


def wrong_teams(body: object) -> list[FieldError]:
    """Return where a team of a batch, of any shape, names somebody again."""
    projects = body.get("projects") if isinstance(body, dict) else getattr(body, "projects", None)
    return [
        FieldError(f"/projects/{index}{wrong.pointer}", wrong.detail)
        for index, project in enumerate(projects if isinstance(projects, list) else ())
        for wrong in wrong_team(project)
    ]


def _wanted(body: ProjectBody) -> ProjectRequest:
    return ProjectRequest(
        body.name,
        Slug(body.slug),
        body.type,
        body.environment,
        body.description or "",
        tuple(body.tags or ()),
        team_of(body.team or ()),
    )


def create_projects(call: Call[ProjectsBody, NoQuery]) -> Outcomes:
    """Start several projects."""
    return call.use.create_projects(call.actor, projects=[_wanted(body) for body in call.body.projects])


def update_projects(call: Call[ProjectUpdatesBody, NoQuery]) -> Outcomes:
    """Change several projects."""
    updates = [ProjectUpdate(ProjectId(body.project_id), changes_of(body)) for body in call.body.projects]
    return call.use.update_projects(call.actor, updates=updates)


def show_results(call: Call[object, NoQuery], outcomes: Outcomes) -> Reply:
    """Show what became of each project."""
    return results_reply(call, outcomes, "project", present_project)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST", path="/organizations/{org_id}/projects/batch", name="create_projects", tag="Projects",
        summary="Start up to 100 projects, each of which is started or refused alone",
        access=CreateProjects.permission, use_case=CreateProjects, body=ProjectsBody, query=NoQuery, rules=wrong_teams,
        act=create_projects, show=show_results, answers={200: ProjectResults},
        repeating=Repeating.BY_ELEMENT, keep=show_created,
    ),
    Route(
        method="PUT", path="/organizations/{org_id}/projects/batch", name="update_projects", tag="Projects",
        summary="Change up to 100 projects, each of which is changed or refused alone",
        access=UpdateProjects.permission, use_case=UpdateProjects, body=ProjectUpdatesBody, query=NoQuery,
        rules=wrong_teams, act=update_projects, show=show_results, answers={200: ProjectResults},
    ),
)  # fmt: skip
