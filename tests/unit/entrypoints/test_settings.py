"""Settings: sensible where none is made, and a wrong one is named in one line that gives nothing away."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from entrypoints.settings import Settings, WrongSetting

LONG = "a secret of at least thirty-two bytes"
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment in which nothing is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.read()

    assert (settings.storage, settings.billing, settings.mail) == ("memory", "memory", "outbox")
    assert (settings.port, settings.audit_retention_days, settings.default_rate_limit) == (8000, 90, 1000)
    assert settings.base_url == "http://localhost:8000"


def test_an_empty_value_counts_as_not_set(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("PORT", "")

    assert Settings.read().port == 8000


def test_values_are_read_from_the_environment(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("PORT", "9000")
    bare.setenv("PUBLIC_URL", "https://api.example.com/")
    bare.setenv("TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8")
    bare.setenv("CORS_ORIGINS", "https://app.example.com,http://localhost:3000")
    bare.setenv("PLAN_CATALOGUE", "plans.json")

    settings = Settings.read()

    assert (settings.port, settings.base_url) == (9000, "https://api.example.com")
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    assert settings.cors_origins == ("https://app.example.com", "http://localhost:3000")
    assert settings.plan_catalogue == Path("plans.json")


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        (LONG, {"1": LONG}),
        (f"2026:{LONG}", {"2026": LONG}),
        (f"old:{LONG}1, new:{LONG}2", {"old": f"{LONG}1", "new": f"{LONG}2"}),
    ],
)
def test_secrets_come_alone_or_by_name_in_their_order(
    bare: pytest.MonkeyPatch, text: str, secrets: dict[str, str]
) -> None:
    bare.setenv("JWT_SECRET", text)

    read = {name: secret.get_secret_value().decode() for name, secret in Settings.read().jwt_secret.items()}

    assert list(read.items()) == list(secrets.items())


@pytest.mark.parametrize(
    "name", ["JWT_SECRET", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRETS", "KEY_PEPPERS", "MFA_KEYS"]
)
def test_settings_do_not_show_their_secrets(bare: pytest.MonkeyPatch, name: str) -> None:
    bare.setenv(name, LONG)

    settings = Settings.read()

    assert LONG not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_the_password_of_the_mail_server_is_not_shown(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("SMTP_URL", "smtps://tenantry:hunter2@mail.example.com")

    assert "hunter2" not in repr(Settings.read())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("STORAGE", "floppy"),
        ("BILLING", "paypal"),
        ("STRIPE_ADDRESS", "localhost:1"),
        ("CLOCK", "stopped"),
        ("MAIL", "pigeon"),
        ("SMTP_URL", "http://mail.example.com"),
        ("PUBLIC_URL", "api.example.com"),
        ("DYNAMODB_ENDPOINT", "localhost:8001"),
        ("DYNAMODB_TABLE", "no/slash"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,everybody"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://app.example.com/path"),
        ("JWT_SECRET", "short"),
        ("JWT_SECRET", f"one:{LONG},two"),
        ("JWT_SECRET", f"one:{LONG},one:{LONG}"),
        ("KEY_PEPPERS", "1:short"),
        ("MFA_KEYS", "1:short"),
        ("AUDIT_RETENTION_DAYS", "0"),
        ("DEFAULT_RATE_LIMIT", "1e9"),
        ("SIGNUPS_PER_HOUR", "-1"),
        ("LOGINS_PER_MINUTE", "many"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_and_not_shown(bare: pytest.MonkeyPatch, name: str, value: str) -> None:
    bare.setenv(name, value)

    with pytest.raises(WrongSetting) as refused:
        Settings.read()

    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)
    assert LONG not in str(refused.value)


def test_mail_over_smtp_needs_a_server(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("MAIL", "smtp")

    with pytest.raises(WrongSetting) as refused:
        Settings.read()

    assert str(refused.value).startswith("SMTP_URL: ")


def test_stripe_needs_a_key(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("BILLING", "stripe")

    with pytest.raises(WrongSetting) as refused:
        Settings.read()

    assert str(refused.value).startswith("STRIPE_SECRET_KEY: ")


def test_stripe_needs_what_tells_its_notices_from_others(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("BILLING", "stripe")
    bare.setenv("STRIPE_SECRET_KEY", "sk_test_of_nobody")

    with pytest.raises(WrongSetting) as refused:
        Settings.read()

    assert str(refused.value).startswith("STRIPE_WEBHOOK_SECRETS: ")


def test_time_is_not_put_forward_where_real_money_moves(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("BILLING", "stripe")
    bare.setenv("STRIPE_SECRET_KEY", "rk_live_of_nobody")
    bare.setenv("STRIPE_WEBHOOK_SECRETS", "whsec_of_nobody")
    bare.setenv("CLOCK", "shifted")

    with pytest.raises(WrongSetting) as refused:
        Settings.read()

    assert str(refused.value).startswith("CLOCK: ")
