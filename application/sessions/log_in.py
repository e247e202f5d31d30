"""Signing in."""

from dataclasses import dataclass
from typing import final

from application.access.guessing import Guessing
from application.actor import Actor, Source
from application.audit.events import Events
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.directory import Directory, SaveSession
from application.ports.ids import Ids
from application.ports.log import Log
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.passwords import Passwords
from application.ports.workspaces import Workspaces
from application.races import settled
from application.sessions.signed_in import BY_PASSWORD, SignedIn, new_session, signed_in
from domain.audit.audit_event import ActorKind
from domain.errors import NotFound, Unauthenticated
from domain.ids import OrganizationId
from domain.organizations.names import EmailAddress
from domain.people.person import Membership, Person
from domain.roles.refusals import NoOrganization


@final
@dataclass(frozen=True, slots=True)
class LogIn:
    """Starts a session, bound to the organization asked for, else the last one, else the first.

    Unauthenticated for a wrong password and an unknown address alike, after the same time; RateLimited after too
    many tries from an address or for an account; NoOrganization for who is an active user of none.
    """

    directory: Directory
    workspaces: Workspaces
    passwords: Passwords
    tokens: OpaqueTokens
    access_tokens: AccessTokens
    clock: Clock
    ids: Ids
    events: Events
    log: Log
    guessing: Guessing

    def __call__(
        self, source: Source, *, email: str, password: str, organization_id: OrganizationId | None = None
    ) -> SignedIn:
        self.guessing.password(source, email.lower()[:254])
        person = self._person(email)
        if not self.passwords.matches(None if person is None else person.password_hash, password):
            self._tell_of_refusal(source, person)
            raise Unauthenticated
        if person is None:
            raise Unauthenticated
        try:
            return settled(lambda: self._start(source, person, organization_id))
        except NotFound as removed:
            raise NoOrganization from removed

    def _person(self, email: str) -> Person | None:
        try:
            return self.directory.person_by_email(EmailAddress.parse(email))
        except ValueError:
            return None

    def _start(self, source: Source, person: Person, organization_id: OrganizationId | None) -> SignedIn:
        lines = self.directory.memberships(person.id)
        line = self._wanted(person, lines, organization_id)
        actor = _acting(line, source)
        with self.workspaces.open(actor) as workspace:
            user, now = workspace.users.get(line.user_id), self.clock.now()
            if not user.active:
                raise NoOrganization
            session, refresh_token = new_session(self.ids, self.tokens, user, line.organization_id, now)
            workspace.enter(SaveSession(session))
            workspace.record(self.events.changed(actor, "session.started", session.id))
            answer = signed_in(self.access_tokens, session, workspace.organization, refresh_token, lines, now)
            return workspace.commit(answer)

    def _wanted(self, person: Person, lines: tuple[Membership, ...], wanted: OrganizationId | None) -> Membership:
        open_to = {line.organization_id: line for line in lines if line.active}
        if wanted is not None and wanted not in open_to:
            raise NoOrganization
        last = wanted or self.directory.last_organization(person.id)
        chosen = open_to.get(last) if last is not None else None
        if chosen is None and not open_to:
            raise NoOrganization
        return chosen or next(iter(open_to.values()))

    def _tell_of_refusal(self, source: Source, person: Person | None) -> None:
        if person is None:
            self.log.note("login.unknown-account", address=source.address, request_id=source.request_id)
            return
        lines = {line.organization_id: line for line in self.directory.memberships(person.id)}
        last = self.directory.last_organization(person.id)
        line = lines.get(last) if last is not None else next(iter(lines.values()), None)
        if line is None:
            return
        actor = _acting(line, source)
        try:
            with self.workspaces.open(actor) as workspace:
                workspace.record(self.events.observed(actor, "user.login_refused", line.user_id))
                workspace.commit(None)
        except NotFound:
            return


def _acting(line: Membership, source: Source) -> Actor:
    return Actor(
        line.organization_id,
        ActorKind.USER,
        line.user_id,
        role=line.role,
        person_id=line.person_id,
        methods=BY_PASSWORD,
        source=source,
    )
