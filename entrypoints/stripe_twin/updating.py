"""How a subscription changes: items, trial, anchor and end, and who pays for it before it counts."""

import copy
from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, changes, invoicing, items, subscribing
from entrypoints.stripe_twin.invoice_shapes import Charge
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.refusals import Refusal, declined

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

OVER = {"canceled", "incomplete_expired"}
MAY_WAIT = {"payment_behavior", "proration_behavior", "proration_date", "items", "metadata"}
"""What a change that waits for its payment may name, https://docs.stripe.com/billing/subscriptions/pending-updates;
Stripe also lets a new anchor and a new end of the trial wait, the twin does not.
"""
ENDS = {"cancel_at", "cancel_at_period_end"}


def update(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    """Change it all or, with a Refusal, nothing: the change is imagined first."""
    subscription = twin.get("subscription", name)
    _permitted(subscription, params)
    if not twin.previewing:
        other = twin.imagined(subscription["customer"])
        changed = apply(other, other.get("subscription", name), params)
        unpaid = changed["status"] in {"past_due", "unpaid"} and subscription["status"] not in {"past_due", "unpaid"}
        fails = unpaid or _open(other, changed) > _open(twin, subscription)
        if fails and params.get("payment_behavior") == "error_if_incomplete":
            raise declined()
    return apply(twin, subscription, params)


def apply(twin: "StripeTwin", subscription: Obj, params: Obj) -> Obj:
    method = _facts(twin, subscription, params)
    if "trial_end" in params:
        _trial(twin, subscription, params)
    elif "items" in params or params.get("billing_cycle_anchor", {}).get("type") == "now":
        _items(twin, subscription, params)
    subscribing.cancel_at(twin, subscription, params)
    twin.emit("customer.subscription.updated", subscription)
    if method:
        billing.pay_what_is_open(twin, twin.get("customer", subscription["customer"]), only=subscription["id"])
    return subscription


def resume(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    """Go on after a pause: a new period is invoiced and charged now; its anchor moves here unless it is to stay."""
    subscription = twin.get("subscription", name)
    if subscription["status"] != "paused":
        raise Refusal("You can only resume subscriptions that are paused.", param="id")
    if params.get("billing_cycle_anchor", {}).get("type", "now") == "now":
        subscription["billing_cycle_anchor"] = twin.now
    subscription["status"] = "active"
    charges = changes.open_period(twin, subscription, twin.now, prorated=_prorates(params))
    billing.finalize(twin, invoiced(twin, subscription, charges))
    twin.emit("customer.subscription.resumed", subscription)
    twin.emit("customer.subscription.updated", subscription)
    return subscription


def invoiced(twin: "StripeTwin", subscription: Obj, charges: list[Charge], *, pending: bool = True) -> Obj:
    """The draft of a change, which does not wait."""
    period = (subscription["items"]["data"][0]["current_period_start"], twin.now)
    return invoicing.draft(
        twin, subscription, charges, reason="subscription_update", period=period, with_pending=pending
    )


def _permitted(subscription: Obj, params: Obj) -> None:
    if subscription["status"] in OVER and set(params) - {"cancellation_details", "metadata"}:
        raise Refusal("A canceled subscription can only update its cancellation_details and metadata.")
    schedule = subscription["schedule"]
    if schedule and set(params) & (ENDS | {"items", "trial_end", "billing_cycle_anchor"}):
        what = "any cancelation behavior" if set(params) & ENDS else "its items"
        words = (
            f"The subscription is managed by the subscription schedule `{schedule}`, and updating {what} directly "
            "is not allowed. Please update the schedule instead."
        )
        raise Refusal(words)
    if params.get("payment_behavior") == "pending_if_incomplete" and set(params) - MAY_WAIT:
        listed = ", ".join(sorted(set(params) - MAY_WAIT))
        raise Refusal(f"`payment_behavior=pending_if_incomplete` does not support: {listed}.", param="payment_behavior")
    start = subscription["items"]["data"][0]["current_period_start"]
    end = subscription["items"]["data"][0]["current_period_end"]
    if not start <= params.get("proration_date", start) < end:
        raise Refusal("`proration_date` must be within the current period.", param="proration_date")


def _facts(twin: "StripeTwin", subscription: Obj, params: Obj) -> bool:
    if not _waits(params):
        subscription["metadata"] = merged(subscription["metadata"], params.get("metadata"))
    for fact in ("collection_method", "days_until_due"):
        subscription[fact] = params.get(fact, subscription[fact])
    if "description" in params:
        subscription["description"] = params["description"] or None
    for name, value in params.get("cancellation_details", {}).items():
        subscription["cancellation_details"][name] = value or None
    behavior = params.get("trial_settings", {}).get("end_behavior", {})
    subscription["trial_settings"]["end_behavior"].update(behavior)
    if "default_payment_method" not in params:
        return False
    name = params["default_payment_method"]
    if name:
        twin.get("payment_method", name, "default_payment_method")
    subscription["default_payment_method"] = name or None
    return bool(name)


def _trial(twin: "StripeTwin", subscription: Obj, params: Obj) -> None:
    """A new end of the trial; a trial that ends now is invoiced and charged now."""
    end = params["trial_end"]
    if "items" in params:
        subscription["items"]["data"] = items.changed_items(twin, subscription, params["items"])
    if end == "now":
        if subscription["status"] not in {"trialing", "paused"}:
            return
        anchored = params.get("billing_cycle_anchor", {}).get("type") == "now"
        subscription.update(status="active", trial_end=twin.now)
        if anchored:
            subscription["billing_cycle_anchor"] = twin.now
        charges = changes.open_period(twin, subscription, twin.now, prorated=_prorates(params))
        billing.finalize(twin, invoiced(twin, subscription, charges))
        return
    if end <= twin.now:
        raise Refusal("Invalid timestamp: must be an integer Unix timestamp in the future.", param="trial_end")
    if end > subscription["billing_cycle_anchor"] + subscribing.LONGEST_TRIAL:
        raise Refusal("The trial can be at most two years from `billing_cycle_anchor`.", param="trial_end")
    charges = []
    rows = subscription["items"]["data"]
    if subscription["status"] in changes.BILLED and _prorates(params):
        charges = [charge for row in rows for charge in changes.credits_of(twin, row, twin.now)]
        charges += changes.arrears(twin, subscription, twin.now)
    if subscription["status"] != "trialing":
        subscription["trial_start"] = twin.now
    subscription.update(status="trialing", trial_end=end, billing_cycle_anchor=end, _told=[])
    for row in rows:
        row.update(current_period_end=end, _debits=[], _segments=[])
    invoicing.hold(twin, subscription, charges)


def _items(twin: "StripeTwin", subscription: Obj, params: Obj) -> None:
    at = params.get("proration_date", twin.now)
    prorated = _prorates(params)
    after = copy.deepcopy(subscription["items"]["data"])
    if "items" in params:
        after = items.changed_items(twin, subscription, params["items"])
    anchored = params.get("billing_cycle_anchor", {}).get("type") == "now"
    if anchored:
        charges = _anew(twin, subscription, after, prorated=prorated)
    else:
        charges = changes.changed(twin, subscription, after, at, prorated=prorated)
    at_once = params.get("proration_behavior") == "always_invoice" or anchored
    if not charges or not at_once:
        subscription["items"]["data"] = after
        subscription["metadata"] = merged(subscription["metadata"], params.get("metadata"))
        invoicing.hold(twin, subscription, charges)
    elif _waits(params) and not twin.previewing:
        _after_payment(twin, subscription, after, charges, params)
    else:
        subscription["items"]["data"] = after
        charge = params.get("payment_behavior") != "default_incomplete"
        billing.finalize(twin, invoiced(twin, subscription, charges), charge=charge)


def _anew(twin: "StripeTwin", subscription: Obj, after: list[Obj], *, prorated: bool) -> list[Charge]:
    """A period that starts over now: what is unused comes back, what was used is billed, a whole period is debited."""
    rows = subscription["items"]["data"]
    charges = [charge for row in rows for charge in changes.credits_of(twin, row, twin.now)] if prorated else []
    charges += changes.arrears(twin, subscription, twin.now)
    subscription["items"]["data"] = after
    subscription["billing_cycle_anchor"] = twin.now
    return charges + changes.open_period(twin, subscription, twin.now)


def _after_payment(twin: "StripeTwin", subscription: Obj, after: list[Obj], charges: list[Charge], params: Obj) -> None:
    if subscription["_pending"]:
        billing.expire_pending_update(twin, subscription)
    invoice = invoiced(twin, subscription, charges, pending=False)
    expires = twin.now + billing.UNFINISHED
    metadata = merged(subscription["metadata"], params.get("metadata"))
    subscription["_pending"] = {"invoice": invoice["id"], "items": after, "expires_at": expires, "metadata": metadata}
    billing.finalize(twin, invoice)
    if subscription["_pending"]:
        subscription["pending_update"] = {
            "billing_cycle_anchor": None,
            "discounts": None,
            "expires_at": expires,
            "metadata": params.get("metadata"),
            "subscription_items": after,
            "trial_end": None,
            "trial_from_plan": None,
        }


def _waits(params: Obj) -> bool:
    return "items" in params and params.get("payment_behavior") == "pending_if_incomplete"


def _prorates(params: Obj) -> bool:
    return bool(params.get("proration_behavior", "create_prorations") != "none")


def _open(twin: "StripeTwin", subscription: Obj) -> int:
    return sum(1 for _ in twin.all("invoice", status="open", _subscription=subscription["id"]))
