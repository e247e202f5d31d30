"""Projects as their teams see them, and the two sides of a team: the project's, and its users'."""

from collections.abc import Mapping

from application.access.authorise import sees
from application.actor import Actor
from application.ports.workspaces import Workspace
from domain.errors import Conflict, NotFound
from domain.ids import ProjectId, UserId
from domain.people.user import User
from domain.projects.project import Project
from domain.roles.role import ProjectRole

Team = Mapping[UserId, ProjectRole]


def seen_project(actor: Actor, workspace: Workspace, project_id: ProjectId) -> Project:
    """Return a project; NotFound also when the actor may not know that it exists."""
    project = workspace.projects.get(project_id)
    if not sees(actor, project_id):
        raise NotFound
    return project


def concerned(workspace: Workspace, former: Team, team: Team) -> Mapping[UserId, User]:
    """Return the users whose place in a team changes; NotFound when one of them is no user."""
    moved = {user_id for user_id, role in team.items() if former.get(user_id) is not role}
    return workspace.users.recent_all([*moved, *(former.keys() - team.keys())])


def restaff(
    workspace: Workspace, project_id: ProjectId, users: Mapping[UserId, User], former: Team, team: Team
) -> None:
    """Stage on the users' side that a project has another team; Conflict when a suspended user would join."""
    for user_id, user in users.items():
        if user_id not in team:
            workspace.save(user.left(project_id))
            continue
        if user_id not in former and not user.active:
            raise Conflict("a suspended user cannot join a team")
        workspace.save(user.joined(project_id, team[user_id]))
