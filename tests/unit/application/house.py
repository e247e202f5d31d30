"""The use cases of people and organizations on the adapters in memory, under a clock that tests move."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from adapters.catalogue.plan_file import read_catalogue
from adapters.mail.outbox_mailbox import OutboxMailbox
from adapters.memory.credentials import MemoryCredentials
from adapters.memory.rate_limiter import MemoryRateLimiter
from adapters.memory.store import MemoryStore
from adapters.memory.workspaces import MemoryWorkspaces
from adapters.security.access_tokens import JwtAccessTokens
from adapters.security.key_smith import PepperedKeySmith
from adapters.security.opaque_tokens import RandomTokens
from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from adapters.system.ids import SortableIds
from adapters.telemetry.json_log import JsonLog
from application.access.authenticate_token import AuthenticateToken
from application.access.guessing import Guessing
from application.actor import Actor, Source, operator
from application.agenda.erase_organization import EraseOrganization
from application.agenda.expire_invitation import ExpireInvitation
from application.agenda.rename_memberships import RenameMemberships
from application.agenda.send_invitation import SendInvitation
from application.agenda.tell_owners import TellOwners
from application.agenda.tell_threshold import TellThreshold
from application.agenda.work_off import WorkOff
from application.audit.events import Events
from application.organizations.change_settings import ChangeSettings
from application.organizations.close_organization import CloseOrganization
from application.organizations.lift_suspension import LiftSuspension
from application.organizations.list_organizations import ListOrganizations
from application.organizations.read_organization import ReadOrganization
from application.organizations.reopen_organization import ReopenOrganization
from application.organizations.sign_up import SignUp
from application.organizations.suspend_organization import SuspendOrganization
from application.organizations.transfer_ownership import TransferOwnership
from application.organizations.update_organization import UpdateOrganization
from application.people.accept_invitation import Accepted, AcceptInvitation
from application.people.invite_user import InviteUser
from application.people.invite_users import InviteUsers
from application.people.list_invitations import ListInvitations
from application.people.list_users import ListUsers
from application.people.read_user import ReadUser
from application.people.remove_user import RemoveUser
from application.people.resend_invitation import ResendInvitation
from application.people.revoke_invitation import RevokeInvitation
from application.people.update_user import UpdateUser
from application.people.update_users import UpdateUsers
from application.ports.agenda import WorkKind
from application.projects.create_project import CreateProject
from application.sessions.log_in import LogIn
from application.sessions.log_out import LogOut
from application.sessions.refresh_session import RefreshSession
from application.sessions.switch_organization import SwitchOrganization
from domain.audit.audit_event import AuditEvent
from domain.ids import OrganizationId, ProjectId, UserId
from domain.limits.claim import SEATS
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation
from domain.projects.project import Environment, ProjectType
from domain.roles.role import Role

Result = TypeVar("Result")

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
OFFICE = Source("192.0.2.7", "a browser", "req-1")


class House:
    """One assembly, with the shortest ways to the states that tests begin with."""

    def __init__(self) -> None:
        self.clock = MovableClock(BEGINNING)
        self.store = MemoryStore(timedelta(days=90))
        self.mailbox = OutboxMailbox()
        self.rate_limiter = MemoryRateLimiter()
        self.directory = self.store.directory
        self.workspaces = MemoryWorkspaces(self.store, self.clock)
        self.credentials = MemoryCredentials(self.store)
        self.passwords = Argon2Passwords(memory_cost=64, time_cost=1)
        self.tokens = RandomTokens()
        self.access_tokens = JwtAccessTokens({"1": b"x" * 32}, "tenantry", "tenantry")
        self.keys = PepperedKeySmith({"1": b"x" * 32})
        self.ids = SortableIds(self.clock)
        self.events = Events(self.clock, self.ids)
        self.log = JsonLog()
        self.catalogue = read_catalogue()
        self.guessing = Guessing(self.rate_limiter, self.clock, signups_per_hour=1_000, logins_per_minute=10)
        self._build_organizations()
        self._build_people()
        self._build_sessions()
        self._build_agenda()

    def _build_organizations(self) -> None:
        workspaces, clock, ids, events = self.workspaces, self.clock, self.ids, self.events
        self.sign_up = SignUp(
            workspaces, self.directory, self.catalogue, clock, ids, self.tokens, events, self.guessing
        )
        self.list_organizations = ListOrganizations(self.directory)
        self.read_organization = ReadOrganization(workspaces)
        self.update_organization = UpdateOrganization(workspaces, clock, ids, events)
        self.change_settings = ChangeSettings(workspaces, clock, events, self.catalogue)
        self.close_organization = CloseOrganization(workspaces, clock, ids, events)
        self.reopen_organization = ReopenOrganization(workspaces, events)
        self.suspend_organization = SuspendOrganization(workspaces, clock, ids, events)
        self.lift_suspension = LiftSuspension(workspaces, clock, ids, events)
        self.transfer_ownership = TransferOwnership(workspaces, events)
        self.create_project = CreateProject(workspaces, clock, ids, events, self.catalogue)

    def _build_people(self) -> None:
        workspaces, clock, ids, events = self.workspaces, self.clock, self.ids, self.events
        self.invite_user = InviteUser(workspaces, clock, ids, self.tokens, events, self.catalogue)
        self.invite_users = InviteUsers(workspaces, self.invite_user)
        self.list_invitations = ListInvitations(workspaces, clock)
        self.resend_invitation = ResendInvitation(workspaces, clock, ids, self.tokens, events)
        self.revoke_invitation = RevokeInvitation(workspaces, events)
        self.accept_invitation = AcceptInvitation(
            workspaces,
            self.directory,
            self.passwords,
            self.tokens,
            self.access_tokens,
            clock,
            ids,
            events,
            self.guessing,
        )
        self.list_users = ListUsers(workspaces)
        self.read_user = ReadUser(workspaces)
        self.update_user = UpdateUser(workspaces, events)
        self.update_users = UpdateUsers(workspaces, self.update_user)
        self.remove_user = RemoveUser(workspaces, events)

    def _build_sessions(self) -> None:
        sessions, tokens, access_tokens = self.store.sessions, self.tokens, self.access_tokens
        self.log_in = LogIn(
            self.directory,
            self.workspaces,
            self.passwords,
            tokens,
            access_tokens,
            self.clock,
            self.ids,
            self.events,
            self.log,
            self.guessing,
        )
        self.log_out = LogOut(self.workspaces, sessions, self.events)
        self.switch_organization = SwitchOrganization(
            self.workspaces, self.directory, sessions, tokens, access_tokens, self.clock, self.events
        )
        self.refresh_session = RefreshSession(
            sessions,
            self.credentials,
            self.directory,
            self.workspaces,
            tokens,
            access_tokens,
            self.clock,
            self.events,
        )
        self.authenticate_token = AuthenticateToken(access_tokens, sessions, self.credentials, self.clock)

    def _build_agenda(self) -> None:
        workspaces, clock, mailbox, url = self.workspaces, self.clock, self.mailbox, "https://tenantry.example"
        self.work_off = WorkOff(
            self.store.agenda,
            clock,
            {
                WorkKind.SEND_INVITATION: SendInvitation(workspaces, mailbox, self.tokens, clock, url),
                WorkKind.TELL_THRESHOLD: TellThreshold(workspaces, mailbox, clock, url),
                WorkKind.TELL_OWNERS: TellOwners(workspaces, self.directory, mailbox, clock),
                WorkKind.EXPIRE_INVITATION: ExpireInvitation(workspaces, clock, self.events),
                WorkKind.ERASE_ORGANIZATION: EraseOrganization(workspaces, clock, self.ids),
                WorkKind.RENAME_MEMBERSHIPS: RenameMemberships(workspaces, self.directory, self.events),
            },
            self.log,
        )

    def signed_up(self, slug: str = "acme", owner: str = "alice", plan: str = "free") -> Organization:
        """Sign up an organization whose owner has not accepted yet."""
        return self.sign_up(OFFICE, name=slug.title(), slug=Slug(slug), owner_email=email(owner), plan=plan)

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
        return self.accept_invitation(
            OFFICE, token=token or self.token_of(person), name=person.title(), password=PASSWORD
        )

    def joined(self, inviter: Actor, person: str, role: Role = Role.MEMBER) -> Actor:
        """Invite a person, who accepts and is signed in."""
        self.invite_user(inviter, email=email(person), role=role)
        return self.actor(self.accepted(person))

    def actor(self, accepted: Accepted) -> Actor:
        """Return who acts with the access token of an answer."""
        return self.as_bearer(accepted.signed_in.access_token)

    def as_bearer(self, access_token: str) -> Actor:
        """Return who acts with an access token."""
        return self.authenticate_token(access_token, OFFICE).actor

    def project(self, actor: Actor, slug: str = "website") -> ProjectId:
        """Start a project."""
        return self.create_project(
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
        return tuple(self.list_invitations(actor, after=None, limit=200).items)

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
