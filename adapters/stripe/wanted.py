"""What must stand in a Stripe account so that we can sell our plans there, and how what stands there differs."""

from collections.abc import Iterator, Sequence
from typing import Final

import stripe
from stripe.params import PriceCreateParams, ProductCreateParams, WebhookEndpointCreateParams
from stripe.params.billing import MeterCreateParams
from stripe.params.billing_portal import ConfigurationCreateParams

from adapters.stripe.connection import API_VERSION
from adapters.stripe.exporter import CUSTOMER_KEY, VALUE_KEY
from adapters.stripe.items import TAX, product_of
from adapters.stripe.notices import KINDS
from adapters.stripe.portals import FEATURES, MARK
from adapters.stripe.prices import CURRENCY, flat_key, plan_metadata, product_id, unit_amount, usage_product_id
from domain.billing.charges import ExportMeter
from domain.billing.wording import UNITS, plan_words, usage_words
from domain.plans.plan import Plan

EVERY_EVENT: Final = "*"

GRACE_HOURS: Final = 72
"""So long a renewal must stay a draft: our cycle closes 48 hours after its end, then its last usage is told."""


def product(plan: Plan) -> ProductCreateParams:
    return {"id": product_id(plan), "name": plan_words(plan), "metadata": {"plan": plan.id}}


def usage_product(wanted: ExportMeter) -> ProductCreateParams:
    """Return the product of one meter under one version of a plan: its name is what customers read of it."""
    return {
        "id": usage_product_id(wanted),
        "name": usage_words(wanted),
        "unit_label": UNITS[wanted.meter],
        "metadata": plan_metadata(wanted.plan),
    }


def meter(wanted: ExportMeter) -> MeterCreateParams:
    return {
        "display_name": usage_words(wanted),
        "event_name": wanted.name,
        "default_aggregation": {"formula": "sum"},
        "customer_mapping": {"type": "by_id", "event_payload_key": CUSTOMER_KEY},
        "value_settings": {"event_payload_key": VALUE_KEY},
    }


def flat_price(plan: Plan) -> PriceCreateParams:
    return {
        "product": product_id(plan),
        "currency": CURRENCY,
        "unit_amount": plan.price_cents or 0,
        "recurring": {"interval": "month", "usage_type": "licensed"},
        "tax_behavior": TAX,
        "lookup_key": flat_key(plan),
        "metadata": plan_metadata(plan),
    }


def metered_price(wanted: ExportMeter, meter_id: str) -> PriceCreateParams:
    return {
        "product": usage_product_id(wanted),
        "currency": CURRENCY,
        "billing_scheme": "per_unit",
        "unit_amount_decimal": unit_amount(wanted),
        "recurring": {"interval": "month", "usage_type": "metered", "meter": meter_id},
        "tax_behavior": TAX,
        "lookup_key": wanted.name,
        "nickname": usage_words(wanted),
    }


def portal(return_url: str) -> ConfigurationCreateParams:
    return {"features": FEATURES, "default_return_url": return_url, "metadata": MARK}


def endpoint(url: str) -> WebhookEndpointCreateParams:
    """Return an endpoint on the version that we speak; without one, events follow the account's."""
    return {
        "url": url,
        "api_version": API_VERSION,
        "enabled_events": [*KINDS],
        "description": "Tenantry",
    }


def of_product(found: stripe.Product, wanted: ProductCreateParams) -> Iterator[str]:
    if not found.active:
        yield "it is archived"
    if found.name != wanted["name"]:
        yield f"customers read {found.name}, not {wanted['name']}"


def of_meter(found: stripe.billing.Meter) -> Iterator[str]:
    if found.status != "active":
        yield f"it is {found.status}"
    if found.default_aggregation.formula != "sum":
        yield f"it counts by {found.default_aggregation.formula}, not by sum"
    if found.customer_mapping.event_payload_key != CUSTOMER_KEY or found.value_settings.event_payload_key != VALUE_KEY:
        yield "it reads other fields of what is told"


def of_price(found: stripe.Price, wanted: PriceCreateParams) -> Iterator[str]:
    """Return how a price differs. Prices never change: another one must be made for a new version of the plan."""
    recurring, expected = found.recurring, wanted["recurring"]
    cents = wanted["unit_amount"] if "unit_amount" in wanted else wanted["unit_amount_decimal"]
    if not found.active:
        yield "it is archived"
    if found.currency != wanted["currency"] or found.unit_amount_decimal != cents:
        yield f"it is {found.unit_amount_decimal} {found.currency} cents, not {cents}"
    if product_of(found) != wanted["product"]:
        yield f"it belongs to {product_of(found)}"
    if found.tax_behavior != wanted["tax_behavior"]:
        yield f"its tax behaviour is {found.tax_behavior}"
    if recurring is None or (recurring.interval, recurring.interval_count) != ("month", 1):
        yield "it is not monthly"
    elif recurring.usage_type != expected.get("usage_type") or recurring.meter != expected.get("meter"):
        yield "it is not charged by the meter that it stands for"
    noted, expected_notes = found.metadata.to_dict(), wanted.get("metadata", {})
    if any(noted.get(name) != expected_notes[name] for name in ("plan", "version") if name in expected_notes):
        yield "it does not note its plan and version"


def of_portal(found: stripe.billing_portal.Configuration, return_url: str) -> Iterator[str]:
    for name in ("subscription_cancel", "subscription_update", "subscription_pause"):
        feature = getattr(found.features, name, None)
        if feature is not None and feature.enabled:
            yield f"people can change subscriptions there ({name}), which goes past our limits"
    for name in ("payment_method_update", "invoice_history"):
        if not getattr(found.features, name).enabled:
            yield f"{name} is off"
    if found.default_return_url != return_url:
        yield f"it leads back to {found.default_return_url}"


def of_endpoint(found: stripe.WebhookEndpoint) -> Iterator[str]:
    absent = sorted(set(KINDS) - set(found.enabled_events))
    if found.status != "enabled":
        yield f"it is {found.status}"
    if found.api_version != API_VERSION:
        yield f"it speaks {found.api_version or 'the version of the account'}, not {API_VERSION}"
    if absent and EVERY_EVENT not in found.enabled_events:
        yield f"it is not told of {', '.join(absent)}"


def of_grace(renewals: Sequence[stripe.Invoice]) -> Iterator[str]:
    """Tell of drafts of renewals that become final before the last usage is told."""
    hours = [
        (draft.automatically_finalizes_at - draft.created) / 3600
        for draft in renewals
        if draft.automatically_finalizes_at is not None
    ]
    if hours and min(hours) < GRACE_HOURS:
        yield f"invoices become final after {min(hours):.0f} hours, not {GRACE_HOURS}"
