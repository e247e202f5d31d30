"""The assemblies of the product that run the features, and how each is driven."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network

from adapters.security.passwords import Argon2Passwords
from adapters.system.clocks import MovableClock
from entrypoints.container import Assembly as Built
from entrypoints.container import memory_application
from entrypoints.settings import Settings
from tests.features.driver import Driver
from tests.features.drivers.application.driver import ApplicationDriver
from tests.features.drivers.http.driver import HttpDriver
from tests.features.drivers.http.loopback import Loopback
from tests.features.words import BEGINNING

PLENTY = 1_000_000


@dataclass(frozen=True)
class Assembly:
    """One way in which the product is put together; `meaning` tells a product owner which."""

    name: str
    meaning: str
    driver: Callable[[Loopback], Driver]


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


def built() -> tuple[Built, MovableClock]:
    clock = MovableClock(BEGINNING)
    return memory_application(settings(), clock=clock, passwords=passwords()), clock


def application(_loopback: Loopback) -> Driver:
    product, clock = built()
    assert product.outbox is not None
    return ApplicationDriver(product.application, product.work_off, clock, product.outbox)


def http_memory(loopback: Loopback) -> Driver:
    from entrypoints.container.http import http_api  # noqa: PLC0415 - Flask is for those who serve

    product, clock = built()
    return HttpDriver(loopback.serve(http_api(product)), product.application, product.work_off, clock)


ASSEMBLIES = (
    Assembly("application", "the rules alone, kept in memory", application),
    Assembly("http-memory", "over the network, as customers come, kept in memory", http_memory),
)
