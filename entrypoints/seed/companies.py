"""Who the seeded companies are, and how much of everything their projects use on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.projects.project import Environment, ProjectType
from domain.roles.role import ProjectRole, Role

PASSWORD: Final = "correct horse battery staple"  # noqa: S105 - printed at every start, of people who do not exist
GB: Final = 2**30


@dataclass(frozen=True, slots=True)
class Daily:
    """What one project uses on a day, and the bytes that it holds at the end of a month."""

    calls: int
    minutes: int
    sent: int
    stored: int


@dataclass(frozen=True, slots=True)
class Work:
    """A project, who works on it beside the owner who leads it, and what it uses."""

    name: str
    slug: str
    type: ProjectType
    environment: Environment
    team: Mapping[str, ProjectRole]
    """Roles by e-mail address."""
    daily: Daily


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is invited and accepts."""

    name: str
    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Company:
    """A company as it will stand. The first of `people` signs it up and owns it."""

    name: str
    slug: str
    plan: str
    people: tuple[Colleague, ...]
    projects: tuple[Work, ...]
    invited: tuple[str, ...] = ()
    """Addresses whose invitations wait."""
    spend_cap_cents: int | None = None
    """Turns overage on, up to this cap."""
    calls_so_far: int | None = None
    """The calls of this month up to now, whatever day it is, instead of the daily ones."""
    address: str = "127.0.0.1"
    """Where its people come from, as the audit log tells it."""


ACME: Final = Company(
    "Acme Corp",
    "acme",
    "pro",
    people=(
        Colleague("Alice", "alice@acme.example", Role.OWNER),
        Colleague("Bob", "bob@acme.example", Role.ADMIN),
        Colleague("Carol", "carol@acme.example", Role.MEMBER),
        Colleague("Dave", "dave@acme.example", Role.VIEWER),
    ),
    projects=(
        Work(
            "Mobile App",
            "mobile-app",
            ProjectType.MOBILE,
            Environment.PRODUCTION,
            {"carol@acme.example": ProjectRole.LEAD, "dave@acme.example": ProjectRole.VIEWER},
            Daily(14_200, 55, 3 * GB, 21 * GB),
        ),
        Work(
            "Web Shop",
            "web-shop",
            ProjectType.WEB,
            Environment.PRODUCTION,
            {"carol@acme.example": ProjectRole.DEVELOPER},
            Daily(9_300, 31, 5 * GB, 12 * GB),
        ),
        Work(
            "Recommender",
            "recommender",
            ProjectType.ML,
            Environment.STAGING,
            {},
            Daily(850, 190, GB // 4, 40 * GB),
        ),
    ),
    invited=("erin@acme.example",),
    address="192.0.2.10",
)
GLOBEX: Final = Company(
    "Globex",
    "globex",
    "starter",
    people=(
        Colleague("Gina", "gina@globex.example", Role.OWNER),
        Colleague("Hank", "hank@globex.example", Role.MEMBER),
        Colleague("Bob", "bob@acme.example", Role.MEMBER),
    ),
    projects=(
        Work(
            "Reactor API",
            "reactor-api",
            ProjectType.API,
            Environment.PRODUCTION,
            {"hank@globex.example": ProjectRole.LEAD, "bob@acme.example": ProjectRole.DEVELOPER},
            Daily(3_900, 40, GB, 8 * GB),
        ),
        Work(
            "Intranet",
            "intranet",
            ProjectType.WEB,
            Environment.DEVELOPMENT,
            {"hank@globex.example": ProjectRole.LEAD},
            Daily(180, 2, GB // 50, GB // 2),
        ),
    ),
    spend_cap_cents=5_000,
    address="198.51.100.20",
)
HOOLI: Final = Company(
    "Hooli",
    "hooli",
    "free",
    people=(
        Colleague("Gavin", "gavin@hooli.example", Role.OWNER),
        Colleague("Nora", "nora@hooli.example", Role.VIEWER),
    ),
    projects=(
        Work(
            "Search API",
            "search-api",
            ProjectType.API,
            Environment.PRODUCTION,
            {"nora@hooli.example": ProjectRole.VIEWER},
            Daily(310, 2, GB // 100, GB // 2),
        ),
    ),
    calls_so_far=9_870,
    address="203.0.113.30",
)
COMPANIES: Final = (ACME, GLOBEX, HOOLI)
"""The first one has the most to show, the last one stands just below a limit."""
