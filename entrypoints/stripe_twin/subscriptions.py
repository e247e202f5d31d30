"""The requests about subscriptions: begin, look up, change and cancel."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, changes, invoicing
from entrypoints.stripe_twin.catalogue import CREATED
from entrypoints.stripe_twin.forms import TEXT, Kind, one_of
from entrypoints.stripe_twin.invoice_shapes import Charge
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import missing
from entrypoints.stripe_twin.routes import PAGED, Route, between, page
from entrypoints.stripe_twin.subscribing import subscribe
from entrypoints.stripe_twin.subscription_shapes import CANCEL, CREATE, RESUME, UPDATE
from entrypoints.stripe_twin.updating import OVER, resume, update

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

STATUSES = ("active", "canceled", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid")


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("subscription", name)


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    wanted = params.get("status")
    found = [
        subscription
        for subscription in twin.all("subscription")
        if _has(subscription, wanted)
        and params.get("customer") in {None, subscription["customer"]}
        and params.get("price") in {None, *(item["price"]["id"] for item in subscription["items"]["data"])}
        and between(subscription["created"], params.get("created"))
    ]
    return page(found, params, "/v1/subscriptions")


def cancel(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    """End it now; usage and what waits are billed with `invoice_now` alone, unused time comes back with `prorate`."""
    subscription = twin.get("subscription", name)
    if subscription["status"] in OVER:
        raise missing("subscription", name, None)
    for fact, value in params.get("cancellation_details", {}).items():
        subscription["cancellation_details"][fact] = value or None
    invoice_now, prorate = params.get("invoice_now", False), params.get("prorate", False)
    charges = []
    if prorate and subscription["status"] in changes.BILLED:
        rows = subscription["items"]["data"]
        charges = [charge for row in rows for charge in changes.credits_of(twin, row, twin.now)]
    if not invoice_now and not prorate:
        for item in list(twin.all("invoiceitem", _subscription=name, invoice=None, proration=True)):
            del twin.tables["invoiceitem"][item["id"]]
    if invoice_now:
        _final_invoice(twin, subscription, charges)
    else:
        invoicing.hold(twin, subscription, charges)
    billing.end(twin, subscription, "cancellation_requested")
    return subscription


def _final_invoice(twin: "StripeTwin", subscription: Obj, charges: list[Charge]) -> None:
    charges = [*changes.arrears(twin, subscription, twin.now), *charges]
    waiting = next(twin.all("invoiceitem", _subscription=subscription["id"], invoice=None), None)
    if not charges and waiting is None:
        return
    period = (subscription["items"]["data"][0]["current_period_start"], twin.now)
    invoice = invoicing.draft(twin, subscription, charges, reason="subscription_update", period=period)
    billing.finalize(twin, invoice)


def _has(subscription: Obj, wanted: str | None) -> bool:
    if wanted == "all":
        return True
    if wanted == "ended":
        return subscription["status"] in OVER
    return bool(subscription["status"] == wanted if wanted else subscription["status"] != "canceled")


_LIST: dict[str, Kind] = {
    **PAGED,
    "created": CREATED,
    "customer": TEXT,
    "price": TEXT,
    "status": one_of(*STATUSES, "all", "ended"),
}

ROUTES = (
    Route(
        "POST",
        "/v1/subscriptions",
        subscribe,
        CREATE,
        ("customer", "items"),
        "SubscriptionCreateParams",
    ),
    Route("GET", "/v1/subscriptions", list_all, _LIST, sdk="SubscriptionListParams"),
    Route("GET", "/v1/subscriptions/{name}", retrieve, sdk="SubscriptionRetrieveParams"),
    Route("POST", "/v1/subscriptions/{name}", update, UPDATE, sdk="SubscriptionUpdateParams"),
    Route("POST", "/v1/subscriptions/{name}/resume", resume, RESUME, sdk="SubscriptionResumeParams"),
    Route("DELETE", "/v1/subscriptions/{name}", cancel, CANCEL, sdk="SubscriptionCancelParams"),
)
