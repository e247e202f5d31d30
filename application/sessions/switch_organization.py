"""Switching to another organization of the same person."""

from dataclasses import dataclass, replace
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.audit.watch import Watch
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.directory import Directory, SaveSession
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.sessions import Sessions
from application.ports.workspaces import Workspaces
from application.races import settled
from application.sessions.signed_in import SignedIn, signed_in
from domain.errors import NotFound, Unauthenticated
from domain.ids import OrganizationId, PersonId
from domain.people.person import Membership
from domain.people.session import Session
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class SwitchOrganization:
    """Binds the session to another organization and gives it new tokens; those before are no longer good.

    NotFound for an organization that the person is no active user of, which is told at home. A switch is told in
    the log of the organization that is entered: the other one learns nothing.
    """

    permission: ClassVar[Permission] = Permission.OWN_SESSION
    workspaces: Workspaces
    directory: Directory
    sessions: Sessions
    tokens: OpaqueTokens
    access_tokens: AccessTokens
    clock: Clock
    events: Events
    watch: Watch

    def __call__(self, actor: Actor, *, organization_id: OrganizationId) -> SignedIn:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
        if actor.person_id is None or actor.session_id is None:
            raise Unauthenticated
        person_id, session_id = actor.person_id, actor.session_id
        try:
            return settled(lambda: self._switch(actor, person_id, self.sessions.get(session_id), organization_id))
        except NotFound:
            self.watch.elsewhere(actor, organization_id)
            raise

    def _switch(
        self, actor: Actor, person_id: PersonId, session: Session | None, organization_id: OrganizationId
    ) -> SignedIn:
        if session is None or session.ended:
            raise Unauthenticated
        lines = self.directory.memberships(person_id)
        entering = _entering(actor, lines, organization_id)
        with self.workspaces.open(entering) as workspace:
            now, refresh_token = self.clock.now(), self.tokens.new()
            user = workspace.users.get(entering.user_id or session.user_id)
            switched = session.switch(organization_id, user.id).refresh(self.tokens.hash(refresh_token), now)
            workspace.enter(SaveSession(switched))
            workspace.record(self.events.changed(entering, "session.switched", session.id))
            answer = signed_in(self.access_tokens, switched, workspace.organization, refresh_token, lines, now)
            return workspace.commit(answer)


def _entering(actor: Actor, lines: tuple[Membership, ...], organization_id: OrganizationId) -> Actor:
    for line in lines:
        if line.organization_id == organization_id and line.active:
            return replace(
                actor, organization_id=organization_id, id=line.user_id, role=line.role, project_roles={}, once=None
            )
    raise NotFound
