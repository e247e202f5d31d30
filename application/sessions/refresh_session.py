"""Carrying on with a session."""

from dataclasses import dataclass
from typing import final

from application.actor import Actor, Source
from application.audit.events import Events
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.credentials import Credentials
from application.ports.directory import Directory, SaveSession
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.sessions import Sessions
from application.ports.workspaces import Workspaces
from application.sessions.signed_in import SignedIn, signed_in
from application.unit_of_work import CommitRefused
from domain.audit.audit_event import ActorKind
from domain.errors import NotFound, StaleVersion, Unauthenticated
from domain.people.session import Session


@final
@dataclass(frozen=True, slots=True)
class RefreshSession:
    """Gives new tokens for a refresh token, which works once: using it again ends the session.

    Unauthenticated when the session has rested longer than its organization allows, is a day old, has ended, or
    its user is not active any more.
    """

    sessions: Sessions
    credentials: Credentials
    directory: Directory
    workspaces: Workspaces
    tokens: OpaqueTokens
    access_tokens: AccessTokens
    clock: Clock
    events: Events

    def __call__(self, source: Source, *, refresh_token: str) -> SignedIn:
        refresh_hash = self.tokens.hash(refresh_token)
        while True:
            session = self.sessions.by_refresh_hash(refresh_hash)
            if session is None or session.ended:
                raise Unauthenticated
            try:
                if session.refresh_hash == refresh_hash:
                    return self._refresh(session)
                self._end(session, source)
            except (StaleVersion, CommitRefused):
                continue
            raise Unauthenticated

    def _refresh(self, session: Session) -> SignedIn:
        now, refresh_token = self.clock.now(), self.tokens.new()
        record = self.credentials.user(session.organization_id, session.user_id)
        if record is None or not record.user.active:
            raise Unauthenticated
        organization = record.organization
        if not session.is_alive(now, organization.settings.session_lifetime):
            raise Unauthenticated
        refreshed = self.sessions.save(session.refresh(self.tokens.hash(refresh_token), now))
        lines = self.directory.memberships(session.person_id)
        return signed_in(self.access_tokens, refreshed, organization, refresh_token, lines, now)

    def _end(self, session: Session, source: Source) -> None:
        """End a session whose token was used twice, and tell so where it is bound: one of both is not its person."""
        actor = Actor(
            session.organization_id,
            ActorKind.USER,
            session.user_id,
            person_id=session.person_id,
            session_id=session.id,
            source=source,
        )
        try:
            with self.workspaces.open(actor) as workspace:
                workspace.enter(SaveSession(session.end()))
                workspace.record(self.events.changed(actor, "session.revoked", session.id))
                workspace.commit(None)
        except NotFound:
            self.sessions.save(session.end())
