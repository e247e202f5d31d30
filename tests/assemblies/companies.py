"""Acme and Globex, their people, and how they come to be in a store by the shortest way."""

from dataclasses import replace
from typing import Final

from adapters.catalogue.plan_file import read_catalogue
from application.actor import Actor, operator
from application.ports.directory import TakeSlug
from domain.audit.audit_event import ActorKind
from domain.ids import OrganizationId, PersonId, ProjectId, UserId
from domain.limits.claim import OWNERS, PROJECTS, SEATS, Claim
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.people.seats import reserved_name
from domain.people.user import User
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.plan import Plan
from domain.projects.places import reserved_slug
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import Role, Scope
from tests.assemblies.storage import NOON, Storage

ACME: Final = OrganizationId("org_1")
GLOBEX: Final = OrganizationId("org_12")
"""Begins like Acme's id: nothing may take the one for the other."""

CATALOGUE: Final = read_catalogue()
FREE, STARTER, PRO, ENTERPRISE = CATALOGUE.plans

WEBSITE: Final = ProjectId("prj_1")
SHOP: Final = ProjectId("prj_12")

LONG_AGO: Final = NOON.replace(year=2025)

ALICE: Final = User(
    UserId("usr_1"), PersonId("per_1"), EmailAddress("alice@acme.example"), "Alice", Role.OWNER, created_at=NOON
)
BOB: Final = User(
    UserId("usr_12"), PersonId("per_12"), EmailAddress("bob@acme.example"), "Bob", Role.MEMBER, created_at=NOON
)


def organization(organization_id: OrganizationId = ACME, plan: Plan = STARTER) -> Organization:
    """An organization that is on `plan` since long ago."""
    name = f"Company {organization_id.removeprefix('org_')}"
    return Organization(
        organization_id,
        name,
        Slug(name.lower().replace(" ", "-")),
        EmailAddress("bills@acme.example"),
        created_at=LONG_AGO,
        plans=PlanHistory((PlanChange(LONG_AGO, plan),)),
        founded=True,
    )


def project(project_id: ProjectId = WEBSITE) -> Project:
    slug = Slug(project_id.replace("_", "-"))
    return Project(project_id, slug.text, slug, ProjectType.WEB, Environment.PRODUCTION, created_at=NOON)


def house(organization_id: OrganizationId = ACME) -> Actor:
    """The operator of the house, at work in an organization."""
    return operator(organization_id, "olivia")


def acting(user: User = ALICE, organization_id: OrganizationId = ACME) -> Actor:
    """A user who is signed in."""
    return Actor(organization_id, ActorKind.USER, user.id, role=user.role, person_id=user.person_id)


def machine(organization_id: OrganizationId = ACME) -> Actor:
    """An API key of the whole organization that records, corrects and reads usage."""
    scopes = frozenset({Scope.WRITE_RESOURCES, Scope.CORRECT_RESOURCES, Scope.READ_RESOURCES, Scope.READ_USAGE})
    return Actor(organization_id, ActorKind.API_KEY, "key_1", scopes=scopes)


def found(storage: Storage, company: Organization | None = None) -> Organization:
    """Found a company, empty, with its slug."""
    founded = company or organization()
    actor = house(founded.id)
    with storage.workspaces.found(founded, actor) as workspace:
        workspace.enter(TakeSlug(founded.slug, founded.id))
        workspace.record(storage.events.changed(actor, "organization.created", founded.id))
        return workspace.commit(workspace.organization)


def start(storage: Storage, *projects: Project, organization_id: OrganizationId = ACME) -> None:
    """Start projects, each in a change of its own, whatever the plan says."""
    for started in projects:
        actor = house(organization_id)
        with storage.workspaces.open(actor) as workspace:
            workspace.save(started)
            workspace.reserve(reserved_slug(started.slug))
            workspace.claim(Claim(PROJECTS, 1))
            workspace.record(storage.events.changed(actor, "project.created", started.id))
            workspace.commit(None)


def admit(storage: Storage, *users: User, organization_id: OrganizationId = ACME) -> None:
    """Give users a seat, each in a change of its own, whatever the plan says."""
    for user in users:
        actor = house(organization_id)
        with storage.workspaces.open(actor) as workspace:
            workspace.save(user)
            workspace.reserve(reserved_name(user.email))
            workspace.claim(Claim(SEATS, 1), Claim(OWNERS, int(user.owns)))
            workspace.record(storage.events.changed(actor, "user.joined", user.id))
            workspace.commit(None)


def numbered(user: User, number: int) -> User:
    """Another user like `user`, with ids and an address of its own."""
    return replace(
        user,
        id=UserId(f"usr_{number}"),
        person_id=PersonId(f"per_{number}"),
        email=EmailAddress(f"user{number}@acme.example"),
    )
