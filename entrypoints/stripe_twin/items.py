"""The items of a subscription: what a request asks for, as prices and quantities."""

import copy
from typing import TYPE_CHECKING

from entrypoints.stripe_twin.catalogue import INTERVALS, TAX_BEHAVIOR, price_of
from entrypoints.stripe_twin.forms import BOOL, DECIMAL, INT, METADATA, TEXT, Kind
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.refusals import Refusal, missing

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

PRICE_DATA: dict[str, Kind] = {
    "currency": TEXT,
    "product": TEXT,
    "recurring": {"interval": INTERVALS, "interval_count": INT},
    "tax_behavior": TAX_BEHAVIOR,
    "unit_amount": INT,
    "unit_amount_decimal": DECIMAL,
}
ITEM: dict[str, Kind] = {"metadata": METADATA, "price": TEXT, "price_data": PRICE_DATA, "quantity": INT}
ITEM_CHANGE: dict[str, Kind] = {**ITEM, "deleted": BOOL, "id": TEXT}
MOST_ITEMS = 20


def is_metered(price: Obj) -> bool:
    return bool(price["recurring"]["usage_type"] == "metered")


def price_asked(twin: "StripeTwin", asked: Obj, param: str, *, retired: bool = False) -> Obj | None:
    """The price that is named or described; None where neither is."""
    if "price" in asked and "price_data" in asked:
        raise Refusal("You may only specify one of these parameters: price, price_data.", param=param)
    if "price_data" in asked:
        for fact in ("currency", "product", "recurring"):
            if fact not in asked["price_data"]:
                where = f"{param}[price_data][{fact}]"
                raise Refusal(f"Missing required param: {where}.", code="parameter_missing", param=where)
        price = price_of(twin, asked["price_data"])
        price.update(_inline=True, active=False)
        return price
    if "price" not in asked:
        return None
    price = twin.get("price", asked["price"], f"{param}[price]")
    if not price["active"] and not retired and not price.get("_inline"):
        raise Refusal(
            "The price specified is inactive. This field only accepts active prices.", param=f"{param}[price]"
        )
    if price["recurring"] is None:
        words = (
            "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`."
        )
        raise Refusal(words, param=f"{param}[price]")
    return price


def new_item(twin: "StripeTwin", subscription: Obj, price: Obj, asked: Obj) -> Obj:
    item: Obj = {
        "object": "subscription_item",
        "billing_thresholds": None,
        "current_period_end": None,
        "current_period_start": None,
        "discounts": [],
        "metadata": merged({}, asked.get("metadata")),
        "subscription": subscription["id"],
        "tax_rates": [],
        "_debits": [],
        "_segments": [],
    }
    item = {"id": twin.new_id("si"), "created": twin.now, **item}
    _price(item, price, asked)
    return item


def first_items(
    twin: "StripeTwin", subscription: Obj, asked: list[Obj], param: str = "items", *, retired: bool = False
) -> list[Obj]:
    """The items of a new subscription, or of a phase."""
    found = []
    for place, wish in enumerate(asked):
        price = price_asked(twin, wish, f"{param}[{place}]", retired=retired)
        if price is None:
            raise Refusal("Missing required param: items[0][price].", code="parameter_missing", param=param)
        found.append(new_item(twin, subscription, price, wish))
    _check(found)
    return found


def changed_items(twin: "StripeTwin", subscription: Obj, asked: list[Obj], *, retired: bool = False) -> list[Obj]:
    """Copies of the items as they are after an update: by id changed or deleted, without an id added."""
    items: dict[str, Obj] = {item["id"]: copy.deepcopy(item) for item in subscription["items"]["data"]}
    period = next(iter(items.values()))
    for place, wish in enumerate(asked):
        param = f"items[{place}]"
        price = price_asked(twin, wish, param, retired=retired)
        if "id" not in wish:
            if price is None:
                raise Refusal(f"Missing required param: {param}[price].", code="parameter_missing", param=param)
            added = new_item(twin, subscription, price, wish)
            added.update({fact: period[fact] for fact in ("current_period_start", "current_period_end")})
            items[added["id"]] = added
        elif wish["id"] not in items:
            raise missing("subscription item", wish["id"], f"{param}[id]")
        elif wish.get("deleted"):
            del items[wish["id"]]
        else:
            _price(items[wish["id"]], price or items[wish["id"]]["price"], wish, changed=price is not None)
    _check(list(items.values()))
    return list(items.values())


def _price(item: Obj, price: Obj, asked: Obj, *, changed: bool = True) -> None:
    if is_metered(price) and "quantity" in asked:
        raise Refusal("You cannot set the quantity for metered plans.", param="quantity")
    before = 1 if changed else item.get("quantity", 1)
    item["metadata"] = merged(item["metadata"], asked.get("metadata"))
    item.update(price=price, plan=_plan(price))
    item.pop("quantity", None)
    if not is_metered(price):
        item["quantity"] = asked.get("quantity", before)


def _check(items: list[Obj]) -> None:
    if not items:
        raise Refusal("A subscription must have at least one active plan.", param="items")
    if len(items) > MOST_ITEMS:
        raise Refusal(f"A subscription can have at most {MOST_ITEMS} items.", param="items")
    prices = [item["price"]["id"] for item in items]
    if len(set(prices)) != len(prices):
        raise Refusal("Cannot add multiple subscription items with the same plan.", param="items")
    if len({item["price"]["currency"] for item in items}) > 1:
        raise Refusal("All prices of a subscription must have the same currency.", param="items")
    rhythms = {(item["price"]["recurring"]["interval"], item["price"]["recurring"]["interval_count"]) for item in items}
    if len(rhythms) > 1:
        raise Refusal("The twin knows one interval per subscription.", param="items")


def _plan(price: Obj) -> Obj:
    recurring = price["recurring"]
    return {
        "id": price["id"],
        "object": "plan",
        "active": price["active"],
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "billing_scheme": price["billing_scheme"],
        "created": price["created"],
        "currency": price["currency"],
        "interval": recurring["interval"],
        "interval_count": recurring["interval_count"],
        "livemode": False,
        "metadata": price["metadata"],
        "meter": recurring["meter"],
        "nickname": price["nickname"],
        "product": price["product"],
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": recurring["usage_type"],
    }
