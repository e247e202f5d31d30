"""The set-up: brings the plan catalogue into a Stripe account, and tells where the two differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import final

import stripe
from stripe.params import PriceCreateParams, ProductCreateParams

from adapters.stripe import wanted
from adapters.stripe.connection import StripeConnection
from adapters.stripe.failures import understood
from adapters.stripe.portals import our_configuration
from adapters.stripe.prices import batches, contracted, export_meters, unit_amount, versions
from domain.billing.charges import ExportMeter
from domain.plans.catalogue import Catalogue


class Condition(StrEnum):
    """How something stands at Stripe."""

    IN_ORDER = "in order"
    MISSING = "missing"
    DIFFERENT = "different"
    """It is there, and not as it should be. It is left so: a person must decide."""
    CREATED = "created"
    UNSEEN = "not seen yet"
    """Nothing at Stripe shows it so far."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the set-up looked at."""

    subject: str
    """`product tenantry_starter`, `price starter_v1`, `meter starter_v1_api_call`."""
    condition: Condition
    detail: str = ""
    secret: str | None = None
    """The signing secret of a webhook endpoint that was created now: Stripe tells it just this once."""


@final
class StripeCatalogue:
    """Products, prices, meters, the portal and the webhook that Tenantry needs in an account.

    `webhook_url` is where Stripe delivers its notices (None: nowhere), `return_url` where the portal leads back to.
    Nothing that exists is ever changed.
    """

    def __init__(
        self, connection: StripeConnection, catalogue: Catalogue, *, webhook_url: str | None, return_url: str
    ) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._webhook_url = webhook_url
        self._return_url = return_url

    def check(self) -> tuple[Finding, ...]:
        """Return how everything stands; ProviderRefused when a rate is one that Stripe cannot charge exactly."""
        return self._gone_through(create=False)

    def apply(self) -> tuple[Finding, ...]:
        """Create what is missing, and return how everything stands then. Doing it again does nothing."""
        return self._gone_through(create=True)

    @understood()
    def _gone_through(self, *, create: bool) -> tuple[Finding, ...]:
        for meter in export_meters(versions(self._catalogue)):
            unit_amount(meter)
        parts = (self._products, self._meters, self._prices, self._portal, self._webhook, self._grace)
        return tuple(finding for part in parts for finding in part(create=create))

    def _products(self, *, create: bool) -> Iterator[Finding]:
        plans = versions(self._catalogue)
        products = [wanted.product(plan) for plan in plans] + [*map(wanted.usage_product, export_meters(plans))]
        expected = {product["id"]: product for product in products}
        found = [product for some in batches([*expected]) for product in self._products_named(some)]
        known = {product.id: [*wanted.of_product(product, expected[product.id])] for product in found}
        for name, product in expected.items():
            make = partial(self._make_product, product) if create else None
            yield self._told(f"product {name}", known.get(name), make)

    def _products_named(self, names: list[str]) -> list[stripe.Product]:
        return self._connection.ask(lambda client: client.v1.products.list({"ids": names, "limit": 100}).data)

    def _meters(self, *, create: bool) -> Iterator[Finding]:
        known = {name: [*wanted.of_meter(meter)] for name, meter in self._known_meters().items()}
        for meter in export_meters(versions(self._catalogue)):
            make = partial(self._make_meter, meter) if create else None
            yield self._told(f"meter {meter.name}", known.get(meter.name), make)

    def _prices(self, *, create: bool) -> Iterator[Finding]:
        meters = {name: meter.id for name, meter in self._known_meters().items()}
        prices = [wanted.flat_price(plan) for plan in versions(self._catalogue) if not contracted(plan)]
        prices += [
            wanted.metered_price(meter, meters.get(meter.name, ""))
            for meter in export_meters(versions(self._catalogue))
        ]
        found = self._known_prices([price["lookup_key"] for price in prices])
        for price in prices:
            key = price["lookup_key"]
            differences = [*wanted.of_price(found[key], price)] if key in found else None
            yield self._told(f"price {key}", differences, partial(self._make_price, price) if create else None)

    def _portal(self, *, create: bool) -> Iterator[Finding]:
        found = our_configuration(self._connection)
        differences = None if found is None else [*wanted.of_portal(found, self._return_url)]
        yield self._told("portal configuration", differences, self._make_portal if create else None)

    def _webhook(self, *, create: bool) -> Iterator[Finding]:
        url = self._webhook_url
        if url is None:
            return
        endpoints = self._connection.ask(
            lambda client: list(client.v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter())
        )
        found = next((endpoint for endpoint in endpoints if endpoint.url == url), None)
        differences = None if found is None else [*wanted.of_endpoint(found)]
        yield self._told(f"webhook {url}", differences, partial(self._make_endpoint, url) if create else None)

    def _grace(self, *, create: bool) -> Iterator[Finding]:
        """Look at how long the newest drafts stay open: only the dashboard sets it, and only an invoice shows it."""
        del create
        drafts = self._connection.ask(lambda client: client.v1.invoices.list({"status": "draft", "limit": 100}).data)
        renewals = [draft for draft in drafts if draft.billing_reason == "subscription_cycle"]
        differences = [*wanted.of_grace(renewals)]
        subject = "invoice grace period"
        if differences:
            yield Finding(subject, Condition.DIFFERENT, "; ".join(differences))
        elif renewals:
            yield Finding(subject, Condition.IN_ORDER)
        else:
            yield Finding(subject, Condition.UNSEEN, f"set it to {wanted.GRACE_HOURS} hours in the dashboard")

    def _told(self, subject: str, differences: list[str] | None, make: Callable[[], str | None] | None) -> Finding:
        """Return how something stands; `differences` is None when it is missing, and `make` creates it then."""
        if differences:
            return Finding(subject, Condition.DIFFERENT, "; ".join(differences))
        if differences is not None:
            return Finding(subject, Condition.IN_ORDER)
        if make is None:
            return Finding(subject, Condition.MISSING)
        return Finding(subject, Condition.CREATED, secret=make())

    def _known_meters(self) -> dict[str, stripe.billing.Meter]:
        meters = self._connection.ask(
            lambda client: list(client.v1.billing.meters.list({"limit": 100}).auto_paging_iter())
        )
        return {meter.event_name: meter for meter in meters}

    def _known_prices(self, keys: list[str]) -> dict[str, stripe.Price]:
        found = [price for some in batches(keys) for price in self._prices_with(some)]
        return {price.lookup_key: price for price in found if price.lookup_key}

    def _prices_with(self, keys: list[str]) -> list[stripe.Price]:
        return self._connection.ask(lambda client: client.v1.prices.list({"lookup_keys": keys, "limit": 100}).data)

    def _make_product(self, product: ProductCreateParams) -> None:
        self._connection.ask(lambda client: client.v1.products.create(product))

    def _make_meter(self, meter: ExportMeter) -> None:
        self._connection.ask(lambda client: client.v1.billing.meters.create(wanted.meter(meter)))

    def _make_price(self, price: PriceCreateParams) -> None:
        self._connection.ask(lambda client: client.v1.prices.create(price))

    def _make_portal(self) -> None:
        params = wanted.portal(self._return_url)
        self._connection.ask(lambda client: client.v1.billing_portal.configurations.create(params))

    def _make_endpoint(self, url: str) -> str | None:
        return self._connection.ask(lambda client: client.v1.webhook_endpoints.create(wanted.endpoint(url))).secret
