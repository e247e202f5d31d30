"""The use cases of people and organizations on the adapters in memory, under a clock that tests move."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from dependency_injector.providers import Object

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from application.actor import Actor, Source, operator
from application.people.accept_invitation import Accepted
from domain.audit.audit_event import AuditEvent
from domain.ids import OrganizationId, ProjectId, UserId
from domain.limits.claim import SEATS
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation
from domain.projects.project import Environment, ProjectType
from domain.roles.role import Role
from entrypoints.container.tenantry import Tenantry
from entrypoints.settings import Settings

Result = TypeVar("Result")

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
OFFICE = Source("192.0.2.7", "a browser", "req-1")


class House:
    """One assembly, with the shortest ways to the states that tests begin with."""

    def __init__(self) -> None:
        self.clock = MovableClock(BEGINNING)
        built = Tenantry(
            settings=Object(Settings(signups_per_hour=1_000, logins_per_minute=10)),
            clock=Object(self.clock),
            passwords=Object(Argon2Passwords(memory_cost=8, time_cost=1)),
        )
        self.use = built.application()
        self.work_off = built.work_off()
        storage = built.storage()
        self.directory = storage.directory
        self.workspaces = storage.workspaces
        self.credentials = storage.credentials
        self.agenda = storage.agenda
        self.answers = storage.answers
        self.mailbox = built.outbox()
        self.rate_limiter = storage.rate_limiter
        self.tokens = built.tokens()
        self.keys = built.keys()
        self.ids = built.ids()
        self.events = built.events()
        self.log = built.log()
        self.catalogue = built.catalogue()

    def signed_up(self, slug: str = "acme", owner: str = "alice", plan: str = "free") -> Organization:
        """Sign up an organization whose owner has not accepted yet; a paid plan is granted at once, without a trial."""
        signed_up = self.use.sign_up(OFFICE, name=slug.title(), slug=Slug(slug), owner_email=email(owner), plan=plan)
        if plan == "free":
            return signed_up
        return self.use.change_plan(self.operator(signed_up.id), plan=plan)

    def founded(self, slug: str = "acme", owner: str = "alice", plan: str = "free") -> Actor:
        """Return the owner, signed in, of a new organization."""
        self.signed_up(slug, owner, plan)
        return self.actor(self.accepted(owner))

    def token_of(self, person: str) -> str:
        """Return the token of the newest mail to a person that has one."""
        self.work_off()
        return next(mail.token for mail in self.mailbox.sent() if mail.to == email(person).text and mail.token)

    def accepted(self, person: str, token: str | None = None) -> Accepted:
        """Let a person accept its newest invitation."""
        return self.use.accept_invitation(
            OFFICE, token=token or self.token_of(person), name=person.title(), password=PASSWORD
        )

    def joined(self, inviter: Actor, person: str, role: Role = Role.MEMBER) -> Actor:
        """Invite a person, who accepts and is signed in."""
        self.use.invite_user(inviter, email=email(person), role=role)
        return self.actor(self.accepted(person))

    def actor(self, accepted: Accepted) -> Actor:
        """Return who acts with the access token of an answer."""
        return self.as_bearer(accepted.signed_in.access_token)

    def as_bearer(self, access_token: str) -> Actor:
        """Return who acts with an access token."""
        return self.use.authenticate_token(access_token, OFFICE).actor

    def project(self, actor: Actor, slug: str = "website") -> ProjectId:
        """Start a project."""
        return self.use.create_project(
            actor, name=slug, slug=Slug(slug), type=ProjectType.WEB, environment=Environment.PRODUCTION
        ).id

    def operator(self, organization_id: OrganizationId) -> Actor:
        """Return the operator, acting on an organization."""
        return operator(organization_id, "operator")

    def seats(self, actor: Actor) -> int:
        """Return how many seats are filled."""
        return self.workspaces.open(actor).total(SEATS)

    def open_invitations(self, actor: Actor) -> tuple[Invitation, ...]:
        """Return the invitations that can still be accepted."""
        return tuple(self.use.list_invitations(actor, after=None, limit=200).items)

    def log_of(self, actor: Actor) -> tuple[AuditEvent, ...]:
        """Return the audit log of an organization, newest first."""
        page = self.workspaces.open(actor).audit_log.page(
            None, 200, lambda _: True, BEGINNING - timedelta(days=1), BEGINNING + timedelta(days=365)
        )
        return tuple(page.items)

    def actions(self, actor: Actor) -> list[str]:
        """Return what the audit log tells of, newest first."""
        return [event.action for event in self.log_of(actor)]

    def pass_days(self, days: int) -> None:
        """Let days pass, and what is due be done."""
        self.clock.advance(timedelta(days=days))
        self.work_off()


def email(person: str) -> EmailAddress:
    """Return a person's address."""
    return EmailAddress(f"{person}@acme.example")


def user_id(actor: Actor) -> UserId:
    """Return the user who acts."""
    return UserId(actor.id)


def elsewhere(actor: Actor) -> Actor:
    """Return the same actor at another address."""
    return replace(actor, source=Source("198.51.100.9", "a browser", "req-2"))


def at_once(*acts: Callable[[], Result]) -> list[Result | Exception]:
    """Do everything at the same moment, each in a thread of its own; return what came of each, in order."""
    together = Barrier(len(acts))

    def outcome(act: Callable[[], Result]) -> Result | Exception:
        together.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001  whatever comes of it is looked at by the test
            return error

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(outcome, acts))


def refusals(outcomes: list[Result | Exception]) -> list[Exception]:
    """Return the outcomes that are none."""
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]
