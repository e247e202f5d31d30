"""How users, invitations and sessions are shown."""

from datetime import datetime
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from adapters.http.answers.common import ElementProblem
from adapters.http.answers.organizations import MembershipAnswer, present_membership
from adapters.http.answers.words import (
    EmailWord,
    InvitationIdText,
    InvitationStatusWord,
    KeyIdText,
    OrganizationIdText,
    ProjectIdText,
    ProjectRoleWord,
    RoleWord,
    TokenTypeWord,
    UserIdText,
    UserStatusWord,
)
from application.organizations.transfer_ownership import Transferred
from application.people.accept_invitation import Accepted
from application.people.remove_user import Removed
from application.people.update_user import Updated
from application.sessions.signed_in import SignedIn
from domain.api_keys.api_key import ApiKey
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation
from domain.people.user import User


class UserAnswer(TypedDict):
    """A user. `projects` are those whose team names it, `project_roles` what it is there."""

    user_id: UserIdText
    email: EmailWord
    name: str
    role: RoleWord
    status: UserStatusWord
    projects: list[ProjectIdText]
    project_roles: dict[str, ProjectRoleWord]
    created_at: datetime
    version: int


class UpdatedUserAnswer(UserAnswer):
    """A user; `billing_email` is its address if the bills go there though it is no owner, else null."""

    billing_email: str | None


class InvitationAnswer(TypedDict):
    """An invitation; its token is in the mail alone. `invited_by` is null for the one of a sign-up."""

    invitation_id: InvitationIdText
    email: EmailWord
    role: RoleWord
    status: InvitationStatusWord
    projects: list[ProjectIdText]
    invited_by: str | None
    created_at: datetime
    expires_at: datetime
    version: int


class InvitedUserAnswer(TypedDict):
    """Who is invited, in the shape of a user. `projects` and `project_roles` are what accepting will bring."""

    user_id: None
    email: EmailWord
    name: None
    role: RoleWord
    status: Literal["invited"]
    projects: list[ProjectIdText]
    project_roles: dict[str, ProjectRoleWord]
    created_at: datetime
    version: int
    invitation_id: InvitationIdText
    invited_by: str | None
    expires_at: datetime


class InvitationResult(TypedDict):
    """What became of one invitation of a batch: it, or a problem."""

    index: int
    invitation: NotRequired[InvitationAnswer]
    problem: NotRequired[ElementProblem]


class InvitationResults(TypedDict):
    """What became of each, in order."""

    results: list[InvitationResult]


class UserResult(TypedDict):
    """What became of one user of a batch: it, or a problem."""

    index: int
    user: NotRequired[UpdatedUserAnswer]
    problem: NotRequired[ElementProblem]


class UserResults(TypedDict):
    """What became of each, in order."""

    results: list[UserResult]


class LeftKey(TypedDict):
    """A key that a removed user made and that lives on."""

    key_id: KeyIdText
    name: str
    key_prefix: str


class RemovedAnswer(TypedDict):
    """A user who was removed, and what is to be looked at now.

    `api_keys` are those that it made and that live on, `billing_email` its address if the bills still go there.
    """

    user_id: UserIdText
    api_keys: list[LeftKey]
    billing_email: str | None


class TransferredAnswer(UserAnswer):
    """The new owner; `api_keys` are the former one's, `billing_email` its address if the bills still go there."""

    api_keys: list[LeftKey]
    billing_email: str | None


class AcceptedAnswer(TypedDict):
    """A new user, signed in."""

    user: UserAnswer
    org_id: OrganizationIdText
    access_token: str
    refresh_token: str
    token_type: TokenTypeWord
    expires_in: int


class SignedInAnswer(TypedDict):
    """Tokens, shown once. `expires_in` is that of the access token, in seconds."""

    access_token: str
    refresh_token: str
    token_type: TokenTypeWord
    expires_in: int
    organizations: list[MembershipAnswer]


def present_user(user: User) -> UserAnswer:
    """Show a user."""
    return {
        "user_id": user.id,
        "email": user.email.text,
        "name": user.name,
        "role": user.role.value,
        "status": user.status.value,
        "projects": sorted(user.projects),
        "project_roles": {project: role.value for project, role in sorted(user.projects.items())},
        "created_at": user.created_at,
        "version": user.version,
    }


def present_updated(updated: Updated) -> UpdatedUserAnswer:
    """Show a changed user."""
    return {**present_user(updated.user), "billing_email": address_of(updated.billing_email)}


def present_removed(removed: Removed) -> RemovedAnswer:
    """Show what a removed user leaves."""
    return {
        "user_id": removed.user.id,
        "api_keys": left_keys(removed.keys),
        "billing_email": address_of(removed.billing_email),
    }


def present_transferred(transferred: Transferred) -> TransferredAnswer:
    """Show the new owner, and what the former one leaves."""
    return {
        **present_user(transferred.owner),
        "api_keys": left_keys(transferred.keys),
        "billing_email": address_of(transferred.billing_email),
    }


def left_keys(keys: tuple[ApiKey, ...]) -> list[LeftKey]:
    """Show the keys that live on."""
    return [{"key_id": key.id, "name": key.name, "key_prefix": key.prefix} for key in keys]


def address_of(email: EmailAddress | None) -> str | None:
    """Show an address, or none."""
    return None if email is None else email.text


def present_invitation(invitation: Invitation) -> InvitationAnswer:
    """Show an invitation."""
    return {
        "invitation_id": invitation.id,
        "email": invitation.email.text,
        "role": invitation.role.value,
        "status": invitation.status.value,
        "projects": list(invitation.projects),
        "invited_by": invitation.invited_by,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
        "version": invitation.version,
    }


def present_invited_user(invitation: Invitation) -> InvitedUserAnswer:
    """Show an invitation in the shape of a user."""
    return {
        "user_id": None,
        "email": invitation.email.text,
        "name": None,
        "role": invitation.role.value,
        "status": "invited",
        "projects": sorted(invitation.projects),
        "project_roles": dict.fromkeys(sorted(invitation.projects), invitation.role.project_role.value),
        "created_at": invitation.created_at,
        "version": invitation.version,
        "invitation_id": invitation.id,
        "invited_by": invitation.invited_by,
        "expires_at": invitation.expires_at,
    }


def present_accepted(accepted: Accepted) -> AcceptedAnswer:
    """Show who has come in."""
    return {
        "user": present_user(accepted.user),
        "org_id": accepted.organization.id,
        "access_token": accepted.signed_in.access_token,
        "refresh_token": accepted.signed_in.refresh_token,
        "token_type": "Bearer",
        "expires_in": accepted.signed_in.expires_in,
    }


def present_signed_in(signed_in: SignedIn) -> SignedInAnswer:
    """Show what somebody gets who signed in."""
    return {
        "access_token": signed_in.access_token,
        "refresh_token": signed_in.refresh_token,
        "token_type": "Bearer",
        "expires_in": signed_in.expires_in,
        "organizations": [present_membership(membership) for membership in signed_in.organizations],
    }
