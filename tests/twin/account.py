"""A Stripe account that a test works with: the twin, its clock, and the real SDK in front of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import stripe
from stripe import StripeClient
from stripe.params import InvoiceCreatePreviewParamsSubscriptionDetails as Details
from stripe.params import SubscriptionCreateParams, SubscriptionCreateParamsItem, SubscriptionUpdateParams
from stripe.params.billing import MeterEventCreateParams

from adapters.system.clocks import MovableClock
from entrypoints.stripe_twin import StripeTwin, served

START = datetime(2024, 1, 1, tzinfo=UTC)
VERSION: Final = "2026-10-28.endive"
Lines = list[tuple[int, str]]


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def stamp(at: datetime) -> int:
    return int(at.timestamp())


def client_of(url: str, key: str = "sk_test_twin") -> StripeClient:
    stripe.enable_telemetry = False
    return StripeClient(
        key,
        stripe_version=VERSION,
        base_addresses={"api": url, "meter_events": url},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=10),
    )


class Account:
    """The words of the tests; each is one or two requests."""

    def __init__(self, twin: StripeTwin, clock: MovableClock, url: str) -> None:
        self.twin = twin
        self.clock = clock
        self.url = url
        self.client = client_of(url)
        self.v1 = self.client.v1

    def go_to(self, at: datetime) -> None:
        self.clock.set(at)
        self.twin.catch_up()

    def later(self, **time: float) -> None:
        self.go_to(self.clock.now() + timedelta(**time))

    def plan(self, name: str, cents: int) -> str:
        product = self.v1.products.create({"name": name})
        price = self.v1.prices.create(
            {"product": product.id, "currency": "usd", "unit_amount": cents, "recurring": {"interval": "month"}}
        )
        return price.id

    def meter(self, event_name: str = "call") -> str:
        meter = self.v1.billing.meters.create(
            {"display_name": event_name, "event_name": event_name, "default_aggregation": {"formula": "sum"}}
        )
        return meter.id

    def usage_price(self, cents: str, meter: str, name: str = "Usage") -> str:
        product = self.v1.products.create({"name": name})
        price = self.v1.prices.create(
            {
                "product": product.id,
                "currency": "usd",
                "unit_amount_decimal": Decimal(cents),
                "recurring": {"interval": "month", "usage_type": "metered", "meter": meter},
            }
        )
        return price.id

    def customer(self, card: str | None = "pm_card_visa") -> str:
        customer = self.v1.customers.create({"email": "alice@acme.example", "name": "Acme"})
        if card:
            self.pay_with(customer.id, card)
        return customer.id

    def pay_with(self, customer: str, card: str) -> str:
        method = self.v1.payment_methods.attach(card, {"customer": customer})
        self.v1.customers.update(customer, {"invoice_settings": {"default_payment_method": method.id}})
        return method.id

    def subscribe(self, customer: str, *prices: str, more: SubscriptionCreateParams | None = None) -> str:
        items: list[SubscriptionCreateParamsItem] = [{"price": price} for price in prices]
        params: SubscriptionCreateParams = {"customer": customer, "items": items}
        if more:
            params = {**more, **params}
        return self.v1.subscriptions.create(params).id

    def switch(self, subscription: str, price: str, more: SubscriptionUpdateParams | None = None) -> None:
        params: SubscriptionUpdateParams = {
            "items": [{"id": self.item(subscription), "price": price}],
            "proration_behavior": "always_invoice",
        }
        if more:
            params = {**params, **more}
        self.v1.subscriptions.update(subscription, params)

    def use(self, customer: str, quantity: int, *, at: datetime | None = None, identifier: str = "") -> None:
        params: MeterEventCreateParams = {
            "event_name": "call",
            "payload": {"stripe_customer_id": customer, "value": str(quantity)},
            "timestamp": stamp(at or self.clock.now()),
        }
        if identifier:
            params["identifier"] = identifier
        self.v1.billing.meter_events.create(params)

    def status(self, subscription: str) -> str:
        return str(self.v1.subscriptions.retrieve(subscription).status)

    def item(self, subscription: str, place: int = 0) -> str:
        return str(self.v1.subscriptions.retrieve(subscription)["items"].data[place].id)

    def period(self, subscription: str) -> tuple[datetime, datetime]:
        item = self.v1.subscriptions.retrieve(subscription)["items"].data[0]
        start, end = item.current_period_start, item.current_period_end
        return datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)

    def latest(self, subscription: str) -> stripe.Invoice:
        name = self.v1.subscriptions.retrieve(subscription).latest_invoice
        assert isinstance(name, str)
        return self.v1.invoices.retrieve(name)

    def amounts(self, subscription: str) -> list[int]:
        """The lines of the latest invoice."""
        return [line.amount for line in self.latest(subscription).lines.data]

    def totals(self, subscription: str) -> list[tuple[str, int]]:
        """Every invoice, oldest first."""
        found = self.v1.invoices.list({"subscription": subscription, "limit": 100}).data
        return [(str(invoice.status), invoice.total) for invoice in reversed(found)]

    def preview(self, subscription: str, details: Details) -> stripe.Invoice:
        return self.v1.invoices.create_preview({"subscription": subscription, "subscription_details": details})

    def balance(self, customer: str) -> int:
        return self.v1.customers.retrieve(customer).balance or 0

    def kinds(self) -> list[str]:
        return [event["type"] for event in self.twin.events]


@contextmanager
def opened(start: datetime = START, *, grace: timedelta = timedelta(hours=72)) -> Iterator[Account]:
    clock = MovableClock(start)
    twin = StripeTwin(clock.now, grace=grace)
    with served(twin) as url:
        yield Account(twin, clock, url)
