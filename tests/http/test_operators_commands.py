"""`tenantry reconcile` and `extend-trial`: what an operator sees and changes, on a table and Stripe's twin."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from pydantic import SecretBytes, SecretStr

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import SystemClock
from application.actor import Actor, Source
from domain.billing.state import Trialing
from domain.ids import OrganizationId
from domain.organizations.names import EmailAddress, Slug
from entrypoints.container import Assembly, assembled
from entrypoints.container.set_up import set_up
from entrypoints.settings import Settings
from entrypoints.stripe_twin import StripeTwin, served
from tests.http.test_serve_and_demo import run

KEY: Final = "sk_test_twin"
SECRET: Final = "whsec_twin"
NAMED: Final = "of no consequence and yet long enough"


@dataclass(frozen=True)
class Place:
    """A company that pays, and how the command line reaches its table and its provider."""

    assembly: Assembly
    twin: StripeTwin
    owner: Actor
    variables: tuple[str, ...]

    @property
    def organization(self) -> OrganizationId:
        return self.owner.organization_id

    def reconcile(self, *options: str) -> tuple[int, str]:
        return self.command("reconcile", *options)

    def extend_trial(self, until: datetime, organization: str = "") -> tuple[int, str]:
        return self.command("extend-trial", organization or self.organization, "--until", f"{until:%Y-%m-%d}")

    def command(self, *words: str) -> tuple[int, str]:
        command = (sys.executable, "-m", "entrypoints.cli", *words)
        done = run("/usr/bin/env", "COLUMNS=200", *self.variables, *command)
        return done.returncode, done.stdout + done.stderr

    def subscription(self) -> dict[str, object]:
        [found] = self.twin.all("subscription")
        return found

    def charge_times(self, quantity: int) -> None:
        """Let somebody set by hand, at the provider, how often the plan is charged."""
        [subscription] = self.live()
        items: Any = subscription["items"]
        [item] = [item for item in items["data"] if item["price"]["recurring"]["usage_type"] == "licensed"]
        item["quantity"] = quantity

    def live(self) -> list[dict[str, object]]:
        return [found for found in self.twin.all("subscription") if found["status"] != "canceled"]


def settled(assembly: Assembly) -> None:
    while assembly.work_off():
        pass


@pytest.fixture
def place(dynamodb_endpoint: str, request: pytest.FixtureRequest) -> Iterator[Place]:
    twin = StripeTwin(SystemClock().now, secret_key=KEY, webhook_secret=SECRET, seed=request.node.name)
    with served(twin) as address:
        table = f"reconciled-{abs(hash(request.node.name))}"
        settings = Settings(
            storage="dynamodb",
            dynamodb_endpoint=dynamodb_endpoint,
            dynamodb_table=table,
            billing="stripe-twin",
            stripe_address=address,
            stripe_secret_key=SecretStr(KEY),
            stripe_webhook_secrets=(SecretStr(SECRET),),
            jwt_secret={"1": SecretBytes(NAMED.encode())},
            key_peppers={"1": SecretBytes(NAMED.encode())},
            log_level="ERROR",
        )
        set_up(settings, check=False)
        assembly = assembled(settings, passwords=Argon2Passwords(memory_cost=8, time_cost=1))
        assembly.prepare()
        variables = (
            "STORAGE=dynamodb", f"DYNAMODB_ENDPOINT={dynamodb_endpoint}", f"DYNAMODB_TABLE={table}",
            "BILLING=stripe-twin", f"STRIPE_ADDRESS={address}", f"STRIPE_SECRET_KEY={KEY}",
            f"STRIPE_WEBHOOK_SECRETS={SECRET}", f"JWT_SECRET=1:{NAMED}", f"KEY_PEPPERS=1:{NAMED}", "LOG_LEVEL=ERROR",
        )  # fmt: skip
        yield Place(assembly, twin, founded(assembly), variables)


def founded(assembly: Assembly) -> Actor:
    office = Source("192.0.2.7", "a browser", "req-1")
    owner = EmailAddress("alice@acme.example")
    use = assembly.application
    use.sign_up(office, name="Acme", slug=Slug("acme"), owner_email=owner, plan="starter")
    settled(assembly)
    assert assembly.outbox is not None
    token = next(mail.token for mail in assembly.outbox.sent() if mail.token)
    accepted = use.accept_invitation(office, token=token, name="Alice", password="correct horse battery staple")
    settled(assembly)
    return use.authenticate_token(accepted.signed_in.access_token, office).actor


def test_where_both_sides_agree_nothing_is_told(place: Place) -> None:
    status, told = place.reconcile()

    assert (status, told) == (0, "1 organizations looked at, 0 differences, 0 left.\n")


def test_a_subscription_that_was_ended_behind_our_back_is_told_and_mended(place: Place) -> None:
    place.subscription()["status"] = "canceled"

    status, told = place.reconcile("--organization", place.organization)

    assert status == 1
    assert "subscription-missing" in told
    assert place.reconcile("--repair")[0] == 0
    billing = place.assembly.application.read_billing(place.owner)
    assert billing.organization.plan(billing.at).id == "free"


def test_the_command_ends_with_1_as_long_as_a_difference_stands_and_with_0_after(place: Place) -> None:
    place.charge_times(2)
    standing = place.reconcile(), place.reconcile("--repair")

    place.charge_times(1)

    assert [(status, "quantity" in told) for status, told in standing] == [(1, True), (1, True)]
    assert place.reconcile() == (0, "1 organizations looked at, 0 differences, 0 left.\n")


def test_an_organization_that_is_not_there_is_told(place: Place) -> None:
    status, told = place.reconcile("--organization", "org_nosuch")

    assert status == 1
    assert "there is no organization org_nosuch" in told


def test_what_another_process_keeps_to_itself_is_not_looked_at() -> None:
    done = run(sys.executable, "-m", "entrypoints.cli", "reconcile")

    assert done.returncode == 1
    assert "STORAGE: what a server keeps in memory no other process can look at" in done.stderr


def test_a_trial_is_extended_and_the_provider_learns_it(place: Place) -> None:
    until = SystemClock().now() + timedelta(days=40)

    status, told = place.extend_trial(until)

    assert (status, told) == (0, f"The trial of Acme ({place.organization}) ends on {until:%Y-%m-%d}, 00:00 UTC.\n")
    settled(place.assembly)
    assert place.assembly.application.read_billing(place.owner).organization.billing == Trialing(midnight(until))
    assert [found["trial_end"] for found in place.live()] == [midnight(until).timestamp()]
    assert place.reconcile()[0] == 0


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (-1, "has begun already, UTC"),
        (0, "has begun already, UTC"),
        (3, "it is extended, never made shorter"),
        (800, "a trial ends 730 days from now at the latest"),
    ],
)
def test_what_is_no_extension_is_refused(place: Place, days: int, why: str) -> None:
    status, told = place.extend_trial(SystemClock().now() + timedelta(days=days))

    assert status == 1
    assert why in told


def test_no_trial_of_an_organization_that_is_not_there_is_extended(place: Place) -> None:
    status, told = place.extend_trial(SystemClock().now() + timedelta(days=40), "org_nosuch")

    assert (status, told) == (1, "Error: there is no organization org_nosuch\n")


def midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
