"""Stripe's twin behind the adapter of Stripe, seen from the provider's own side."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from stripe.params import SubscriptionUpdateParamsItem

from adapters.stripe.catalogue import StripeCatalogue
from adapters.stripe.connection import StripeConnection
from adapters.stripe.exporter import StripeUsageExporter
from adapters.stripe.notices import StripeNotices
from adapters.stripe.payments import StripePayments
from adapters.system.clocks import MovableClock
from domain.billing.subscription import CustomerId
from domain.plans.catalogue import Catalogue
from entrypoints.container.memory import in_memory
from entrypoints.container.provider import Provider
from entrypoints.stripe_twin import StripeTwin
from entrypoints.stripe_twin.checkout import complete
from entrypoints.stripe_twin.events import body_of, signature
from entrypoints.stripe_twin.idempotency import IdempotencyKeys
from tests.assemblies.storage import RETENTION
from tests.billing.world import BEGINNING, World, catalogue
from tests.contract.payment_stage import BACK
from tests.stripe_live.cards import change_card
from tests.stripe_live.desk import move_trial_end
from tests.stripe_live.twin_stage import CARD, WEBHOOK, connected


class TwinSide:
    """An account in test mode that tells everything that Stripe tells."""

    def __init__(self, twin: StripeTwin, connection: StripeConnection, clock: MovableClock, sold: Catalogue) -> None:
        self._twin = twin
        self._connection = connection
        self._read = 0
        self.ports = Provider(
            payments=StripePayments(connection, sold, clock),
            usage_exporter=StripeUsageExporter(connection),
            payment_notices=StripeNotices([twin.webhook_secret], clock, livemode=connection.livemode),
            simulated=None,
            pages=None,
        )

    @property
    def customers(self) -> tuple[CustomerId, ...]:
        return tuple(CustomerId(found["id"]) for found in self._twin.all("customer"))

    def card(self, customer: CustomerId, works: bool | None) -> None:
        change_card(self._connection, customer, works)

    def pay_at_checkout(self, url: str) -> None:
        with self._twin.lock:
            complete(self._twin, self._twin.get("checkout.session", url.rpartition("/")[2]), CARD)

    def cancel(self, customer: CustomerId) -> None:
        """Let somebody cancel in the dashboard; our portal offers no such thing."""
        live = next(found for found in self.ports.payments.subscriptions(customer) if found.live)
        end: dict[str, Any] = {"cancel_at": "max_period_end"}
        self._connection.ask(lambda client: client.v1.subscriptions.update(live.id, end))  # type: ignore[arg-type]

    def add_all_meters(self) -> None:
        """Let the only subscription be one from when each had the meters of all plans."""
        [subscription] = self._twin.all("subscription")
        known = {item["price"]["id"] for item in subscription["items"]["data"]}
        priced = [price for price in self._twin.all("price") if price["recurring"]["usage_type"] == "metered"]
        added = [SubscriptionUpdateParamsItem(price=price["id"]) for price in priced if price["id"] not in known]
        self._connection.ask(
            lambda client: client.v1.subscriptions.update(
                subscription["id"], {"items": added, "proration_behavior": "none"}
            )
        )

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        """Let the operator move the end of a trial in the dashboard."""
        move_trial_end(self._connection, customer, ends_at)

    def delete(self, customer: CustomerId) -> None:
        """Let somebody delete a customer in the dashboard."""
        self._connection.ask(lambda client: client.v1.customers.delete(customer))

    @contextmanager
    def outage(self) -> Iterator[None]:
        self._twin.faults.begin_outage()
        try:
            yield
        finally:
            self._twin.faults.end_outage()

    def forget_keys(self) -> None:
        self._twin.keys = IdempotencyKeys()

    def news(self) -> list[bytes]:
        self._twin.catch_up()
        told = self._twin.events[self._read :]
        self._read += len(told)
        return [body_of(event) for event in told]

    def signed(self, body: bytes) -> str:
        return signature(body, self._twin.webhook_secret, self._twin.real_now)


@contextmanager
def twin_world() -> Iterator[World]:
    """An empty store in memory, beside an account of Stripe's that is set up."""
    clock = MovableClock(BEGINNING)
    twin = StripeTwin(clock.now)
    twin.tables = copy.deepcopy(_set_up())
    storage = in_memory(clock, RETENTION)
    with connected(twin) as connection:
        yield World(clock, TwinSide(twin, connection, clock, catalogue()), lambda: storage)


@cache
def _set_up() -> dict[str, Any]:
    twin = StripeTwin(lambda: BEGINNING, seed="set-up")
    with connected(twin) as connection:
        StripeCatalogue(connection, catalogue(), webhook_url=WEBHOOK, return_url=BACK).apply()
    return twin.tables
