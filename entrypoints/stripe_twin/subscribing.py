"""How a subscription begins: its anchor, a trial or a first invoice, and what becomes of it unpaid."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, changes, cycles, invoicing, items
from entrypoints.stripe_twin.cycles import DAY
from entrypoints.stripe_twin.invoice_shapes import Charge
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal, declined
from entrypoints.stripe_twin.subscription_shapes import new_subscription

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

LONGEST_TRIAL = 730 * DAY
NO_CARD = (
    "This customer has no attached payment source or default payment method. "
    "Please consider adding a default payment method."
)


def subscribe(twin: "StripeTwin", params: Obj) -> Obj:
    """Begin, or raise Refusal with nothing begun: the first payment is imagined first."""
    customer = twin.get("customer", params["customer"], "customer")
    if params.get("billing_mode", {}).get("type") == "classic":
        raise Refusal("The twin knows flexible billing alone.", param="billing_mode[type]")
    if params.get("payment_behavior") == "pending_if_incomplete":
        raise Refusal("`pending_if_incomplete` cannot be used on create.", param="payment_behavior")
    if params.get("collection_method") == "send_invoice" and "days_until_due" not in params:
        raise Refusal("If `collection_method=send_invoice`, `days_until_due` is required.", param="days_until_due")
    if not twin.previewing:
        _foresee(twin, customer, params)
    return begun(twin, customer, params)


def begun(twin: "StripeTwin", customer: Obj, params: Obj) -> Obj:
    subscription = new_subscription(twin, customer, params)
    name = subscription["default_payment_method"]
    if name:
        twin.get("payment_method", name, "default_payment_method")
    rows = items.first_items(twin, subscription, params["items"])
    subscription["items"]["data"] = rows
    subscription["currency"] = rows[0]["price"]["currency"]
    trial_end = _trial_end(twin, params)
    start = _start(twin, params)
    subscription["start_date"] = start
    _anchor(twin, subscription, params, trial_end)
    if trial_end is not None:
        subscription.update(status="trialing", trial_start=twin.now, trial_end=trial_end)
        for row in rows:
            row.update(current_period_start=start, current_period_end=trial_end)
        charges = []
    else:
        charges = _since(twin, subscription, start)
    cancel_at(twin, subscription, params)
    _first_invoice(twin, subscription, charges, params)
    return subscription


def cancel_at(twin: "StripeTwin", subscription: Obj, params: Obj) -> None:
    """Schedule the end, or clear it; `_ends_prorated` keeps whether an early end gives money back."""
    asked: int | str | None = params.get("cancel_at")
    if asked is None and "cancel_at_period_end" not in params:
        return
    end = subscription["items"]["data"][0]["current_period_end"]
    at_end = params.get("cancel_at_period_end", False)
    if asked in {"min_period_end", "max_period_end"} or (asked is None and at_end):
        asked = end
    if isinstance(asked, int) and asked <= twin.now:
        raise Refusal("`cancel_at` must be in the future.", param="cancel_at")
    scheduled = isinstance(asked, int)
    subscription.update(
        cancel_at=asked if scheduled else None,
        cancel_at_period_end=at_end,
        canceled_at=twin.now if scheduled else None,
        _ends_prorated=params.get("proration_behavior", "create_prorations") != "none",
    )
    subscription["cancellation_details"]["reason"] = "cancellation_requested" if scheduled else None


def _foresee(twin: "StripeTwin", customer: Obj, params: Obj) -> None:
    other = twin.imagined(customer["id"])
    outcome = begun(other, other.get("customer", customer["id"]), params)
    if outcome["status"] != "incomplete" or params.get("payment_behavior") == "default_incomplete":
        return
    if billing.method_for(other, other.get("customer", customer["id"]), outcome) is None:
        raise Refusal(NO_CARD, code="resource_missing")
    if params.get("payment_behavior") == "error_if_incomplete":
        raise declined()


def _trial_end(twin: "StripeTwin", params: Obj) -> int | None:
    days, asked = params.get("trial_period_days"), params.get("trial_end")
    if days and asked:
        raise Refusal("You cannot pass both `trial_end` and `trial_period_days`.", param="trial_period_days")
    end = twin.now + days * DAY if days else asked
    if end in {None, "now"}:
        return None
    if end <= twin.now:
        words = "Invalid timestamp: must be an integer Unix timestamp in the future."
        raise Refusal(words, param="trial_end")
    if end > twin.now + LONGEST_TRIAL:
        raise Refusal("The trial can be at most two years long.", param="trial_end")
    return int(end)


def _start(twin: "StripeTwin", params: Obj) -> int:
    start: int = params.get("backdate_start_date", twin.now)
    if start > twin.now:
        raise Refusal("`backdate_start_date` must be in the past.", param="backdate_start_date")
    if start < twin.now - LONGEST_TRIAL:
        raise Refusal("`backdate_start_date` is too long ago.", param="backdate_start_date")
    return start


def _since(twin: "StripeTwin", subscription: Obj, start: int) -> list[Charge]:
    """What the time costs since a start that may lie in the past, period by period, up to the end of this one."""
    charges = changes.open_period(twin, subscription, start, prorated=subscription["_prorates"])
    while (end := subscription["items"]["data"][0]["current_period_end"]) <= twin.now:
        charges += changes.arrears(twin, subscription, end)
        charges += changes.open_period(twin, subscription, end)
    return charges


def _anchor(twin: "StripeTwin", subscription: Obj, params: Obj, trial_end: int | None) -> None:
    config, asked = params.get("billing_cycle_anchor_config"), params.get("billing_cycle_anchor")
    start = trial_end or subscription["start_date"]
    if config and asked:
        raise Refusal(
            "You may only specify one of `billing_cycle_anchor` and its config.", param="billing_cycle_anchor"
        )
    ranges = {"day_of_month": (1, 31), "hour": (0, 23), "minute": (0, 59), "month": (1, 12), "second": (0, 59)}
    for part, value in (config or {}).items():
        least, most = ranges[part]
        if not least <= value <= most:
            param = f"billing_cycle_anchor_config[{part}]"
            raise Refusal(f"This value must be between {least} and {most}.", param=param)
    if config and "day_of_month" not in config:
        param = "billing_cycle_anchor_config[day_of_month]"
        raise Refusal(f"Missing required param: {param}.", code="parameter_missing", param=param)
    if config:
        asked = cycles.configured(config, trial_end or twin.now)
    if asked is None:
        asked = start
    elif asked < min(start, twin.now):
        raise Refusal("`billing_cycle_anchor` must be in the future.", param="billing_cycle_anchor")
    recurring = subscription["items"]["data"][0]["price"]["recurring"]
    natural = cycles.occurrence(trial_end or twin.now, recurring["interval"], recurring["interval_count"], 1)
    if asked > natural:
        words = "`billing_cycle_anchor` cannot be later than next natural billing date for plan."
        raise Refusal(words, param="billing_cycle_anchor")
    subscription["billing_cycle_anchor"] = asked


def _first_invoice(twin: "StripeTwin", subscription: Obj, charges: list[Charge], params: Obj) -> None:
    invoice = invoicing.draft(twin, subscription, charges, reason="subscription_create", period=(twin.now, twin.now))
    if invoice["amount_due"] and subscription["collection_method"] == "charge_automatically":
        subscription["status"] = "incomplete"
    twin.emit("customer.subscription.created", subscription)
    billing.finalize(twin, invoice, charge=params.get("payment_behavior") != "default_incomplete")
