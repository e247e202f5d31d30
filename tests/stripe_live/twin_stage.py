"""The adapter of Stripe on stage with the twin."""

import copy
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from typing import Any, Final

from adapters.stripe.catalogue import StripeCatalogue
from adapters.stripe.connection import StripeConnection
from adapters.stripe.exporter import StripeUsageExporter
from adapters.stripe.notices import StripeNotices
from adapters.stripe.payments import StripePayments
from adapters.system.clocks import MovableClock
from domain.billing.subscription import CustomerId
from entrypoints.stripe_twin import Fault, StripeTwin, served
from entrypoints.stripe_twin.checkout import complete
from entrypoints.stripe_twin.events import body_of, event_of, signature
from tests.contract.payment_stage import BACK, CATALOGUE, START
from tests.stripe_live.cards import change_card
from tests.stripe_live.desk import move_trial_end

WEBHOOK: Final = "https://tenantry.example/webhooks/stripe"
CARD: Final = "4242424242424242"


class TwinStage:
    def __init__(self, twin: StripeTwin, clock: MovableClock, connection: StripeConnection) -> None:
        self.twin = twin
        self.clock = clock
        self.connection = connection
        self.catalogue = CATALOGUE
        self.payments = StripePayments(connection, CATALOGUE, clock)
        self.exporter = StripeUsageExporter(connection)
        self.notices = StripeNotices([twin.webhook_secret], clock, livemode=connection.livemode)

    def card(self, customer: CustomerId, works: bool | None) -> None:
        change_card(self.connection, customer, works)

    def pay_at_checkout(self, url: str) -> None:
        with self.twin.lock:
            complete(self.twin, self.twin.get("checkout.session", url.rpartition("/")[2]), CARD)

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        move_trial_end(self.connection, customer, ends_at)

    def delete(self, customer: CustomerId) -> None:
        self.connection.ask(lambda client: client.v1.customers.delete(customer))

    def come(self, moment: datetime) -> None:
        self.clock.set(moment)
        self.twin.catch_up()

    @contextmanager
    def outage(self) -> Iterator[None]:
        self.twin.faults.begin_outage()
        try:
            yield
        finally:
            self.twin.faults.end_outage()

    def lose_next_answer(self) -> None:
        """Of requests that change something; those that look are answered."""
        self.twin.faults.next("POST|DELETE", "*", Fault.LOSE_ANSWER)

    def notice(self, customer: CustomerId) -> tuple[bytes, str]:
        with self.twin.lock:
            body = body_of(event_of(self.twin, "customer.updated", self.twin.get("customer", customer)))
            return body, signature(body, self.twin.webhook_secret, self.twin.real_now)


@contextmanager
def twin_stage() -> Iterator[TwinStage]:
    """A stage on an account that is set up."""
    clock = MovableClock(START)
    twin = StripeTwin(clock.now)
    twin.tables = copy.deepcopy(_set_up())
    with connected(twin) as connection:
        yield TwinStage(twin, clock, connection)


@contextmanager
def connected(twin: StripeTwin, *, retries: int = 0) -> Iterator[StripeConnection]:
    """A connection to a twin, which waits for nothing."""
    with served(twin) as url:
        connection = StripeConnection(twin.secret_key, address=url, wait=lambda _: None, retries=retries)
        with closing(connection):
            yield connection


@cache
def _set_up() -> dict[str, Any]:
    """What stands in an account after the set-up; done once, as it takes longer than a test."""
    twin = StripeTwin(lambda: START, seed="set-up")
    with connected(twin) as connection:
        StripeCatalogue(connection, CATALOGUE, webhook_url=WEBHOOK, return_url=BACK).apply()
    return twin.tables
