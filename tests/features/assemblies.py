"""The assemblies of the product that run the features, and how each is driven."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network
from pathlib import Path

from pydantic import SecretBytes

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from entrypoints.container import Assembly as Built
from entrypoints.container import assembled
from entrypoints.settings import Settings
from tests.capacity.errands import each_request, in_background
from tests.capacity.watch import watched
from tests.features.billing import Provider
from tests.features.driver import Driver
from tests.features.drivers.application.driver import ApplicationDriver
from tests.features.drivers.http.driver import HttpDriver
from tests.features.drivers.http.loopback import Loopback
from tests.features.drivers.providers.simulated import SimulatedProviderPages
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
    in_memory: bool = False
    """Whether it needs nothing beside this process, so that it can be run while somebody waits."""
    area: str = ""
    """The folder of the features that it runs; of all, if there is none."""

    def runs(self, feature_file: str) -> bool:
        return Path(feature_file).parent.name == self.area if self.area else True


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


def simulated(product: Built) -> Provider:
    """Return the provider that the product simulates itself, as people meet it."""
    known = product.provider
    assert known.simulated is not None
    assert known.pages is not None
    return SimulatedProviderPages(known.simulated, known.pages)


def by_use_cases(product: Built, clock: MovableClock, provider: Provider) -> Driver:
    assert product.outbox is not None
    return ApplicationDriver(product.application, product.work_off, clock, product.outbox, provider)


@contextmanager
def application(_ground: Ground) -> Iterator[Driver]:
    product, clock = built(settings())
    yield by_use_cases(product, clock, simulated(product))


@contextmanager
def http_memory(ground: Ground) -> Iterator[Driver]:
    yield over_http(ground, *built(settings()))


@contextmanager
def http_dynamodb(ground: Ground) -> Iterator[Driver]:
    from tests.assemblies.tables import table_on  # noqa: PLC0415 - boto3 takes a second to import

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


def application_stripe_twin(ground: Ground) -> AbstractContextManager[Driver]:
    from tests.features.paid_at_twin import application_stripe_twin  # noqa: PLC0415 - Stripe takes a second to import

    return application_stripe_twin(ground)


def over_http(ground: Ground, product: Built, clock: MovableClock) -> Driver:
    from entrypoints.container.http import http_api  # noqa: PLC0415 - Flask is for those who serve

    client = ground.loopback.serve(each_request(http_api(product)))
    return HttpDriver(client, product.application, in_background(product.work_off), clock, simulated(product))


ASSEMBLIES = (
    Assembly("application", "the rules alone, kept in memory", application, in_memory=True),
    Assembly("http-memory", "over the network, as customers come, kept in memory", http_memory, in_memory=True),
    Assembly("http-dynamodb", "over the network, kept in one DynamoDB table", http_dynamodb),
    Assembly(
        "application-stripe-twin",
        "the rules alone, paid at a twin of Stripe, as Stripe does it",
        application_stripe_twin,
        area="billing",
    ),
)
