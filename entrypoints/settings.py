"""What an operator decides by the environment, read once at the start."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretBytes,
    SecretStr,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_SECRET: Final = 32
"""Bytes of a token secret (RFC 7518, 3.2)."""

SHORTEST_PEPPER: Final = 16
"""Bytes."""

_NAMED: Final = re.compile(r"(?P<name>[A-Za-z0-9_-]{1,32}):(?P<secret>.+)", re.DOTALL)


class WrongSetting(ValueError):
    """Settings that the start stops at; says which, a line each, and what is wrong, never a value."""


def _listed(text: object) -> object:
    if isinstance(text, str):
        return tuple(part for part in (part.strip() for part in text.split(",")) if part)
    return text


def _by_name(text: object) -> object:
    """Read `name:secret,name:secret`, or one secret without a name."""
    if not isinstance(text, str):
        return text
    parts = [part.strip() for part in text.split(",") if part.strip()]
    named = [_NAMED.fullmatch(part) for part in parts]
    if len(parts) == 1 and named[0] is None:
        return {"1": parts[0].encode()}
    found = {match["name"]: match["secret"].encode() for match in named if match is not None}
    if len(found) != len(parts):
        raise ValueError("several secrets are written name:secret,name:secret, each name once")
    return found


def _networks(text: object) -> object:
    listed = _listed(text)
    return tuple(ip_network(part) for part in listed) if isinstance(listed, tuple) else listed


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("an address looks like https://api.example.com")
    return text.rstrip("/")


def _origin(text: str) -> str:
    if urlsplit(_web_address(text)).path.strip("/"):
        raise ValueError("an origin looks like https://app.example.com")
    return text.rstrip("/")


def _mail_server(text: SecretStr) -> SecretStr:
    parts = urlsplit(text.get_secret_value())
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("a mail server looks like smtp://host:25 or smtps://user:password@host")
    return text


def _long(shortest: int) -> AfterValidator:
    def check(secrets: dict[str, SecretBytes]) -> dict[str, SecretBytes]:
        if any(len(secret.get_secret_value()) < shortest for secret in secrets.values()):
            raise ValueError(f"a secret has at least {shortest} bytes")
        return secrets

    return AfterValidator(check)


WebAddress = Annotated[str, AfterValidator(_web_address)]
Origins = Annotated[tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_listed)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_listed)]
NamedSecrets = Annotated[dict[str, SecretBytes], NoDecode, BeforeValidator(_by_name)]


class Settings(BaseSettings):
    """Every setting, by the name of its environment variable in lower case. An empty one counts as not set.

    Several secrets are written `name:secret,name:secret`; the last one signs, all of them are good. Those that
    are not set are made up at the start, and forgotten at the end, like everything that is kept in memory; on a table
    they must be set.
    """

    model_config = SettingsConfigDict(
        extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True, allow_inf_nan=False
    )

    environment: Literal["development", "production"] | None = None
    """Not set: development, unless something shows that customers are served (`entrypoints.production`)."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    threads: Annotated[int, Field(ge=1, le=1_000)] = 32
    """That answer requests; one organization holds at most half of them while others wait.

    Where each request waits 10 ms for its store, 32 answer 7 times as many as 4 (2,632 instead of 374 a second), and 64
    hardly more; in memory, where they only share the interpreter, 32 cost a fifth.
    """
    public_url: WebAddress | None = None
    """Where customers reach the API, in mails and upgrade prompts; not set: this machine, at `port`."""
    clock: Literal["system", "shifted"] = "system"
    """`shifted`: time can be put forward with `POST /dev/clock`, in demos and trials."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    trusted_proxies: Networks = ()
    """Networks of the proxies whose `X-Forwarded-For` is believed."""
    cors_origins: Origins = ()
    """Origins of pages whose scripts may call the API."""

    storage: Literal["memory", "dynamodb"] = "memory"
    dynamodb_table: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{3,255}$")] = "saas-platform"
    dynamodb_endpoint: WebAddress | None = None
    """Where DynamoDB is, if not at AWS: DynamoDB Local."""
    aws_access_key_id: SecretStr | None = None
    aws_profile: str | None = None
    aws_web_identity_token_file: Path | None = None
    aws_container_credentials_relative_uri: str | None = None
    aws_container_credentials_full_uri: str | None = None
    """These five are read by AWS's own client; here they only tell whether there are credentials."""
    billing: Literal["memory", "stripe", "stripe-twin", "none"] = "memory"
    """`none`: no payments are taken, and plans are changed by the operator alone."""
    stripe_secret_key: SecretStr | None = None
    """What signs into the account: best a restricted key (`rk_…`) of its own."""
    stripe_webhook_secrets: Secrets = ()
    """The signing secrets of the webhook endpoint; while one is replaced, both."""
    stripe_address: WebAddress | None = None
    """Where Stripe is, if not at Stripe: the twin."""
    mail: Literal["outbox", "smtp"] = "outbox"
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_server)] | None = None

    jwt_secret: Annotated[NamedSecrets, _long(SHORTEST_SECRET)] = {}
    """Signs access tokens: at least 32 bytes each."""
    key_peppers: Annotated[NamedSecrets, _long(SHORTEST_PEPPER)] = {}
    """What API keys are hashed with, by version: at least 16 bytes each."""
    mfa_keys: Annotated[NamedSecrets, _long(SHORTEST_SECRET)] = {}
    """What second factors are encrypted with, by version: at least 32 bytes each."""

    plan_catalogue: Path | None = None
    """A file in the place of the plans that come with Tenantry."""
    audit_retention_days: Annotated[int, Field(ge=1, le=3_650)] = 90
    default_rate_limit: Annotated[int, Field(ge=1, le=10_000_000)] = 1_000
    """Requests an hour of a key that was made without saying."""
    signups_per_hour: Annotated[int, Field(ge=1, le=1_000_000)] = 20
    """From one address."""
    logins_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 10
    """From one address, and for one account."""

    @property
    def has_aws_credentials(self) -> bool:
        """Whether the environment names credentials for AWS (boto3 guide: Credentials)."""
        return any(
            (
                self.aws_access_key_id,
                self.aws_profile,
                self.aws_web_identity_token_file,
                self.aws_container_credentials_relative_uri,
                self.aws_container_credentials_full_uri,
            )
        )

    @property
    def stripe_is_live(self) -> bool:
        """Whether the key moves real money (`sk_live_…`, `rk_live_…`)."""
        key = self.stripe_secret_key
        return key is not None and "_live_" in key.get_secret_value()

    @property
    def base_url(self) -> str:
        """Where customers reach the API."""
        return self.public_url or f"http://localhost:{self.port}"

    @classmethod
    def read(cls) -> Self:
        """Read the environment; WrongSetting names all values that cannot be used."""
        settings, wrong = cls.read_as_far_as_possible()
        if wrong:
            raise WrongSetting("\n".join(wrong))
        return settings

    @classmethod
    def read_as_far_as_possible(cls) -> tuple[Self, tuple[str, ...]]:
        """Read the environment, with the usual in the place of what cannot be used, and a line for each of that."""
        try:
            settings, wrong = cls(), dict[str, str]()
        except ValidationError as error:
            wrong = _told(error)
            settings = cls(**{name: field.default for name, field in cls.model_fields.items() if name in wrong})
        together = [line for line in settings.missing() if line.partition(":")[0].lower() not in wrong]
        return settings, (*wrong.values(), *together)

    def missing(self) -> Iterator[str]:
        """Tell what other settings ask for and is not there."""
        if self.billing == "stripe" and self.stripe_secret_key is None:
            yield "STRIPE_SECRET_KEY: it says which account, as BILLING is stripe"
        if self.billing == "stripe" and not self.stripe_webhook_secrets:
            yield "STRIPE_WEBHOOK_SECRETS: they tell Stripe's notices from forged ones, as BILLING is stripe"
        if self.clock == "shifted" and self.stripe_is_live:
            yield "CLOCK: time is not put forward where real money moves"
        if self.mail == "smtp" and self.smtp_url is None:
            yield "SMTP_URL: it says which mail server, as MAIL is smtp"


def _told(error: ValidationError) -> dict[str, str]:
    """Return a line for each setting that is wrong, by its name in lower case."""
    told: dict[str, str] = {}
    for wrong in error.errors(include_url=False, include_input=False, include_context=False):
        words = " ".join(wrong["msg"].removeprefix("Value error, ").split())
        name = str(wrong["loc"][0])
        told.setdefault(name, f"{name.upper()}: {words}")
    return told
