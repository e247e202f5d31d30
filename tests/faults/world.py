"""The world in which trouble strikes: Acme with its people, projects, keys and usage, and Globex next door."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from application.actor import Actor, Source, operator
from application.people.accept_invitation import Accepted
from application.usage.requests import Recorded
from domain.ids import InvitationId, KeyId, OrganizationId, ProjectId, RecordId, UserId
from domain.money import GIGABYTE
from domain.organizations.names import EmailAddress, Slug
from domain.plans.meter import Meter
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import Role, Scope
from tests.assemblies.product import Process

PASSWORD: Final = "correct horse battery staple"
OFFICE: Final = Source("192.0.2.7", "a browser", "req-1")
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class World:
    """Who and what there is, by ids and tokens; the rest stands in the table."""

    acme: OrganizationId
    globex: OrganizationId
    alice: Actor
    """Owns Acme, and is a member of Globex."""
    frank: Actor
    """Owns Globex, and is invited to Acme."""
    bob: UserId
    """Acme's admin."""
    carol: UserId
    """A member of Acme who develops the website."""
    website: ProjectId
    shop: ProjectId
    """Archived."""
    key: KeyId
    key_text: str
    dave: InvitationId
    """Invited to Acme, and to the website; new to the house."""
    daves_token: str
    franks_token: str
    alices_token: str
    alices_refresh_token: str
    carols_token: str

    def acting(self, user_id: UserId, role: Role) -> Actor:
        return replace(self.alice, id=user_id, role=role, person_id=None, session_id=None)

    @property
    def operator(self) -> Actor:
        return operator(self.acme, "olivia")


def begin(process: Process) -> World:
    """Found both companies; everything due is done, some minutes have passed."""
    acme, globex = _founded(process, "acme", "alice"), _founded(process, "globex", "frank")
    alice = _accepted(process, "alice")
    owner = process.use.authenticate_token(alice.signed_in.access_token, OFFICE).actor
    frank = process.use.authenticate_token(_accepted(process, "frank").signed_in.access_token, OFFICE).actor
    website, shop = _started(process, owner, "website"), _started(process, owner, "shop")
    process.use.archive_project(owner, project_id=shop.id)
    bob = _joined(process, owner, "bob", Role.ADMIN)
    carol = _joined(process, owner, "carol", Role.MEMBER, website.id)
    _joined(process, frank, "alice", Role.MEMBER)
    dave = process.use.invite_user(owner, email=email("dave"), projects=(website.id,))
    daves_token = _token_of(process, "dave")
    process.use.invite_user(owner, email=email("frank"))
    key = process.use.create_api_key(owner, name="Import", scopes=frozenset({Scope.WRITE_RESOURCES}), rate_limit=1_000)
    franks_token = _token_of(process, "frank")
    world = World(
        acme,
        globex,
        owner,
        frank,
        bob.user.id,
        carol.user.id,
        website.id,
        shop.id,
        key.key.id,
        str(key.secret),
        dave.id,
        daves_token,
        franks_token,
        alice.signed_in.access_token,
        alice.signed_in.refresh_token,
        carol.signed_in.access_token,
    )
    record(process, world, "calls-1", Meter.API_CALL, 10)
    record(process, world, "minutes-1", Meter.COMPUTE, 10**6)
    record(process, world, "bytes-1", Meter.STORAGE, GIGABYTE)
    process.clock.advance(5 * MINUTE)
    settle(process)
    return world


def record(
    process: Process, world: World, name: str, meter: Meter, amount: int, corrects: str | None = None
) -> Recorded:
    """Record usage of the website, under an id of one's own."""
    return process.use.record_usage(
        world.alice,
        project_id=world.website,
        meter=meter,
        amount=amount,
        metadata={},
        record_id=RecordId(name),
        corrects=None if corrects is None else RecordId(corrects),
    )


def settle(process: Process) -> None:
    """Do what is due."""
    while process.work_off():
        pass


def email(name: str) -> EmailAddress:
    return EmailAddress(f"{name}@house.example")


Change = Callable[[Process, World], object]
"""Brings the world into the state in which a use case begins."""


def _founded(process: Process, slug: str, owner: str) -> OrganizationId:
    signed_up = process.use.sign_up(
        OFFICE, name=slug.title(), slug=Slug(slug), owner_email=email(owner), plan="starter"
    )
    return process.use.change_plan(operator(signed_up.id, "olga"), plan="starter").id


def _accepted(process: Process, name: str) -> Accepted:
    token = _token_of(process, name)
    return process.use.accept_invitation(OFFICE, token=token, name=name.title(), password=PASSWORD)


def _joined(process: Process, inviter: Actor, name: str, role: Role, *projects: ProjectId) -> Accepted:
    process.use.invite_user(inviter, email=email(name), role=role, projects=projects)
    return _accepted(process, name)


def _token_of(process: Process, name: str) -> str:
    settle(process)
    return next(mail.token for mail in process.outbox.sent() if mail.to == email(name).text and mail.token)


def _started(process: Process, owner: Actor, slug: str) -> Project:
    return process.use.create_project(
        owner, name=slug, slug=Slug(slug), type=ProjectType.WEB, environment=Environment.PRODUCTION
    )
