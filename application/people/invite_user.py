"""Inviting somebody into an organization."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.audit.watch import Watch
from application.people.granting import granting_role
from application.people.issuing import issue
from application.people.running_out import release_run_out
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import CommitRefused
from domain.errors import Conflict, InvalidRequest, Refusal
from domain.ids import ProjectId
from domain.limits.claim import SEATS
from domain.limits.refusals import PlanLimitExceeded
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation
from domain.people.seats import SEAT, reserved_name
from domain.people.user import by_default, check_grant
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Permission
from domain.roles.role import Role


@final
@dataclass(frozen=True, slots=True)
class InviteUser:
    """Reserves a seat for an address, with a role and projects, for seven days, and mails the token.

    PlanLimitExceeded when every seat is taken, also after those of invitations that have run out were freed;
    Conflict for somebody who is a user or invited already.
    """

    permission: ClassVar[Permission] = Permission.INVITE_USERS
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    tokens: OpaqueTokens
    events: Events
    catalogue: Catalogue
    watch: Watch

    def __call__(
        self,
        actor: Actor,
        *,
        email: EmailAddress,
        role: Role | None = None,
        projects: tuple[ProjectId, ...] = (),
    ) -> Invitation:
        return self.watch.within_limits(
            actor, lambda: self._invite_until_full(actor, email, role, tuple(dict.fromkeys(projects)))
        )

    def _invite_until_full(
        self, actor: Actor, email: EmailAddress, role: Role | None, projects: tuple[ProjectId, ...]
    ) -> Invitation:
        while True:
            try:
                return settled(lambda: self._invite(actor, email, role, projects))
            except (PlanLimitExceeded, Conflict):
                if not release_run_out(self.workspaces, self.clock, self.events, actor.organization_id):
                    raise

    def _invite(
        self, actor: Actor, email: EmailAddress, role: Role | None, projects: tuple[ProjectId, ...]
    ) -> Invitation:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            invitation = issue(
                workspace,
                self.ids,
                self.tokens,
                email=email,
                role=self._granted(actor, workspace, email, role, projects),
                projects=projects,
                invited_by=actor.user_id,
                now=self.clock.now(),
            )
            workspace.record(self.events.changed(actor, "invitation.created", invitation.id, None, invitation))
            try:
                return workspace.commit(invitation)
            except CommitRefused as refused:
                worded = None if refused.answer or refused.moved_on else self._worded(workspace, email, refused)
                raise worded or refused from refused

    def _granted(
        self,
        actor: Actor,
        workspace: Workspace,
        email: EmailAddress,
        role: Role | None,
        projects: tuple[ProjectId, ...],
    ) -> Role:
        settings = workspace.organization.settings
        if not settings.admits_email(email):
            raise InvalidRequest.at("/email", "the organization does not allow addresses of this domain")
        named = workspace.projects.recent_all(projects).values()
        granter = granting_role(actor)
        granted = role or by_default(granter, settings.default_role)
        check_grant(granter, granted)
        if any(project.archived for project in named):
            raise Conflict("nobody can be invited to a project that is archived")
        return granted

    def _worded(self, workspace: Workspace, email: EmailAddress, refused: CommitRefused) -> Refusal | None:
        if reserved_name(email) in refused.taken:
            user = workspace.users.by_email(email)
            return Conflict("this person is invited already" if user is None else "this person is a user already")
        if SEATS in refused.refused:
            used = refused.totals[SEATS]
            return SEAT.all_taken(workspace.organization, self.catalogue, used, self.clock.now())
        return None
