"""What the routes about users and invitations do and show."""

from collections.abc import Iterable

from adapters.http.answers.people import (
    InvitedUserAnswer,
    UserAnswer,
    present_invitation,
    present_invited_user,
    present_removed,
    present_updated,
    present_user,
)
from adapters.http.batch_results import results_reply
from adapters.http.bodies.common import ListQuery
from adapters.http.bodies.people import (
    InvitationBody,
    InvitationsBody,
    UserBody,
    UsersBody,
    UsersQuery,
)
from adapters.http.call import Call
from adapters.http.fields import email
from adapters.http.paging import page_reply, start_of
from adapters.http.reply import NOTHING, Reply, shown, versioned
from adapters.http.route import NoBody, NoQuery
from application.people.invite_users import InvitationRequest
from application.people.remove_user import Removed
from application.people.update_user import Updated, UserChange
from application.people.update_users import UserOutcome
from application.races import AlreadyAnswered
from application.unit_of_work import Page
from domain.errors import Refusal
from domain.ids import InvitationId, ProjectId, UserId
from domain.people.invitation import Invitation
from domain.people.user import User, UserStatus

INVITED = "invited"

Plain = Call[NoBody, NoQuery]
Outcomes = tuple[Invitation | Refusal | AlreadyAnswered, ...]


def projects_of(ids: Iterable[str]) -> tuple[ProjectId, ...]:
    """Return project ids as a use case takes them, each once."""
    return tuple(dict.fromkeys(ProjectId(project_id) for project_id in ids))


def wanted(body: InvitationBody) -> InvitationRequest:
    """Return what an invitation asks for."""
    return InvitationRequest(email(body.email), body.role, projects_of(body.projects or ()))


def invite_user(call: Call[InvitationBody, NoQuery]) -> Invitation:
    """Invite somebody."""
    invitation = wanted(call.body)
    return call.use.invite_user(call.actor, email=invitation.email, role=invitation.role, projects=invitation.projects)


def invite_users(call: Call[InvitationsBody, NoQuery]) -> Outcomes:
    """Invite several people."""
    return call.use.invite_users(call.actor, invitations=[wanted(body) for body in call.body.invitations])


def show_invited(call: Call[object, NoQuery], invitation: Invitation) -> Reply:
    """Show a new invitation."""
    location = f"/organizations/{call.organization_id}/invitations/{invitation.id}"
    return versioned(present_invitation(invitation), invitation.version, 201, location)


def show_invitation_results(call: Call[object, NoQuery], outcomes: Outcomes) -> Reply:
    """Show what became of each invitation."""
    return results_reply(call, outcomes, "invitation", present_invitation)


def list_invitations(call: Call[NoBody, ListQuery]) -> Page[Invitation]:
    """List who is invited."""
    return call.use.list_invitations(call.actor, after=start_of(call), limit=call.query.limit)


def show_invitations(call: Call[NoBody, ListQuery], page: Page[Invitation]) -> Reply:
    """Show who is invited."""
    return page_reply(call, page, present_invitation)


def resend_invitation(call: Plain) -> Invitation:
    """Send an invitation again."""
    invitation_id = InvitationId(call.arguments["invitation_id"])
    return call.use.resend_invitation(call.actor, invitation_id=invitation_id, version=call.version)


def show_invitation(_: Plain, invitation: Invitation) -> Reply:
    """Show an invitation."""
    return versioned(present_invitation(invitation), invitation.version)


def revoke_invitation(call: Plain) -> None:
    """Take an invitation back."""
    invitation_id = InvitationId(call.arguments["invitation_id"])
    call.use.revoke_invitation(call.actor, invitation_id=invitation_id, version=call.version)


def show_nothing(_: Plain, __: None) -> Reply:
    """Say that it is done."""
    return NOTHING


def list_users(call: Call[NoBody, UsersQuery]) -> Page[User] | Page[Invitation]:
    """List users; or who is invited, which is a status to those who ask."""
    query, after = call.query, start_of(call)
    project_id = None if query.project_id is None else ProjectId(query.project_id)
    if query.status == INVITED:
        return call.use.list_invitations(
            call.actor, role=query.role, project_id=project_id, after=after, limit=query.limit
        )
    return call.use.list_users(
        call.actor,
        role=query.role,
        status=None if query.status is None else UserStatus(query.status),
        project_id=project_id,
        after=after,
        limit=query.limit,
    )


def _present(known: User | Invitation) -> UserAnswer | InvitedUserAnswer:
    return present_user(known) if isinstance(known, User) else present_invited_user(known)


def show_users(call: Call[NoBody, UsersQuery], page: Page[User] | Page[Invitation]) -> Reply:
    """Show users, or who is invited."""
    known: tuple[User | Invitation, ...] = tuple(page.items)
    return page_reply(call, Page(known, page.next), _present)


def read_user(call: Plain) -> User:
    """Read a user."""
    return call.use.read_user(call.actor, user_id=UserId(call.arguments["user_id"]))


def update_user(call: Call[UserBody, NoQuery]) -> Updated:
    """Change a user."""
    body = call.body
    return call.use.update_user(
        call.actor,
        user_id=UserId(call.arguments["user_id"]),
        role=body.role,
        projects=None if body.projects is None else projects_of(body.projects),
        status=body.status,
        version=call.version,
    )


def show_user(_: Call[object, NoQuery], user: User) -> Reply:
    """Show a user."""
    return versioned(present_user(user), user.version)


def show_updated(_: Call[object, NoQuery], updated: Updated) -> Reply:
    """Show a changed user."""
    return versioned(present_updated(updated), updated.user.version)


def update_users(call: Call[UsersBody, NoQuery]) -> tuple[UserOutcome, ...]:
    """Change several users."""
    changes = [
        UserChange(
            UserId(body.user_id),
            body.role,
            None if body.projects is None else projects_of(body.projects),
            body.status,
        )
        for body in call.body.users
    ]
    return call.use.update_users(call.actor, changes=changes)


def show_user_results(call: Call[UsersBody, NoQuery], outcomes: tuple[UserOutcome, ...]) -> Reply:
    """Show what became of each user."""
    return results_reply(call, outcomes, "user", present_updated)


def remove_user(call: Plain) -> Removed:
    """Remove a user, or leave."""
    return call.use.remove_user(call.actor, user_id=UserId(call.arguments["user_id"]), version=call.version)


def show_removed(_: Plain, removed: Removed) -> Reply:
    """Show what the user leaves."""
    return shown(present_removed(removed))
