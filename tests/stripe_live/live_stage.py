"""The adapter of Stripe on stage with Stripe's test mode: a test clock for each test, and no page that people see."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from threading import Event
from typing import Final

import stripe

from adapters.stripe.catalogue import StripeCatalogue
from adapters.stripe.connection import StripeConnection
from adapters.stripe.exporter import StripeUsageExporter
from adapters.stripe.notices import StripeNotices
from adapters.stripe.payments import StripePayments
from adapters.system.clocks import MovableClock
from domain.billing.subscription import CustomerId
from tests.contract.payment_stage import BACK, CATALOGUE, START
from tests.stripe_live.cards import change_card
from tests.stripe_live.desk import move_trial_end
from tests.stripe_live.relay import Relay, relayed

STRIPE: Final = "https://api.stripe.com"
SECRET: Final = "whsec_live_suite"
PATIENCE: Final = 240
"""So many times the test clock is looked at while it moves, a half second apart."""


class LiveStage:
    def __init__(self, connection: StripeConnection, direct: StripeConnection, relay: Relay) -> None:
        self.clock = MovableClock(START)
        self.connection = connection
        self.catalogue = CATALOGUE
        self.payments = StripePayments(connection, CATALOGUE, self.clock)
        self.exporter = StripeUsageExporter(connection)
        self.notices = StripeNotices([SECRET], self.clock, livemode=connection.livemode)
        self._direct = direct
        self._relay = relay
        self._told = 0
        params: stripe.params.test_helpers.TestClockCreateParams = {
            "frozen_time": int(START.timestamp()),
            "name": "Tenantry",
        }
        self.test_clock = direct.ask(lambda client: client.v1.test_helpers.test_clocks.create(params).id)
        relay.test_clock = self.test_clock
        relay.run = f"{self.test_clock}:"

    def card(self, customer: CustomerId, works: bool | None) -> None:
        change_card(self._direct, customer, works)

    def pay_at_checkout(self, url: str) -> None:
        raise NotImplementedError("Stripe's checkout is filled in by people alone")

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        move_trial_end(self._direct, customer, ends_at)

    def delete(self, customer: CustomerId) -> None:
        self.connection.ask(lambda client: client.v1.customers.delete(customer))

    def come(self, moment: datetime) -> None:
        """Move the test clock, and wait until Stripe has done what is due."""
        if moment <= self.clock.now():
            return
        at = int(moment.timestamp())
        self._direct.ask(
            lambda client: client.v1.test_helpers.test_clocks.advance(self.test_clock, {"frozen_time": at})
        )
        for _ in range(PATIENCE):
            known = self._direct.ask(lambda client: client.v1.test_helpers.test_clocks.retrieve(self.test_clock))
            if known.status == "ready":
                break
            Event().wait(0.5)
        self.clock.set(moment)

    @contextmanager
    def outage(self) -> Iterator[None]:
        self._relay.out_of_reach = True
        try:
            yield
        finally:
            self._relay.out_of_reach = False

    def lose_next_answer(self) -> None:
        self._relay.lose_next = True

    def notice(self, customer: CustomerId) -> tuple[bytes, str]:
        """Return a notice in Stripe's form: its own are delivered to a public address alone."""
        self._told += 1
        event = {
            "id": f"evt_{self._told}",
            "object": "event",
            "type": "customer.updated",
            "livemode": False,
            "data": {"object": {"id": customer, "object": "customer"}},
        }
        body = json.dumps(event)
        at = int(self.clock.now().timestamp())
        return body.encode(), stripe.WebhookSignature.generate_signature_header(body, SECRET, at)

    def leave(self) -> None:
        """Delete the test clock, and with it its customers."""
        self._direct.ask(lambda client: client.v1.test_helpers.test_clocks.delete(self.test_clock))


@contextmanager
def live_stage(api_key: str, upstream: str = STRIPE) -> Iterator[LiveStage]:
    """A stage on an account in test mode, which is set up where it is not."""
    with (
        relayed(upstream) as relay,
        closing(StripeConnection(api_key, address=upstream)) as direct,
        closing(StripeConnection(api_key, address=relay.url, retries=0)) as connection,
    ):
        if direct.livemode:
            raise ValueError("the suite is for Stripe's test mode: the key is one that moves real money")
        StripeCatalogue(direct, CATALOGUE, webhook_url=None, return_url=BACK).apply()
        stage = LiveStage(connection, direct, relay)
        try:
            yield stage
        finally:
            stage.leave()
