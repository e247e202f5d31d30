"""The shapes of a subscription schedule and its phases."""

from typing import Any

from entrypoints.stripe_twin.objects import Obj, empty, merged


def new_schedule(subscription: Obj, metadata: Any) -> Obj:
    """A schedule of one phase, the current period; https://docs.stripe.com/api/subscription_schedules/object."""
    rows = subscription["items"]["data"]
    settings: Obj = {
        "application_fee_percent": None,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": "automatic",
        "billing_thresholds": None,
        "collection_method": subscription["collection_method"],
        "default_payment_method": subscription["default_payment_method"],
        "description": None,
        "invoice_settings": {**subscription["invoice_settings"], "days_until_due": None},
        "on_behalf_of": None,
        "transfer_data": None,
    }
    start, end = rows[0]["current_period_start"], rows[0]["current_period_end"]
    nothing: Obj = empty(
        "application canceled_at completed_at customer_account released_at released_subscription test_clock"
    )
    return {
        "object": "subscription_schedule",
        **nothing,
        "billing_mode": subscription["billing_mode"],
        "current_phase": {"start_date": start, "end_date": end},
        "customer": subscription["customer"],
        "default_settings": settings,
        "end_behavior": "release",
        "metadata": merged({}, metadata),
        "phases": [new_phase(subscription["currency"], [new_row(item) for item in rows], start, end, {})],
        "status": "active",
        "subscription": subscription["id"],
    }


def new_phase(currency: str, rows: list[Obj], start: int, end: int, wish: Obj) -> Obj:
    nothing: Obj = empty(
        "application_fee_percent billing_cycle_anchor billing_thresholds collection_method "
        "default_payment_method description on_behalf_of transfer_data trial_end"
    )
    return {
        **nothing,
        "add_invoice_items": [],
        "currency": currency,
        "default_tax_rates": [],
        "discounts": [],
        "end_date": end,
        "invoice_settings": _due(wish),
        "items": rows,
        "metadata": merged({}, wish.get("metadata")),
        "proration_behavior": wish.get("proration_behavior", "create_prorations"),
        "start_date": start,
        "collection_method": wish.get("collection_method"),
        "trial_end": end if wish.get("trial") else None,
    }


def _due(wish: Obj) -> Obj | None:
    if "invoice_settings" not in wish:
        return None
    nothing = empty("account_tax_ids custom_fields days_until_due description footer issuer")
    return {**nothing, **wish["invoice_settings"]}


def new_row(item: Obj) -> Obj:
    return {
        "billing_thresholds": None,
        "discounts": [],
        "metadata": dict(item["metadata"]),
        "plan": item["price"]["id"],
        "price": item["price"]["id"],
        **quantity_of(item),
        "tax_rates": [],
    }


def quantity_of(item: Obj) -> Obj:
    return {"quantity": item["quantity"]} if "quantity" in item else {}
