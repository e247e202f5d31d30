"""Bodies and queries about users, invitations and sessions."""

from typing import Annotated, Literal

from pydantic import Field

from adapters.http.bodies.common import Body, ListQuery, Omittable
from adapters.http.fields import EmailText, Id, Name, NewPassword, Password, Token
from domain.people.user import UserStatus
from domain.roles.role import Role

Ids = Annotated[list[Id], Field(max_length=1000)]


class InvitationBody(Body):
    """Who is to be invited, as what, and to which projects."""

    email: EmailText
    role: Annotated[Role | None, Field(description="Left out: the organization's `default_role`.")] = None
    projects: Ids | None = None


class InvitationsBody(Body):
    """Up to 100 invitations."""

    invitations: Annotated[list[InvitationBody], Field(min_length=1, max_length=100)]


class AcceptBody(Body):
    """The token of the mail; a new person also gives a name and a password, a known one proves its password."""

    token: Token
    name: Name | None = None
    password: NewPassword | None = None


class UserBody(Body):
    """What is to change about a user; `projects` are all those that it shall be in."""

    role: Omittable[Role] = None
    projects: Omittable[Ids] = None
    status: Omittable[UserStatus] = None


class UserOfBatch(UserBody):
    """What is to change about which user."""

    user_id: Id


class UsersBody(Body):
    """Up to 100 changes."""

    users: Annotated[list[UserOfBatch], Field(min_length=1, max_length=100)]


class UsersQuery(ListQuery):
    """Which users; `status=invited` lists the invitations."""

    role: Role | None = None
    status: Literal["active", "suspended", "invited"] | None = None
    project_id: Id | None = None


class LogInBody(Body):
    """A person's e-mail address and password, and which organization to work in."""

    email: EmailText
    password: Password
    org_id: Id | None = None


class SwitchBody(Body):
    """Which organization to work in from now on."""

    org_id: Id


class RefreshBody(Body):
    """A refresh token, which works once."""

    refresh_token: Token
