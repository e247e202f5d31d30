"""What of a user somebody else may see: of its projects only those that both know."""

from dataclasses import replace

from application.access.authorise import sees
from application.actor import Actor
from domain.people.user import User


def as_seen_by(actor: Actor, user: User) -> User:
    """Return the user without the projects that the actor may not see."""
    return replace(
        user,
        projects={project: role for project, role in user.projects.items() if sees(actor, project)},
    )


def is_seen_by(actor: Actor, user: User) -> bool:
    """Tell whether the actor may know the user: a key bound to a project knows those who can see it."""
    return actor.project_id is None or user.project_role(actor.project_id) is not None
