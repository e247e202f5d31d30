"""Changing a user's role, projects and status."""

from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.people.billing_contact import address_left, plan_telling
from application.people.granting import check_reach
from application.ports.directory import SaveMembership
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import CommitRefused, check_version
from domain.errors import Conflict
from domain.ids import ProjectId, UserId
from domain.limits.claim import OWNERS
from domain.organizations.names import EmailAddress
from domain.people.owners import claims_on_ownership, last_owner, owning
from domain.people.person import Membership
from domain.people.user import User, UserStatus
from domain.projects.project import Project
from domain.roles.permission import Permission
from domain.roles.role import Role


class UserChange(NamedTuple):
    """What is to change of which user; None leaves it as it is. `projects` are all the teams it shall be in."""

    user_id: UserId
    role: Role | None = None
    projects: tuple[ProjectId, ...] | None = None
    status: UserStatus | None = None


class Updated(NamedTuple):
    """The user as it stands now, and its address if the bills go there and it is no owner."""

    user: User
    billing_email: EmailAddress | None


@final
@dataclass(frozen=True, slots=True)
class UpdateUser:
    """Changes what is named, for the user's very next request.

    Nobody touches a user of a role, or gives a role, that they could not grant. Projects that are new to the user
    make it a developer there, or a viewer; in the others it keeps its role. Conflict where no owner would be left.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_USERS
    workspaces: Workspaces
    events: Events

    def __call__(
        self,
        actor: Actor,
        *,
        user_id: UserId,
        role: Role | None = None,
        projects: tuple[ProjectId, ...] | None = None,
        status: UserStatus | None = None,
        version: int | None = None,
    ) -> Updated:
        change = UserChange(user_id, role, projects, status)
        return settled(lambda: self._update(actor, change, version))

    def _update(self, actor: Actor, change: UserChange, version: int | None) -> Updated:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            former = workspace.users.get(change.user_id)
            teams = None if change.projects is None else _teams(workspace, change.projects)
            _check_rights(actor, former, change.role)
            check_version(former, version)
            changed = _changed(former, change, teams)
            if changed == former:
                return _updated(workspace, former)
            if former.id == actor.user_id and former.active and not changed.active:
                raise Conflict("you would lock yourself out")
            _restaff(workspace, former, changed, teams or {})
            saved = workspace.save(changed)
            organization = workspace.organization
            workspace.enter(SaveMembership(Membership.of(saved, organization.id, organization.name)))
            workspace.claim(*claims_on_ownership(owning(former), owning(saved)))
            event = self.events.changed(actor, "user.updated", saved.id, former, saved)
            workspace.record(event)
            updated = _updated(workspace, saved)
            if _is_lowered(former, saved):
                plan_telling(workspace, self.events.ids, updated.billing_email, event.at)
            try:
                return workspace.commit(updated)
            except CommitRefused as refused:
                if refused.answer is None and OWNERS in refused.refused:
                    raise last_owner() from refused
                raise


def _updated(workspace: Workspace, user: User) -> Updated:
    return Updated(user, None if user.owns else address_left(workspace, user))


def _is_lowered(former: User, changed: User) -> bool:
    return changed.role.rank < former.role.rank or (former.active and not changed.active)


def _check_rights(actor: Actor, user: User, role: Role | None) -> None:
    check_reach(actor, user.role)
    if role is not None:
        check_reach(actor, role)


def _teams(workspace: Workspace, projects: tuple[ProjectId, ...]) -> dict[ProjectId, Project]:
    return {project_id: workspace.projects.get(project_id) for project_id in projects}


def _changed(user: User, change: UserChange, teams: dict[ProjectId, Project] | None) -> User:
    role = change.role or user.role
    changed = replace(user, role=role, status=change.status or user.status)
    if teams is None:
        return changed
    staffed = {project_id: user.projects.get(project_id, role.project_role) for project_id in teams}
    return replace(changed, projects=staffed)


def _restaff(workspace: Workspace, former: User, changed: User, teams: dict[ProjectId, Project]) -> None:
    for project_id in former.projects.keys() - changed.projects.keys():
        workspace.save(workspace.projects.get(project_id).dismiss(former.id))
    for project_id in changed.projects.keys() - former.projects.keys():
        if teams[project_id].archived:
            raise Conflict("nobody can join a project that is archived")
        workspace.save(teams[project_id].admit(former.id, changed.projects[project_id]))
