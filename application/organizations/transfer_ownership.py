"""Handing an organization over to another of its users."""

from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.people.billing_contact import address_left, plan_telling
from application.ports.directory import SaveMembership
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.api_keys.api_key import ApiKey
from domain.errors import Conflict
from domain.ids import UserId
from domain.organizations.names import EmailAddress
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


class Transferred(NamedTuple):
    """The new owner, the keys that the former one made, and its address if the bills still go there."""

    owner: User
    keys: tuple[ApiKey, ...]
    billing_email: EmailAddress | None


@final
@dataclass(frozen=True, slots=True)
class TransferOwnership:
    """Makes another active user an owner and the caller an admin, in one step."""

    permission: ClassVar[Permission] = Permission.TRANSFER_OWNERSHIP
    workspaces: Workspaces
    events: Events

    def __call__(self, actor: Actor, *, user_id: UserId) -> Transferred:
        return settled(lambda: self._transfer(actor, user_id))

    def _transfer(self, actor: Actor, user_id: UserId) -> Transferred:
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
            event = self.events.changed(
                actor,
                "organization.ownership_transferred",
                actor.organization_id,
                Ownership(actor.user_id),
                Ownership(user_id),
            )
            workspace.record(event)
            keys = tuple(key for user in former for key in workspace.api_keys.made_by(user.id))
            address = next(filter(None, (address_left(workspace, user) for user in former)), None)
            plan_telling(workspace, self.events.ids, address, event.at)
            return workspace.commit(Transferred(placed[0], keys, address))

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
