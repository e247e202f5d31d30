"""Invoice previews: what a change, the next renewal or a new subscription would bill, imagined and forgotten."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import customers, renewals, subscribing, updating
from entrypoints.stripe_twin.forms import BOOL, INT, METADATA, TEXT, Kind, moment, one_of
from entrypoints.stripe_twin.items import ITEM_CHANGE
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.subscription_shapes import CANCEL_AT, MODE, PRORATION

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

PREVIEW: dict[str, Kind] = {
    "currency": TEXT,
    "customer": TEXT,
    "preview_mode": one_of("next", "recurring"),
    "subscription": TEXT,
    "subscription_details": {
        "billing_cycle_anchor": {"timestamp": INT, "type": one_of("now", "timestamp", "unchanged")},
        "billing_mode": MODE,
        "cancel_at": CANCEL_AT,
        "cancel_at_period_end": BOOL,
        "cancel_now": BOOL,
        "items": [ITEM_CHANGE],
        "metadata": METADATA,
        "proration_behavior": PRORATION,
        "proration_date": INT,
        "start_date": INT,
        "trial_end": moment("now"),
    },
}
NOT_OF_UPDATE = {"billing_mode", "start_date", "cancel_now"}


def create_preview(twin: "StripeTwin", params: Obj) -> Obj:
    """The invoice as a draft whose id begins with `upcoming_in`; nothing is kept."""
    details = params.get("subscription_details", {})
    if "subscription" in params:
        subscription = twin.get("subscription", params["subscription"], "subscription")
        if params.get("customer") not in {None, subscription["customer"]}:
            raise Refusal("The subscription is not the customer's.", param="subscription")
        other = _imagined(twin, subscription["customer"])
        invoice = _of_subscription(other, other.get("subscription", subscription["id"]), details)
    elif details.get("items"):
        other = _imagined(twin, params.get("customer", ""), details.get("start_date"))
        customer = params["customer"] if "customer" in params else customers.create(other, {})["id"]
        invoice = _of_new(other, customer, details)
    else:
        words = "You must provide a subscription, or a customer and subscription_details[items]."
        raise Refusal(words, code="parameter_missing", param="subscription")
    if invoice is None:
        raise Refusal("No upcoming invoices for customer", status=404, code="invoice_upcoming_none")
    return _as_preview(invoice)


def _imagined(twin: "StripeTwin", customer: str, at: int | None = None) -> "StripeTwin":
    other = twin.imagined(customer, at)
    other.previewing = True
    return other


def _of_subscription(twin: "StripeTwin", subscription: Obj, details: Obj) -> Obj | None:
    if subscription["status"] in updating.OVER or subscription["status"] == "paused":
        return None
    changes = {name: value for name, value in details.items() if name not in NOT_OF_UPDATE}
    before = subscription["latest_invoice"]
    if changes:
        updating.update(twin, changes, subscription["id"])
        if subscription["latest_invoice"] != before:
            return twin.get("invoice", subscription["latest_invoice"])
    if details.get("cancel_now"):
        subscription.update(cancel_at=twin.now, _ends_prorated=details.get("proration_behavior") != "none")
    return renewals.next_invoice(twin, subscription)


def _of_new(twin: "StripeTwin", customer: str, details: Obj) -> Obj:
    anchor = details.get("billing_cycle_anchor", {}).get("timestamp")
    wanted = ("items", "metadata", "proration_behavior", "trial_end", "cancel_at", "cancel_at_period_end")
    params: Obj = {name: details[name] for name in wanted if name in details}
    if anchor is not None:
        params["billing_cycle_anchor"] = anchor
    subscription = subscribing.subscribe(twin, {**params, "customer": customer})
    return twin.get("invoice", subscription["latest_invoice"])


def _as_preview(invoice: Obj) -> Obj:
    name = invoice["id"].replace("in_", "upcoming_in_")
    for line in invoice["lines"]["data"]:
        line.update(id=line["id"].replace("il_", "il_tmp_"), invoice=name)
    invoice["lines"]["url"] = f"/v1/invoices/{name}/lines"
    return {**invoice, "id": name, "automatically_finalizes_at": None}
