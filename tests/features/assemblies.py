"""The assemblies of the product that run the features, and how each is driven."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network

from pydantic import SecretBytes

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from entrypoints.container import Assembly as Built
from entrypoints.container import assembled
from entrypoints.settings import Settings
from tests.assemblies.tables import table_on
from tests.capacity.errands import each_request, in_background
from tests.capacity.watch import watched
from tests.features.driver import Driver
from tests.features.drivers.application.driver import ApplicationDriver
from tests.features.drivers.http.driver import HttpDriver
from tests.features.drivers.http.loopback import Loopback
from tests.features.words import BEGINNING

PLENTY = 1_000_000


@dataclass(frozen=True)
class Ground:
    """What assemblies stand on: started when the first one needs it."""

    loopback: Loopback
    dynamodb: Callable[[], str]
    """The endpoint of DynamoDB Local."""


@dataclass(frozen=True)
class Assembly:
    """One way in which the product is put together; `meaning` tells a product owner which."""

    name: str
    meaning: str
    driver: Callable[[Ground], AbstractContextManager[Driver]]


@cache
def passwords() -> Argon2Passwords:
    """Return the real hasher at a cost that suits tests; one for all, as it reads a list of common passwords."""
    return Argon2Passwords(memory_cost=8, time_cost=1)


@cache
def settings() -> Settings:
    return Settings(
        signups_per_hour=PLENTY,
        logins_per_minute=PLENTY,
        trusted_proxies=(ip_network("127.0.0.0/8"),),
        log_level="ERROR",
    )


def built(known: Settings) -> tuple[Built, MovableClock]:
    clock = MovableClock(BEGINNING)
    return assembled(known, clock=clock, passwords=passwords()), clock


@contextmanager
def application(_ground: Ground) -> Iterator[Driver]:
    product, clock = built(settings())
    assert product.outbox is not None
    yield ApplicationDriver(product.application, product.work_off, clock, product.outbox)


@contextmanager
def http_memory(ground: Ground) -> Iterator[Driver]:
    yield over_http(ground, *built(settings()))


@contextmanager
def http_dynamodb(ground: Ground) -> Iterator[Driver]:
    with table_on(ground.dynamodb()) as wire:
        secrets = {"1": SecretBytes(b"of no consequence, but long enough")}
        on_table = {
            "storage": "dynamodb",
            "dynamodb_endpoint": ground.dynamodb(),
            "dynamodb_table": wire.table,
            "jwt_secret": secrets,
            "key_peppers": secrets,
        }
        known = settings().model_copy(update=on_table)
        with watched(known):
            yield over_http(ground, *built(known))


def over_http(ground: Ground, product: Built, clock: MovableClock) -> Driver:
    from entrypoints.container.http import http_api  # noqa: PLC0415 - Flask is for those who serve

    client = ground.loopback.serve(each_request(http_api(product)))
    return HttpDriver(client, product.application, in_background(product.work_off), clock)


ASSEMBLIES = (
    Assembly("application", "the rules alone, kept in memory", application),
    Assembly("http-memory", "over the network, as customers come, kept in memory", http_memory),
    Assembly("http-dynamodb", "over the network, kept in one DynamoDB table", http_dynamodb),
)
