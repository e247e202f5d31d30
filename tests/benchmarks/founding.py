"""How a company comes to be: by the use cases that customers and the operator of the house use."""

from dataclasses import dataclass
from typing import Final

from pydantic import SecretBytes

from adapters.security.passwords import Argon2Passwords
from application.actor import Actor, Source, operator
from application.ports.clock import Clock
from domain.organizations.names import EmailAddress, Slug
from domain.plans.contract import Contract
from domain.projects.project import Environment, Project, ProjectType
from domain.roles.role import Scope
from entrypoints.container import Assembly, assembled
from entrypoints.settings import Settings

TERMS: Final = Contract(
    users=1_000,
    projects=1_000,
    api_calls=10**12,
    compute_minutes=10**9,
    storage_bytes=2**50,
    requests_per_minute=10_000_000,
    price_cents=100_000,
)
"""Every limit is there and is checked, none is reached."""

HERE: Final = Source("127.0.0.1")
MOST_OFTEN: Final = 10_000_000
SCOPES: Final = frozenset({Scope.WRITE_RESOURCES, Scope.READ_RESOURCES, Scope.READ_USAGE})


@dataclass(frozen=True, slots=True)
class Founded:
    """A company on enterprise terms, with its owner signed in, one project, and a key that records."""

    owner: Actor
    token: str
    project: Project
    key: str


def house() -> Assembly:
    """Tenantry over empty memory, as `make run` puts it together; only its passwords cost next to nothing."""
    return _built(settings(), None)


def house_on_table(endpoint: str, table: str, clock: Clock) -> Assembly:
    """The same over a new table of DynamoDB Local, under a clock that is moved past the two seconds of what is kept."""
    assembly = _built(
        settings().model_copy(update={"storage": "dynamodb", "dynamodb_endpoint": endpoint, "dynamodb_table": table}),
        clock,
    )
    assembly.prepare()
    return assembly


def settings() -> Settings:
    """What both are built with."""
    return Settings(
        signups_per_hour=1_000_000,
        logins_per_minute=1_000_000,
        jwt_secret={"1": SecretBytes(b"only-for-the-benchmark-32-bytes-long")},
        key_peppers={"1": SecretBytes(b"only-for-the-benchmark")},
    )


def _built(known: Settings, clock: Clock | None) -> Assembly:
    return assembled(known, clock=clock, passwords=Argon2Passwords(memory_cost=8, time_cost=1))


def found(assembly: Assembly, name: str) -> Founded:
    """Found one company; `name` is a slug."""
    use = assembly.application
    email = EmailAddress.parse(f"owner@{name}.example")
    organization = use.sign_up(HERE, name=name, slug=Slug(name), owner_email=email, plan="starter")
    use.change_plan(operator(organization.id, "bench"), plan="enterprise", contract=TERMS)
    owner, token = _joined(assembly)
    project = use.create_project(
        owner, name="Website", slug=Slug("website"), type=ProjectType.WEB, environment=Environment.PRODUCTION
    )
    key = use.create_api_key(owner, name="Meter", scopes=SCOPES, rate_limit=MOST_OFTEN)
    return Founded(owner, token, project, key.secret or "")


def _joined(assembly: Assembly) -> tuple[Actor, str]:
    """Let the owner accept the invitation that is mailed last."""
    assert assembly.outbox is not None
    while assembly.work_off():
        pass
    [mail] = assembly.outbox.sent(1)
    use = assembly.application
    accepted = use.accept_invitation(HERE, token=mail.token or "", name="Owner", password="correct horse battery")
    token = accepted.signed_in.access_token
    return use.authenticate_token(token, HERE).actor, token
