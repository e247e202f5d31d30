"""What happens to a subscription as time passes: its trial ends, its period renews, it is canceled or expires."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, changes, invoicing, schedules
from entrypoints.stripe_twin.invoice_shapes import Charge
from entrypoints.stripe_twin.objects import Obj

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


def renew(twin: "StripeTwin", subscription: Obj) -> Obj | None:
    """The end of a period: its usage, and the next period in advance, on a draft that waits for late usage."""
    at = subscription["items"]["data"][0]["current_period_end"]
    begun = subscription["items"]["data"][0]["current_period_start"]
    if subscription["cancel_at"] == at:
        return _last(twin, subscription, at)
    charges = changes.arrears(twin, subscription, at)
    schedules.advance(twin, subscription, at, at_renewal=True)
    if subscription["status"] == "canceled":
        return _close(twin, subscription, charges, (begun, at))
    charges += changes.open_period(twin, subscription, at)
    invoice = invoicing.draft(twin, subscription, charges, reason="subscription_cycle", period=(begun, at), wait=True)
    subscription["_told"] = []
    twin.emit("customer.subscription.updated", subscription)
    return invoice


def end_trial(twin: "StripeTwin", subscription: Obj) -> Obj | None:
    """Begin to bill; without a payment method, do what the settings say."""
    customer = twin.get("customer", subscription["customer"])
    behavior = subscription["trial_settings"]["end_behavior"]["missing_payment_method"]
    can_pay = subscription["collection_method"] == "send_invoice" or billing.method_for(twin, customer, subscription)
    if subscription["cancel_at"] == twin.now or (not can_pay and behavior == "cancel"):
        billing.end(twin, subscription, "cancellation_requested" if can_pay else "payment_failed")
        return None
    if not can_pay and behavior == "pause":
        subscription["status"] = "paused"
        twin.emit("customer.subscription.updated", subscription)
        twin.emit("customer.subscription.paused", subscription)
        return None
    begun = subscription["items"]["data"][0]["current_period_start"]
    subscription["status"] = "active"
    schedules.advance(twin, subscription, twin.now, at_renewal=True)
    charges = changes.open_period(twin, subscription, twin.now, prorated=subscription["_prorates"])
    invoice = invoicing.draft(
        twin, subscription, charges, reason="subscription_cycle", period=(begun, twin.now), wait=True
    )
    subscription["_told"] = []
    twin.emit("customer.subscription.updated", subscription)
    return invoice


def end_early(twin: "StripeTwin", subscription: Obj) -> None:
    """A cancellation inside a period: unused time comes back where prorations were asked for."""
    if subscription["status"] == "trialing":
        billing.end(twin, subscription, "cancellation_requested")
        return
    _last(twin, subscription, twin.now, credited=subscription.get("_ends_prorated", False))


def expire(twin: "StripeTwin", subscription: Obj) -> None:
    """A first payment that never came."""
    invoice = twin.get("invoice", subscription["latest_invoice"])
    billing.end(twin, subscription, "payment_failed", status="incomplete_expired")
    if invoice["status"] == "open":
        billing.void(twin, invoice)


def tell_of_trial(twin: "StripeTwin", subscription: Obj) -> None:
    subscription["_told"].append("trial_will_end")
    twin.emit("customer.subscription.trial_will_end", subscription)


def tell_of_invoice(twin: "StripeTwin", subscription: Obj) -> None:
    """Announce the next invoice; the object has no id, as it does not exist yet."""
    subscription["_told"].append("upcoming")
    other = twin.imagined(subscription["customer"])
    other.previewing = True
    invoice = next_invoice(other, other.get("subscription", subscription["id"]))
    if invoice is not None:
        twin.emit("invoice.upcoming", {**invoice, "id": invoice["id"].replace("in_", "upcoming_in_")})


def next_invoice(twin: "StripeTwin", subscription: Obj) -> Obj | None:
    """What the next renewal, or the end of the trial, would bill: for a twin that is imagined."""
    ends = subscription["items"]["data"][0]["current_period_end"]
    early = subscription["cancel_at"]
    if early and early < ends:
        twin.at(early)
        end_early(twin, subscription)
        return twin.get("invoice", subscription["latest_invoice"])
    twin.at(ends)
    return end_trial(twin, subscription) if subscription["status"] == "trialing" else renew(twin, subscription)


def _last(twin: "StripeTwin", subscription: Obj, at: int, *, credited: bool = False) -> Obj | None:
    begun = subscription["items"]["data"][0]["current_period_start"]
    charges = changes.arrears(twin, subscription, at)
    for item in subscription["items"]["data"] if credited else []:
        charges += changes.credits_of(twin, item, at)
    return _close(twin, subscription, charges, (begun, at))


def _close(twin: "StripeTwin", subscription: Obj, charges: list[Charge], period: tuple[int, int]) -> Obj | None:
    waiting = next(twin.all("invoiceitem", _subscription=subscription["id"], invoice=None), None)
    invoice = None
    if charges or waiting:
        invoice = invoicing.draft(twin, subscription, charges, reason="subscription_cycle", period=period, wait=True)
    billing.end(twin, subscription, "cancellation_requested")
    return invoice
