"""Whether a server serves customers, and what must not be open then: everything that is there for demos."""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from entrypoints.settings import Settings, WrongSetting

FEWEST_BYTES: Final = 10
"""Different ones, in a secret: 16 random bytes have fewer once in 10^14 times."""

_AWS: Final = ("amazonaws.com", "amazonaws.com.cn", "api.aws")
_REPOSITORY: Final = Path(__file__).parent.parent
_DOCUMENTS: Final = ("README.md", "CHANGELOG.md", "docker-compose.yml", "docs/*.md")


def settings_to_serve(*, own_table: bool = False) -> Settings:
    """Read the environment of a server. WrongSetting names all that keeps it from starting, a line each.

    `own_table`: where no DynamoDB is named the server brings one of its own, so that is no table at AWS.
    """
    settings, wrong = Settings.read_as_far_as_possible()
    named = {line.partition(":")[0] for line in wrong}
    table = not (own_table and brings_own_table(settings))
    forbidden = [line for line in _forbidden(settings, table=table) if line.partition(":")[0] not in named]
    if wrong or forbidden:
        raise WrongSetting("\n".join((*wrong, *forbidden)))
    return settings


def in_production(settings: Settings) -> bool:
    """Tell whether customers are served: as ENVIRONMENT says, else where something shows it."""
    return settings.environment == "production" or any(_signs(settings))


def brings_own_table(settings: Settings) -> bool:
    """Tell whether a server that may bring a DynamoDB of its own does: never AWS for its credentials alone."""
    asked = settings.storage == "dynamodb" and settings.dynamodb_endpoint is None
    return asked and settings.environment != "production" and not any(_signs(settings, table=False))


def _signs(settings: Settings, *, table: bool = True) -> Iterator[str]:
    """Tell what shows that customers are served here."""
    if settings.stripe_is_live:
        yield "STRIPE_SECRET_KEY moves real money"
    if settings.public_url is not None and _is_elsewhere(settings.public_url):
        yield "PUBLIC_URL is an https address of another host"
    if table and settings.storage == "dynamodb" and _is_at_aws(settings.dynamodb_endpoint):
        yield "the table is at AWS, where DYNAMODB_ENDPOINT names no other place"


def _forbidden(settings: Settings, *, table: bool) -> Iterator[str]:
    signs = tuple(_signs(settings, table=table))
    if settings.environment == "development":
        yield from (f"ENVIRONMENT: it is development, but {sign}" for sign in signs)
    elif settings.environment == "production" or signs:
        yield from _doors(settings)
        yield from _secrets(settings)


def _doors(settings: Settings) -> Iterator[str]:
    """Tell of what anybody could walk in by."""
    if settings.mail == "outbox":
        yield "MAIL: outbox shows every mail to anybody; in production it is smtp"
    if settings.clock == "shifted":
        yield "CLOCK: shifted lets anybody move time; in production it is system"
    if settings.billing in ("memory", "stripe-twin"):
        yield f"BILLING: {settings.billing} takes cards that are none; in production it is stripe, or none"
    if settings.public_url is None or urlsplit(settings.public_url).scheme != "https":
        yield "PUBLIC_URL: in production it is the https address at which customers reach the API"


def _secrets(settings: Settings) -> Iterator[str]:
    """Tell of secrets that are missing, or that others can guess."""
    for name in ("jwt_secret", "key_peppers", "mfa_keys"):
        secrets = [secret.get_secret_value() for secret in getattr(settings, name).values()]
        if not secrets and settings.storage != "memory" and name != "mfa_keys":
            yield f"{name.upper()}: it must be given, as all processes on one table share it"
        if any(len(set(secret)) < FEWEST_BYTES for secret in secrets):
            yield f"{name.upper()}: a secret has at least {FEWEST_BYTES} different bytes; make one up at random"
        elif any(_is_documented(secret) for secret in secrets):
            yield f"{name.upper()}: this secret stands in Tenantry's documents; make one up at random"


def _is_documented(secret: bytes) -> bool:
    documents = (path for pattern in _DOCUMENTS for path in _REPOSITORY.glob(pattern))
    return any(secret in document.read_bytes() for document in documents)


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and not _is_this_machine((parts.hostname or "").rstrip("."))


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _is_at_aws(endpoint: str | None) -> bool:
    if endpoint is None:
        return True
    host = (urlsplit(endpoint).hostname or "").rstrip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in _AWS)
