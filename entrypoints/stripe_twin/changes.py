"""What a subscription's items cost: a period in advance, a change in the middle of one, and usage in arrears.

Flexible mode, https://docs.stripe.com/billing/subscriptions/billing-mode/compare: a credit is a share of what was
debited, however the price stands now; a debit is a share of the price; usage is billed at the price of its time.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from entrypoints.stripe_twin.cycles import around, told
from entrypoints.stripe_twin.invoice_shapes import Charge
from entrypoints.stripe_twin.invoicing import cost, usage
from entrypoints.stripe_twin.items import is_metered
from entrypoints.stripe_twin.money import share
from entrypoints.stripe_twin.objects import Obj

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

BILLED = {"active", "past_due", "unpaid", "incomplete"}
"""The statuses whose time costs something."""


def whole_period(subscription: Obj, at: int) -> tuple[int, int]:
    recurring = subscription["items"]["data"][0]["price"]["recurring"]
    return around(subscription["billing_cycle_anchor"], recurring["interval"], recurring["interval_count"], at)


def open_period(twin: "StripeTwin", subscription: Obj, at: int, *, prorated: bool = True) -> list[Charge]:
    """Begin a billing period, and say what it costs in advance; one that is not whole costs its share, or nothing."""
    start, whole_end = whole_period(subscription, at)
    ends_at = subscription["cancel_at"] or whole_end
    end = min(whole_end, ends_at) if ends_at > at else whole_end
    charges = []
    for item in subscription["items"]["data"]:
        item.update(current_period_start=at, current_period_end=end, _debits=[], _segments=[])
        if is_metered(item["price"]):
            item["_segments"] = [{"price": item["price"]["id"], "start": at}]
        elif (at, end) == (start, whole_end) or prorated:
            amount = share(cost(item["price"], item["quantity"]), seconds=end - at, of=whole_end - start)
            item["_debits"] = [{"amount": amount, "start": at, "end": end}]
            words = f"{item['quantity']} × {_name(twin, item)} ({_rate(item['price'])})"
            charges.append(Charge(amount, words, at, end, item["price"], item["quantity"], item["id"]))
    return charges


def arrears(twin: "StripeTwin", subscription: Obj, until: int) -> list[Charge]:
    """The usage of every metered item up to a moment, each at the price of its time; counted while it is a draft."""
    return [charge for item in subscription["items"]["data"] for charge in _used(twin, subscription, item, until)]


def changed(twin: "StripeTwin", subscription: Obj, after: list[Obj], at: int, *, prorated: bool = True) -> list[Charge]:
    """What it costs to go over to other items at a moment; the items after are given what is debited for them."""
    before = {item["id"]: item for item in subscription["items"]["data"]}
    kept = {item["id"] for item in after}
    charges: list[Charge] = []
    for item in after:
        old = before.get(item["id"])
        if old is None or _differs(old, item):
            charges += _replaced(twin, subscription, old, item, at, prorated=prorated)
    for name, item in before.items():
        if name not in kept:
            charges += credits_of(twin, item, at) if prorated else []
            charges += _used(twin, subscription, item, at, final=True) if prorated else []
    billed = subscription["status"] in BILLED
    return sorted((charge for charge in charges if charge.amount and billed), key=lambda charge: charge.amount > 0)


def credits_of(twin: "StripeTwin", item: Obj, at: int) -> list[Charge]:
    """What comes back for the time that is paid and not used."""
    charges = []
    for debit in item["_debits"]:
        start = max(at, debit["start"])
        amount = share(debit["amount"], seconds=max(0, debit["end"] - start), of=debit["end"] - debit["start"])
        words = f"Unused time on {item['quantity']} × {_name(twin, item)} after {told(at)}"
        charges.append(
            Charge(-amount, words, start, debit["end"], item["price"], item["quantity"], item["id"], proration=True)
        )
    return charges


def _replaced(
    twin: "StripeTwin", subscription: Obj, old: Obj | None, item: Obj, at: int, *, prorated: bool
) -> list[Charge]:
    charges: list[Charge] = []
    billed = subscription["status"] in BILLED
    was_metered = old is not None and is_metered(old["price"])
    if old is not None and not was_metered and prorated:
        charges += credits_of(twin, old, at)
    if was_metered and old is not None and not is_metered(item["price"]) and prorated:
        charges += _used(twin, subscription, old, at, final=True)
    if is_metered(item["price"]):
        item["_debits"] = []
        closed = _closed(old["_segments"], at) if was_metered and old is not None else []
        item["_segments"] = [*closed, {"price": item["price"]["id"], "start": at}] if billed else []
        return charges
    item["_segments"] = []
    if prorated and billed:
        start, whole_end = whole_period(subscription, at)
        end = min(whole_end, item["current_period_end"])
        amount = share(cost(item["price"], item["quantity"]), seconds=end - at, of=whole_end - start)
        item["_debits"] = [{"amount": amount, "start": at, "end": end}]
        words = f"Remaining time on {item['quantity']} × {_name(twin, item)} after {told(at)}"
        charges.append(Charge(amount, words, at, end, item["price"], item["quantity"], item["id"], proration=True))
    return charges


def _used(twin: "StripeTwin", subscription: Obj, item: Obj, until: int, *, final: bool = False) -> list[Charge]:
    charges = []
    for segment in _closed(item["_segments"], until):
        price = twin.get("price", segment["price"])
        meter, start, end = price["recurring"]["meter"], segment["start"], segment["end"]
        quantity = usage(twin, meter, subscription["customer"], start, end)
        words = f"{_name(twin, item)} ({_rate(price)})"
        counted = None if final else (meter, start, end)
        charges.append(
            Charge(cost(price, quantity), words, start, end, price, quantity, item["id"], final, usage=counted)
        )
    return charges


def _closed(segments: list[Obj], at: int) -> list[Obj]:
    return [{"end": at, **segment} for segment in segments]


def _differs(old: Obj, new: Obj) -> bool:
    return bool(old["price"]["id"] != new["price"]["id"] or old.get("quantity") != new.get("quantity"))


def _name(twin: "StripeTwin", item: Obj) -> str:
    return str(twin.get("product", item["price"]["product"])["name"])


def _rate(price: Obj) -> str:
    """Return what a unit costs, as Stripe words it on an invoice: `at $29.00 / month`, `at $0.00045 / month`."""
    dollars = (Decimal(price["unit_amount_decimal"]) / 100).normalize()
    decimals = max(2, -int(dollars.as_tuple().exponent))
    return f"at ${dollars:,.{decimals}f} / {price['recurring']['interval']}"
