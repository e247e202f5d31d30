"""The application in memory, paid at a twin of Stripe; an assembly of its own, as its library is slow to import."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx
from pydantic import SecretStr

from adapters.stripe.payments import StripePayments
from adapters.system.clocks import MovableClock
from entrypoints.container import Assembly as Built
from entrypoints.container import assembled
from entrypoints.container.set_up import set_up
from entrypoints.settings import Settings
from entrypoints.stripe_twin import StripeTwin, served
from tests.features.assemblies import Ground, by_use_cases, passwords, settings
from tests.features.driver import Driver
from tests.features.drivers.providers.stripe_twin import StripeTwinPages
from tests.features.words import BEGINNING


@contextmanager
def application_stripe_twin(_ground: Ground) -> Iterator[Driver]:
    clock = MovableClock(BEGINNING)
    twin = StripeTwin(clock.now)
    with served(twin) as address, httpx.Client(timeout=30) as browser:
        product = assembled(billed_by(twin, address), clock=clock, passwords=passwords())
        waits_for_nothing(product)
        twin.tables = copy.deepcopy(set_up_account())
        yield by_use_cases(product, clock, StripeTwinPages(twin, browser))


def billed_by(twin: StripeTwin, address: str) -> Settings:
    return settings().model_copy(
        update={
            "billing": "stripe-twin",
            "stripe_address": address,
            "stripe_secret_key": SecretStr(twin.secret_key),
            "stripe_webhook_secrets": (SecretStr(twin.webhook_secret),),
        }
    )


@cache
def set_up_account() -> dict[str, Any]:
    """Return what stands in an account after the set-up; done once, as it takes longer than a scenario."""
    twin = StripeTwin(lambda: BEGINNING, seed="set-up")
    with served(twin) as address:
        set_up(billed_by(twin, address), check=False)
    return twin.tables


def waits_for_nothing(product: Built) -> None:
    """Let requests that failed not be sent again by the library after a pause, but by whoever asked."""
    payments = product.provider.payments
    assert isinstance(payments, StripePayments)
    payments._connection._retries = 0
    payments._connection._wait = lambda _: None
