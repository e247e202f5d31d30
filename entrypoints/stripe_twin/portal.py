"""The billing portal: its configurations, its sessions, and what a customer may do there."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, cards, updating
from entrypoints.stripe_twin.forms import BOOL, METADATA, TEXT, Kind, one_of
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.refusals import Refusal, declined
from entrypoints.stripe_twin.routes import PAGED, Route, page

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

LASTS = 3600


def create_configuration(twin: "StripeTwin", params: Obj) -> Obj:
    features = params["features"]
    first = next(twin.all("billing_portal.configuration"), None) is None
    configuration: Obj = {
        "object": "billing_portal.configuration",
        "active": True,
        "application": None,
        "business_profile": {
            "headline": params.get("business_profile", {}).get("headline"),
            "privacy_policy_url": params.get("business_profile", {}).get("privacy_policy_url"),
            "terms_of_service_url": params.get("business_profile", {}).get("terms_of_service_url"),
        },
        "default_return_url": params.get("default_return_url"),
        "features": {name: {**default, **features.get(name, {})} for name, default in _defaults().items()},
        "is_default": first,
        "login_page": {"enabled": False, "url": None},
        "metadata": merged({}, params.get("metadata")),
        "name": params.get("name"),
        "updated": twin.now,
    }
    return twin.add("bpc", configuration)


def update_configuration(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    configuration = twin.get("billing_portal.configuration", name)
    for feature, facts in params.pop("features", {}).items():
        configuration["features"][feature].update(facts)
    configuration["business_profile"].update(params.pop("business_profile", {}))
    configuration["metadata"] = merged(configuration["metadata"], params.pop("metadata", None))
    configuration.update({**params, "updated": twin.now})
    return configuration


def retrieve_configuration(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("billing_portal.configuration", name)


def list_configurations(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        configuration
        for configuration in twin.all("billing_portal.configuration")
        if all(configuration[fact] == params[fact] for fact in ("active", "is_default") if fact in params)
    ]
    return page(found, params, "/v1/billing_portal/configurations")


def create_session(twin: "StripeTwin", params: Obj) -> Obj:
    twin.get("customer", params["customer"], "customer")
    name = params.get("configuration")
    standard = next(twin.all("billing_portal.configuration", is_default=True), None)
    configuration = twin.get("billing_portal.configuration", name, "configuration") if name else standard
    if configuration is None:
        words = "You can't create a portal session in test mode until you save your customer portal settings."
        raise Refusal(words)
    if not configuration["active"]:
        raise Refusal("The configuration is not active.", param="configuration")
    session: Obj = {
        "object": "billing_portal.session",
        "configuration": configuration["id"],
        "customer": params["customer"],
        "customer_account": None,
        "flow": None,
        "locale": None,
        "on_behalf_of": None,
        "return_url": params.get("return_url") or configuration["default_return_url"],
    }
    session = twin.add("bps", session)
    session["url"] = f"{twin.base_url}/p/session/{session['id']}"
    return session


def opened(twin: "StripeTwin", name: str) -> Obj:
    """The session behind a page; raises Refusal once it is too old."""
    session = twin.get("billing_portal.session", name)
    if twin.now - session["created"] > LASTS:
        raise Refusal("This link has expired.", status=410)
    return session


def update_card(twin: "StripeTwin", session: Obj, number: str) -> None:
    """A new default card; open invoices of late subscriptions are charged to it at once."""
    card = cards.of_number(twin, number)
    if card["_refuses"]:
        raise declined()
    customer = twin.get("customer", session["customer"])
    billing.attach(twin, card["id"], customer)
    customer["invoice_settings"]["default_payment_method"] = card["id"]
    for subscription in twin.all("subscription", customer=customer["id"]):
        if subscription["status"] not in updating.OVER and subscription["default_payment_method"]:
            subscription["default_payment_method"] = card["id"]
            twin.emit("customer.subscription.updated", subscription)
    twin.emit("customer.updated", customer)
    billing.pay_what_is_open(twin, customer)


def cancel_plan(twin: "StripeTwin", session: Obj, name: str) -> None:
    """End a subscription as the configuration says: now, or with its period, where flexible mode sets `cancel_at`."""
    subscription = _own(twin, session, name)
    feature = twin.get("billing_portal.configuration", session["configuration"])["features"]["subscription_cancel"]
    if not feature["enabled"] or subscription["schedule"]:
        raise Refusal("This plan cannot be canceled here.")
    if feature["mode"] == "immediately":
        billing.end(twin, subscription, "cancellation_requested")
    else:
        updating.update(twin, {"cancel_at": "max_period_end"}, name)


def keep_plan(twin: "StripeTwin", session: Obj, name: str) -> None:
    _own(twin, session, name)
    updating.update(twin, {"cancel_at": ""}, name)


def _own(twin: "StripeTwin", session: Obj, name: str) -> Obj:
    subscription = twin.get("subscription", name)
    if subscription["customer"] != session["customer"]:
        raise Refusal("No such plan.", status=404)
    return subscription


def _defaults() -> dict[str, Obj]:
    return {
        "customer_update": {"allowed_updates": [], "enabled": False},
        "invoice_history": {"enabled": False},
        "payment_method_update": {"enabled": False, "payment_method_configuration": None},
        "subscription_cancel": {
            "cancellation_reason": {"enabled": False, "options": []},
            "enabled": False,
            "mode": "at_period_end",
            "proration_behavior": "none",
        },
        "subscription_update": {
            "billing_cycle_anchor": None,
            "default_allowed_updates": [],
            "enabled": False,
            "proration_behavior": "none",
            "schedule_at_period_end": {"conditions": []},
            "trial_update_behavior": "end_trial",
        },
    }


_FEATURES: dict[str, Kind] = {
    "customer_update": {"allowed_updates": [TEXT], "enabled": BOOL},
    "invoice_history": {"enabled": BOOL},
    "payment_method_update": {"enabled": BOOL},
    "subscription_cancel": {
        "cancellation_reason": {"enabled": BOOL, "options": [TEXT]},
        "enabled": BOOL,
        "mode": one_of("at_period_end", "immediately"),
        "proration_behavior": one_of("always_invoice", "create_prorations", "none"),
    },
    "subscription_update": {"default_allowed_updates": [TEXT], "enabled": BOOL},
}
_CONFIGURATION: dict[str, Kind] = {
    "business_profile": {"headline": TEXT, "privacy_policy_url": TEXT, "terms_of_service_url": TEXT},
    "default_return_url": TEXT,
    "features": _FEATURES,
    "metadata": METADATA,
    "name": TEXT,
}
_SESSION: dict[str, Kind] = {"configuration": TEXT, "customer": TEXT, "return_url": TEXT}
_BPC = "/v1/billing_portal/configurations"

ROUTES = (
    Route(
        "POST",
        _BPC,
        create_configuration,
        _CONFIGURATION,
        ("features",),
        "billing_portal.ConfigurationCreateParams",
    ),
    Route(
        "GET",
        _BPC,
        list_configurations,
        {**PAGED, "active": BOOL, "is_default": BOOL},
        sdk="billing_portal.ConfigurationListParams",
    ),
    Route("GET", f"{_BPC}/{{name}}", retrieve_configuration, sdk="billing_portal.ConfigurationRetrieveParams"),
    Route(
        "POST",
        f"{_BPC}/{{name}}",
        update_configuration,
        {**_CONFIGURATION, "active": BOOL},
        sdk="billing_portal.ConfigurationUpdateParams",
    ),
    Route(
        "POST",
        "/v1/billing_portal/sessions",
        create_session,
        _SESSION,
        ("customer",),
        "billing_portal.SessionCreateParams",
    ),
)
