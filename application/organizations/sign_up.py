"""Signing up: an organization begins, with an invitation to its owner."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import final

from application.access.guessing import Guessing
from application.actor import Actor, Once, Source, system
from application.audit.events import Events
from application.billing.beginning import begin_billing
from application.people.issuing import issue
from application.ports.agenda import WorkKind
from application.ports.clock import Clock
from application.ports.directory import Directory, SaveMembership, TakeSlug
from application.ports.ids import Ids
from application.ports.opaque_tokens import OpaqueTokens
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import CommitRefused
from domain.audit.audit_event import ActorKind
from domain.billing.account import BillingAccount
from domain.billing.beginning import on_trial, without_trial
from domain.errors import Conflict, InvalidRequest, Unauthenticated
from domain.ids import PersonId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.people.owners import claims_on_ownership, owning
from domain.people.person import Membership, Person
from domain.people.seats import SEAT, reserved_name
from domain.people.user import User
from domain.plans.catalogue import Catalogue
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.plan import Plan
from domain.roles.role import Role


@final
@dataclass(frozen=True, slots=True)
class SignUp:
    """Founds an organization under a slug that nobody has.

    A paid plan begins with its trial once the owner is known, or with the free plan for an owner who has had one; who
    is not signed in is told nothing of that.
    Its owner proves the address by accepting an invitation within seven days, else it is erased; a person who is
    signed in owns it at once, under the person's own address. Too many from one address: RateLimited.
    """

    workspaces: Workspaces
    directory: Directory
    catalogue: Catalogue
    clock: Clock
    ids: Ids
    tokens: OpaqueTokens
    events: Events
    guessing: Guessing

    def __call__(
        self,
        source: Source,
        *,
        name: str,
        slug: Slug,
        owner_email: EmailAddress,
        plan: str,
        person: PersonId | None = None,
        once: Once | None = None,
    ) -> Organization:
        self.guessing.sign_up(source)
        _check_free_to_take(slug)
        chosen = self.catalogue.begun_with(plan)
        owner = None if person is None else self._owner(person, owner_email)
        return settled(lambda: self._found(source, once, name, slug, owner_email, chosen, owner))

    def _owner(self, person_id: PersonId, owner_email: EmailAddress) -> Person:
        person = self.directory.person(person_id)
        if person is None:
            raise Unauthenticated
        if person.email != owner_email:
            raise InvalidRequest.at("/owner_email", "this is not the address that you are signed in with")
        return person

    def _found(
        self,
        source: Source,
        once: Once | None,
        name: str,
        slug: Slug,
        owner_email: EmailAddress,
        plan: Plan,
        owner: Person | None,
    ) -> Organization:
        now = self.clock.now()
        organization = Organization(
            self.ids.organization(),
            name,
            slug,
            billing_email=owner_email,
            created_at=now,
            plans=PlanHistory((PlanChange(now, plan),)),
            founded=owner is not None,
        )
        tries = plan.paid and (owner is None or owner.may_try(organization.id))
        if tries:
            organization = on_trial(organization, now)
        elif plan.paid:
            organization = without_trial(organization, self.catalogue.unpaid)
        user = None if owner is None else self._user(owner, now)
        actor = replace(_acting(organization, user), source=source, once=once)
        with self.workspaces.found(organization, actor) as workspace:
            workspace.enter(TakeSlug(slug, organization.id))
            if user is None:
                self._invite(workspace, owner_email, now)
            else:
                _settle_in(workspace, user, now)
            if plan.paid:
                workspace.save(BillingAccount(trial_used=True))
            if owner is not None and plan.paid:
                begin_billing(workspace, self.ids, owner, organization, plan, now)
            workspace.record(self.events.changed(actor, "organization.created", organization.id, None, organization))
            try:
                return workspace.commit(workspace.organization)
            except CommitRefused as refused:
                if refused.answer is None and refused.slug_taken:
                    raise Conflict("this slug is taken") from refused
                raise

    def _user(self, owner: Person, now: datetime) -> User:
        return User(self.ids.user(), owner.id, owner.email, owner.name, Role.OWNER, created_at=now)

    def _invite(self, workspace: Workspace, owner_email: EmailAddress, now: datetime) -> None:
        issue(
            workspace,
            self.ids,
            self.tokens,
            email=owner_email,
            role=Role.OWNER,
            projects=(),
            invited_by=None,
            now=now,
            at_its_end=WorkKind.ERASE_ORGANIZATION,
        )


def _check_free_to_take(slug: Slug) -> None:
    try:
        slug.checked_for_new()
    except ValueError as reserved:
        raise InvalidRequest.at("/slug", str(reserved)) from reserved


def _acting(organization: Organization, owner: User | None) -> Actor:
    if owner is None:
        return system(organization.id, "sign-up")
    return Actor(organization.id, ActorKind.USER, owner.id, role=owner.role, person_id=owner.person_id)


def _settle_in(workspace: Workspace, owner: User, now: datetime) -> None:
    organization = workspace.organization
    workspace.save(owner)
    workspace.reserve(reserved_name(owner.email))
    workspace.claim(SEAT.one_more(organization, now), *claims_on_ownership(0, owning(owner)))
    workspace.enter(SaveMembership(Membership.of(owner, organization.id, organization.name)))
