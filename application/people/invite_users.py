"""Inviting several people together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise
from application.actor import Actor
from application.one_by_one import OneByOne
from application.people.invite_user import InviteUser
from application.ports.workspaces import Workspaces
from application.races import AlreadyAnswered
from domain.errors import Refusal
from domain.ids import ProjectId
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation
from domain.roles.permission import Permission
from domain.roles.role import Role


class InvitationRequest(NamedTuple):
    """Who is to be invited, as what, and to which projects."""

    email: EmailAddress
    role: Role | None = None
    projects: tuple[ProjectId, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class InviteUsers:
    """Invites in order, each one on its own: what became of each, at its place.

    A request that takes effect once keeps an answer for each; AlreadyAnswered holds one given before.
    """

    permission: ClassVar[Permission] = Permission.INVITE_USERS
    workspaces: Workspaces
    invite_user: InviteUser
    one_by_one: OneByOne

    def __call__(
        self, actor: Actor, *, invitations: Sequence[InvitationRequest]
    ) -> tuple[Invitation | Refusal | AlreadyAnswered, ...]:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
        return self.one_by_one.each(actor, invitations, self._invite)

    def _invite(self, actor: Actor, wanted: InvitationRequest) -> Invitation:
        return self.invite_user(actor, email=wanted.email, role=wanted.role, projects=wanted.projects)
