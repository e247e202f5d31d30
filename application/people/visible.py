"""What an actor may see of users and invitations: of their projects, only those that the actor may see too."""

from dataclasses import replace

from application.access.authorise import sees
from application.actor import Actor
from domain.ids import ProjectId
from domain.people.invitation import Invitation
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


def invitation_as_seen_by(actor: Actor, invitation: Invitation) -> Invitation:
    """Return the invitation without the projects that the actor may not see."""
    return replace(invitation, projects=tuple(project for project in invitation.projects if sees(actor, project)))


def invites_to(invitation: Invitation, project_id: ProjectId) -> bool:
    """Tell whether the invited person will have access to a project."""
    return invitation.role.leads_everything or project_id in invitation.projects
