"""Where customers are served nothing is open that is there for demos, and a start says all of it at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from entrypoints import production
from entrypoints.production import brings_own_table, in_production, settings_to_serve
from entrypoints.settings import Settings, WrongSetting

GOOD = {
    "ENVIRONMENT": "production",
    "PUBLIC_URL": "https://api.tenantry.example",
    "MAIL": "smtp",
    "SMTP_URL": "smtp://mail.tenantry.example",
    "BILLING": "none",
    "STORAGE": "dynamodb",
    "JWT_SECRET": "fHq3x-Zr8uYw0pLk6sVtB2nMc9dGjQeA",
    "KEY_PEPPERS": "1:9vTqLx27RmWcPz4K",
}
SIGNS = {
    "a live key": {"STRIPE_SECRET_KEY": "sk_live_of_nobody"},
    "a restricted live key": {"STRIPE_SECRET_KEY": "rk_live_of_nobody"},
    "an https address": {"PUBLIC_URL": "https://api.tenantry.example"},
    "a table at AWS": {"STORAGE": "dynamodb"},
    "a table under an address of AWS": {
        "STORAGE": "dynamodb",
        "DYNAMODB_ENDPOINT": "https://DynamoDB.eu-central-1.amazonaws.com.",
    },
    "a table of a virtual network": {
        "STORAGE": "dynamodb",
        "DYNAMODB_ENDPOINT": "https://vpce-1-a.dynamodb.eu-west-1.vpce.amazonaws.com",
    },
}
NO_SIGNS = {
    "nothing": {},
    "a test key": {"STRIPE_SECRET_KEY": "sk_test_of_nobody"},
    "an https address of this machine": {"PUBLIC_URL": "https://localhost:8443"},
    "another name of this machine": {"PUBLIC_URL": "https://127.0.0.1"},
    "the newer name of this machine": {"PUBLIC_URL": "https://[::1]:8443"},
    "an address without encryption": {"PUBLIC_URL": "http://tenantry.example"},
    "a table of this machine": {"STORAGE": "dynamodb", "DYNAMODB_ENDPOINT": "http://127.0.0.1:8001"},
    "credentials for AWS": {"AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "AKIA"},
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which nothing is set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def given(environment: pytest.MonkeyPatch, *settings: dict[str, str]) -> None:
    for name, value in (item for part in settings for item in part.items()):
        environment.setenv(name, value)


def reasons() -> list[str]:
    """Which settings keep a server from starting, in the order of the lines that name them."""
    with pytest.raises(WrongSetting) as refused:
        settings_to_serve()
    return [line.partition(":")[0] for line in str(refused.value).splitlines()]


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_production_shows_by_itself(bare: pytest.MonkeyPatch, sign: dict[str, str]) -> None:
    given(bare, sign)

    assert in_production(Settings.read())


@pytest.mark.parametrize("sign", NO_SIGNS.values(), ids=NO_SIGNS)
def test_all_else_is_development(bare: pytest.MonkeyPatch, sign: dict[str, str]) -> None:
    given(bare, sign)

    assert not in_production(settings_to_serve())


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_development_is_not_said_where_customers_are_served(bare: pytest.MonkeyPatch, sign: dict[str, str]) -> None:
    given(bare, {"ENVIRONMENT": "development"}, sign)

    assert reasons() == ["ENVIRONMENT"]


def test_a_server_that_is_set_up_well_starts(bare: pytest.MonkeyPatch) -> None:
    given(bare, GOOD)

    assert in_production(settings_to_serve())


def test_all_that_keeps_production_from_starting_is_said_at_once(bare: pytest.MonkeyPatch) -> None:
    given(bare, {"ENVIRONMENT": "production", "CLOCK": "shifted", "KEY_PEPPERS": "aaaaaaaaaaaaaaaa"})
    given(bare, {"JWT_SECRET": "abcdefghi" * 4, "MFA_KEYS": "old:" + "ab" * 16, "LOG_LEVEL": "LOUD"})

    assert reasons() == [
        "LOG_LEVEL", "MAIL", "CLOCK", "BILLING", "PUBLIC_URL", "JWT_SECRET", "KEY_PEPPERS", "MFA_KEYS",
    ]  # fmt: skip


def test_a_wrong_value_is_said_once(bare: pytest.MonkeyPatch) -> None:
    given(bare, {"ENVIRONMENT": "production", "MAIL": "pigeon", "BILLING": "none", "PUBLIC_URL": "tenantry.example"})

    assert reasons() == ["PUBLIC_URL", "MAIL"]


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_a_sign_of_production_closes_the_doors_of_demos(bare: pytest.MonkeyPatch, sign: dict[str, str]) -> None:
    given(bare, sign)

    assert {"MAIL", "BILLING"} <= set(reasons())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL", "outbox"),
        ("CLOCK", "shifted"),
        ("BILLING", "memory"),
        ("BILLING", "stripe-twin"),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "http://api.tenantry.example"),
        ("JWT_SECRET", ""),
        ("JWT_SECRET", "a" * 64),
        ("JWT_SECRET", f"good:{GOOD['JWT_SECRET']},bad:{'012345678' * 4}"),
        ("KEY_PEPPERS", ""),
        ("KEY_PEPPERS", "aaaaaaaaaaaaaaaa"),
        ("MFA_KEYS", "b" * 32),
    ],
)
def test_each_of_them_alone_stops_the_start(bare: pytest.MonkeyPatch, name: str, value: str) -> None:
    given(bare, GOOD, {name: value})

    assert reasons() == [name]


def test_secrets_of_development_are_not_looked_at(bare: pytest.MonkeyPatch) -> None:
    given(bare, {"KEY_PEPPERS": "aaaaaaaaaaaaaaaa"})

    assert settings_to_serve().key_peppers


def test_a_secret_from_the_documents_is_no_secret(bare: pytest.MonkeyPatch) -> None:
    given(bare, GOOD, {"KEY_PEPPERS": "a long enough pass phrase"})

    assert "a long enough pass phrase" in (Path(production.__file__).parent.parent / "README.md").read_text()
    assert reasons() == ["KEY_PEPPERS"]


def test_a_server_brings_a_table_of_its_own_whatever_credentials_there_are(bare: pytest.MonkeyPatch) -> None:
    given(bare, {"STORAGE": "dynamodb", "AWS_PROFILE": "work", "AWS_ACCESS_KEY_ID": "AKIA"})

    assert brings_own_table(settings_to_serve(own_table=True))


@pytest.mark.parametrize(
    "more",
    [
        {"ENVIRONMENT": "production"},
        {"PUBLIC_URL": "https://a.example"},
        {"DYNAMODB_ENDPOINT": "http://127.0.0.1:8001"},
    ],
    ids=str,
)
def test_a_server_in_production_brings_no_table(bare: pytest.MonkeyPatch, more: dict[str, str]) -> None:
    given(bare, {"STORAGE": "dynamodb"}, more)

    assert not brings_own_table(Settings.read())


@pytest.mark.parametrize(
    "server",
    [("-m", "entrypoints.serve", "--empty"), ("-c", "from entrypoints.wsgi import application; application()")],
    ids=["make run", "a server of one's own"],
)
def test_a_server_ends_with_a_line_for_each_reason(bare: pytest.MonkeyPatch, server: tuple[str, ...]) -> None:
    given(bare, {"PUBLIC_URL": "https://api.tenantry.example", "CLOCK": "shifted"})

    ended = subprocess.run([sys.executable, *server], capture_output=True, text=True, timeout=60, check=False)

    said = [line.removeprefix("Error: ") for line in ended.stderr.splitlines()]
    assert ended.returncode == 1
    assert [sum(f"{name}: " in line for line in said) for name in ("MAIL", "CLOCK", "BILLING")] == [1, 1, 1]
