"""The shape of a subscription, and which parameters one may have."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin.forms import BOOL, INT, METADATA, TEXT, Either, Kind, moment, one_of
from entrypoints.stripe_twin.items import ITEM, ITEM_CHANGE
from entrypoints.stripe_twin.objects import Obj, empty, listing, merged

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

PRORATION = one_of("always_invoice", "create_prorations", "none")
PAYMENT = one_of("allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete")
COLLECTION = one_of("charge_automatically", "send_invoice")
TRIAL_SETTINGS: dict[str, Kind] = {
    "end_behavior": {"missing_payment_method": one_of("cancel", "create_invoice", "pause")},
}
MODE: dict[str, Kind] = {"type": one_of("flexible", "classic")}
ANCHOR: dict[str, Kind] = {"type": one_of("now", "unchanged")}
ANCHOR_CONFIG: dict[str, Kind] = {"day_of_month": INT, "hour": INT, "minute": INT, "month": INT, "second": INT}
CANCEL_AT = moment("", "min_period_end", "max_period_end")
DETAILS: dict[str, Kind] = {
    "comment": TEXT,
    "feedback": one_of(
        "",
        "customer_service",
        "low_quality",
        "missing_features",
        "other",
        "switched_service",
        "too_complex",
        "too_expensive",
        "unused",
    ),
}
_BOTH: dict[str, Kind] = {
    "cancel_at": CANCEL_AT,
    "cancel_at_period_end": BOOL,
    "collection_method": COLLECTION,
    "days_until_due": INT,
    "default_payment_method": TEXT,
    "description": TEXT,
    "metadata": METADATA,
    "off_session": BOOL,
    "payment_behavior": PAYMENT,
    "proration_behavior": PRORATION,
    "trial_end": moment("now"),
    "trial_settings": TRIAL_SETTINGS,
}
CREATE: dict[str, Kind] = {
    **_BOTH,
    "backdate_start_date": INT,
    "billing_cycle_anchor": INT,
    "billing_cycle_anchor_config": ANCHOR_CONFIG,
    "billing_mode": MODE,
    "currency": TEXT,
    "customer": TEXT,
    "items": [ITEM],
    "trial_period_days": INT,
}
UPDATE: dict[str, Kind] = {
    **_BOTH,
    "billing_cycle_anchor": Either(ANCHOR, ()),
    "cancellation_details": DETAILS,
    "items": [ITEM_CHANGE],
    "proration_date": INT,
}
RESUME: dict[str, Kind] = {
    "billing_cycle_anchor": ANCHOR,
    "payment_behavior": one_of("resume_on_payment_attempt"),
    "proration_behavior": PRORATION,
}
CANCEL: dict[str, Kind] = {"cancellation_details": DETAILS, "invoice_now": BOOL, "prorate": BOOL}

NOTHING = (
    "application application_fee_percent billing_schedules billing_thresholds cancel_at "
    "canceled_at customer_account default_source discounts ended_at latest_invoice "
    "managed_payments next_pending_invoice_item_invoice on_behalf_of pause_collection "
    "pending_invoice_item_interval pending_setup_intent pending_update schedule test_clock "
    "transfer_data trial_end trial_start"
)


def new_subscription(twin: "StripeTwin", customer: Obj, params: Obj) -> Obj:
    """A subscription without items yet; https://docs.stripe.com/api/subscriptions/object."""
    nothing: Obj = empty(NOTHING)
    config = params.get("billing_cycle_anchor_config")
    behavior = params.get("trial_settings", {}).get("end_behavior", {})
    subscription: Obj = {
        "object": "subscription",
        **nothing,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": twin.now,
        "billing_cycle_anchor_config": config and {**dict.fromkeys(ANCHOR_CONFIG), **config},
        "billing_mode": {"flexible": {"proration_discounts": "included"}, "type": "flexible"},
        "cancel_at_period_end": False,
        "cancellation_details": {"comment": None, "feedback": None, "reason": None},
        "collection_method": params.get("collection_method", "charge_automatically"),
        "currency": "usd",
        "customer": customer["id"],
        "days_until_due": params.get("days_until_due"),
        "default_payment_method": params.get("default_payment_method") or None,
        "default_tax_rates": [],
        "description": params.get("description") or None,
        "discounts": [],
        "invoice_settings": {
            "account_tax_ids": None,
            "custom_fields": None,
            "description": None,
            "footer": None,
            "issuer": {"type": "self"},
        },
        "metadata": merged({}, params.get("metadata")),
        "payment_settings": {
            "payment_method_options": None,
            "payment_method_types": None,
            "save_default_payment_method": "off",
        },
        "start_date": twin.now,
        "status": "active",
        "trial_settings": {
            "end_behavior": {"missing_payment_method": behavior.get("missing_payment_method", "create_invoice")}
        },
        "_pending": None,
        "_told": [],
        "_prorates": params.get("proration_behavior", "create_prorations") != "none",
    }
    subscription = twin.add("sub", subscription)
    subscription["items"] = listing([], f"/v1/subscription_items?subscription={subscription['id']}")
    return subscription
