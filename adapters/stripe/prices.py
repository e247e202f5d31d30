"""What plans and their meters are called at Stripe, and the prices that stand for them there."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from threading import Lock
from typing import Final, final

import stripe

from adapters.stripe.connection import StripeConnection
from application.ports.payments import ProviderRefused
from domain.billing.charges import ExportMeter
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from domain.plans.plan import Plan

CURRENCY: Final = "usd"
DAYS_TO_PAY: Final = 30
"""So long an invoice for a contract may stay open."""

OURS: Final = "tenantry_"
"""With this the identifier of each product of ours begins."""

MOST_ITEMS: Final = 20
"""Of a subscription."""
KEYS_AT_ONCE: Final = 10
"""Lookup keys in one request for prices."""
DECIMALS: Final = 12
"""Of the price of one unit, in cents."""


def product_id(plan: Plan) -> str:
    return f"{OURS}{plan.id}"


def usage_product_id(meter: ExportMeter) -> str:
    return f"{OURS}{meter.name}"


def flat_key(plan: Plan) -> str:
    """Return the lookup key of a plan's monthly price."""
    return f"{plan.id}_v{plan.version}"


def plan_metadata(plan: Plan) -> dict[str, str]:
    return {"plan": plan.id, "version": str(plan.version)}


def contracted(plan: Plan) -> bool:
    """Tell whether a plan is arranged with its customer: it has no price of its own, and is invoiced."""
    return not plan.self_service


def versions(catalogue: Catalogue) -> tuple[Plan, ...]:
    """Return every version of every plan that costs money."""
    return tuple(plan for plan in (*catalogue.plans, *catalogue.former) if plan.paid or contracted(plan))


def export_meters(plans: Iterable[Plan]) -> tuple[ExportMeter, ...]:
    """Return the meters under whose names the usage of plans is exported, each once."""
    meters = (ExportMeter(plan.on_trial(tried=False), meter) for plan in plans if plan.rates for meter in Meter)
    return tuple({meter.name: meter for meter in meters}.values())


def unit_amount(meter: ExportMeter) -> Decimal:
    """Return the price of one unit in cents, exactly; ProviderRefused when Stripe could not charge it to the cent."""
    cents = meter.unit_cents
    if cents > 1 or (cents * 10**DECIMALS).denominator != 1:
        raise ProviderRefused(f"a unit of {meter.name} costs {cents} cents: more than 1, or finer than Stripe counts")
    return Decimal(cents.numerator) / cents.denominator


@final
class Prices:
    """The identifiers of prices by their lookup keys. They never change, and each is looked up once."""

    def __init__(self, connection: StripeConnection, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._lock = Lock()
        self._ids: dict[str, str] = {}

    def flat(self, plan: Plan) -> str:
        """Return the monthly price of a plan that customers may choose."""
        return self._found([flat_key(plan)])[flat_key(plan)]

    def metered(self, plan: Plan) -> tuple[str, ...]:
        """Return the metered prices of a subscription to `plan`."""
        names = [meter.name for meter in export_meters([plan])]
        found = self._found(names)
        return tuple(found[name] for name in names)

    def meters(self) -> dict[str, ExportMeter]:
        """Return the export meters of all versions by the price that charges them, where there is one."""
        meters = {meter.name: meter for meter in export_meters(versions(self._catalogue))}
        self._look_up([*meters])
        return {self._ids[name]: meter for name, meter in meters.items() if name in self._ids}

    def _found(self, keys: list[str]) -> dict[str, str]:
        self._look_up(keys)
        absent = [key for key in keys if key not in self._ids]
        if absent:
            raise ProviderRefused(f"Stripe has no price {', '.join(absent)}: the set-up must be applied first")
        return {key: self._ids[key] for key in keys}

    def _look_up(self, keys: list[str]) -> None:
        unknown = [key for key in keys if key not in self._ids]
        for some in batches(unknown):
            prices = self._with(some)
            with self._lock:
                self._ids |= {price.lookup_key: price.id for price in prices if price.lookup_key}

    def _with(self, keys: list[str]) -> list[stripe.Price]:
        return self._connection.ask(
            lambda client: client.v1.prices.list({"lookup_keys": keys, "active": True, "limit": 100}).data
        )


def batches(keys: list[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while some := list(islice(left, KEYS_AT_ONCE)):
        yield some
