"""Accepting an invitation: somebody becomes a user, and is signed in."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, final

from application.access.authorise import check_address, check_standing
from application.access.guessing import Guessing
from application.actor import Actor, Source
from application.audit.events import Events
from application.billing.beginning import begin_billing
from application.billing.planning import plan_settling
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.directory import (
    Directory,
    InvitationAddress,
    SaveMembership,
    SavePerson,
    SaveSession,
)
from application.ports.ids import Ids
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.passwords import Passwords
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.sessions.signed_in import SignedIn, new_session, signed_in
from domain.audit.audit_event import ActorKind
from domain.billing.beginning import on_trial, without_trial
from domain.billing.state import Trialing, Unbilled
from domain.errors import FieldError, Gone, InvalidRequest, NotFound, Unauthenticated
from domain.ids import PersonId, UserId
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation
from domain.people.owners import claims_on_ownership, owning
from domain.people.password import check_password
from domain.people.person import Membership, Person
from domain.people.user import User
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Standing


class Accepted(NamedTuple):
    """The new user, where it belongs, and the session that began."""

    user: User
    organization: Organization
    signed_in: SignedIn


@final
@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Makes the invited person a user in the seat that was reserved, in all its projects' teams, and signs it in.

    A new person gives a name and a password; one with a login proves its password, or is signed in already.
    NotFound for an unknown token or another person's; Gone for an invitation that was used or has run out.
    """

    workspaces: Workspaces
    directory: Directory
    passwords: Passwords
    tokens: OpaqueTokens
    access_tokens: AccessTokens
    clock: Clock
    ids: Ids
    events: Events
    guessing: Guessing
    catalogue: Catalogue

    def __call__(
        self,
        source: Source,
        *,
        token: str,
        name: str | None = None,
        password: str | None = None,
        person: PersonId | None = None,
    ) -> Accepted:
        token_hash = self.tokens.hash(token)
        address = self.directory.invitation(token_hash)
        if address is None:
            raise NotFound
        proof = _Proof(source, name, password, person)
        return settled(lambda: self._accept(address, proof))

    def _accept(self, address: InvitationAddress, proof: "_Proof") -> Accepted:
        now, user_id = self.clock.now(), self.ids.user()
        actor = Actor(address.organization_id, ActorKind.USER, user_id, source=proof.source)
        with self._opened(actor) as workspace:
            invitation = workspace.invitations.get(address.invitation_id)
            accepted = _accepted(workspace.organization, invitation, address.token_hash, proof.source, now)
            person = self._person(proof, invitation.email, now)
            user = self._seated(workspace, accepted, person, user_id, now)
            organization = self._founded(workspace, person, user, now)
            workspace.claim(*claims_on_ownership(0, owning(user)))
            membership = Membership.of(user, organization.id, organization.name)
            workspace.enter(SaveMembership(membership))
            session, refresh_token = new_session(self.ids, self.tokens, user, organization.id, now)
            workspace.enter(SaveSession(session))
            workspace.record(
                self.events.changed(
                    replace(actor, role=user.role, person_id=person.id),
                    "invitation.accepted",
                    invitation.id,
                    invitation,
                    accepted,
                )
            )
            belongs = (*self.directory.memberships(person.id), membership)
            answer = signed_in(self.access_tokens, session, organization, refresh_token, belongs, now)
            return workspace.commit(Accepted(user, organization, answer))

    def _founded(self, workspace: Workspace, person: Person, user: User, now: datetime) -> Organization:
        """Return the organization, which its first owner's acceptance founds: only then does its billing begin."""
        organization = workspace.organization
        begins = user.owns and not organization.founded
        if begins and isinstance(organization.billing, Trialing):
            wanted = organization.plan(now)
            tries = person.may_try(organization.id)
            begun = on_trial(organization, now) if tries else without_trial(organization, self.catalogue.unpaid)
            begin_billing(workspace, self.ids, person, begun, wanted, now)
            return workspace.save(replace(begun, founded=True))
        if person.version == 0:
            workspace.enter(SavePerson(person))
        if not begins:
            return organization
        if not isinstance(organization.billing, Unbilled):
            plan_settling(workspace, self.ids, now)
        return workspace.save(replace(organization, founded=True))

    def _opened(self, actor: Actor) -> Workspace:
        try:
            return self.workspaces.open(actor)
        except NotFound as erased:
            raise Gone from erased

    def _seated(
        self, workspace: Workspace, accepted: Invitation, person: Person, user_id: UserId, now: datetime
    ) -> User:
        projects = [workspace.projects.get(project_id) for project_id in accepted.projects]
        project_role = accepted.role.project_role
        for project in projects:
            workspace.save(project.admit(user_id, project_role))
        workspace.save(accepted)
        return workspace.save(
            User(
                user_id,
                person.id,
                person.email,
                person.name,
                accepted.role,
                created_at=now,
                projects={project.id: project_role for project in projects},
            )
        )

    def _person(self, proof: "_Proof", email: EmailAddress, now: datetime) -> Person:
        if proof.person_id is not None:
            signed_in_already = self.directory.person(proof.person_id)
            if signed_in_already is None or signed_in_already.email != email:
                raise NotFound
            return signed_in_already
        known = self.directory.person_by_email(email)
        if known is None:
            return self._newcomer(proof, email, now)
        if proof.password is None:
            raise InvalidRequest.at("/password", "a password is needed")
        self.guessing.password(proof.source, email.text)
        if not self.passwords.matches(known.password_hash, proof.password):
            raise Unauthenticated
        return known

    def _newcomer(self, proof: "_Proof", email: EmailAddress, now: datetime) -> Person:
        if not proof.name or proof.password is None:
            wanted = {"name": proof.name, "password": proof.password}
            raise InvalidRequest(
                tuple(FieldError(f"/{field}", "this is needed") for field in wanted if not wanted[field])
            )
        check_password(proof.password, self.passwords.is_common)
        return Person(self.ids.person(), email, proof.name, self.passwords.hash(proof.password), now)


class _Proof(NamedTuple):
    source: Source
    name: str | None
    password: str | None
    person_id: PersonId | None


def _accepted(
    organization: Organization, invitation: Invitation, token_hash: str, source: Source, now: datetime
) -> Invitation:
    if invitation.token_hash != token_hash:
        raise Gone
    accepted = invitation.accept(now)
    check_standing(organization, Standing.GOOD)
    check_address(organization, source)
    if not organization.settings.admits_email(invitation.email):
        raise InvalidRequest.at("/token", "the organization no longer allows addresses of this domain")
    return accepted
