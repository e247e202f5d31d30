"""Removing a user, or leaving."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.organizations.freeing import Freeing
from application.people.billing_contact import address_left, plan_telling
from application.people.granting import check_reach
from application.ports.directory import RemoveMembership
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import CommitRefused, check_version
from domain.api_keys.api_key import ApiKey
from domain.ids import UserId
from domain.limits.claim import OWNERS
from domain.organizations.names import EmailAddress
from domain.people.owners import claims_on_ownership, last_owner, owning
from domain.people.seats import SEAT, reserved_name
from domain.people.user import User
from domain.roles.permission import Permission


class Removed(NamedTuple):
    """The user that is gone, the keys that it made and that live on, and its address if the bills still go there."""

    user: User
    keys: tuple[ApiKey, ...]
    billing_email: EmailAddress | None


@final
@dataclass(frozen=True, slots=True)
class RemoveUser:
    """Frees a user's seat and address and takes it out of all teams; everybody may remove themselves.

    Conflict where no owner would be left.
    """

    permission: ClassVar[Permission] = Permission.REMOVE_USERS
    own_permission: ClassVar[Permission] = Permission.LEAVE_ORGANIZATION
    workspaces: Workspaces
    events: Events
    freeing: Freeing

    def __call__(self, actor: Actor, *, user_id: UserId, version: int | None = None) -> Removed:
        return settled(lambda: self._remove(actor, user_id, version))

    def _remove(self, actor: Actor, user_id: UserId, version: int | None) -> Removed:
        leaving = user_id == actor.user_id
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.own_permission if leaving else self.permission)
            user = workspace.users.get(user_id)
            if not leaving:
                check_reach(actor, user.role)
            check_version(user, version)
            _clear(workspace, user)
            seat = SEAT.one_less(workspace.organization)
            self.freeing.claim(workspace, actor, seat, *claims_on_ownership(owning(user), 0))
            event = self.events.changed(actor, "user.removed", user.id, user, None)
            workspace.record(event)
            removed = Removed(user, workspace.api_keys.made_by(user.id), address_left(workspace, user))
            plan_telling(workspace, self.events.ids, removed.billing_email, event.at)
            try:
                return workspace.commit(removed)
            except CommitRefused as refused:
                if refused.answer is None and OWNERS in refused.refused:
                    raise last_owner() from refused
                raise


def _clear(workspace: Workspace, user: User) -> None:
    for project_id in user.projects:
        workspace.save(workspace.projects.get(project_id).dismiss(user.id))
    workspace.remove(user)
    workspace.release(reserved_name(user.email))
    workspace.enter(RemoveMembership(user.person_id, workspace.organization.id))
