"""Handing an organization over to another of its users."""

from dataclasses import dataclass, replace
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.ports.directory import SaveMembership
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.errors import Conflict
from domain.ids import UserId
from domain.people.owners import claims_on_ownership, owning
from domain.people.person import Membership
from domain.people.user import User
from domain.roles.permission import Permission
from domain.roles.refusals import PermissionDenied
from domain.roles.role import Role


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns an organization, as the audit log tells it."""

    owner: UserId | None


@final
@dataclass(frozen=True, slots=True)
class TransferOwnership:
    """Makes another active user an owner and the caller an admin, in one step; returns the new owner."""

    permission: ClassVar[Permission] = Permission.TRANSFER_OWNERSHIP
    workspaces: Workspaces
    events: Events

    def __call__(self, actor: Actor, *, user_id: UserId) -> User:
        return settled(lambda: self._transfer(actor, user_id))

    def _transfer(self, actor: Actor, user_id: UserId) -> User:
        with self.workspaces.open_current(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            heir = workspace.users.get(user_id)
            if user_id == actor.user_id:
                raise Conflict("the organization is yours already")
            if not heir.active:
                raise Conflict("a suspended user cannot become the owner")
            former = self._former(workspace, actor)
            raised = [heir, *former]
            placed = [_place(workspace, replace(heir, role=Role.OWNER))]
            placed += [_place(workspace, replace(user, role=Role.ADMIN)) for user in former]
            workspace.claim(*claims_on_ownership(owning(*raised), owning(*placed)))
            workspace.record(
                self.events.changed(
                    actor,
                    "organization.ownership_transferred",
                    actor.organization_id,
                    Ownership(actor.user_id),
                    Ownership(user_id),
                )
            )
            return workspace.commit(placed[0])

    def _former(self, workspace: Workspace, actor: Actor) -> list[User]:
        if actor.user_id is None:
            return []
        caller = workspace.users.get(actor.user_id)
        if not caller.owns:
            raise PermissionDenied(self.permission.rule.name)
        return [caller]


def _place(workspace: Workspace, user: User) -> User:
    placed = workspace.save(user)
    organization = workspace.organization
    workspace.enter(SaveMembership(Membership.of(placed, organization.id, organization.name)))
    return placed
