"""Products and their prices: what is sold; amounts never change."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from entrypoints.stripe_twin.forms import BOOL, DECIMAL, INT, METADATA, TEXT, Kind, one_of
from entrypoints.stripe_twin.money import plain
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import PAGED, Route, between, page

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

CREATED: dict[str, Kind] = {"gt": INT, "gte": INT, "lt": INT, "lte": INT}
INTERVALS = one_of("day", "week", "month", "year")
TAX_BEHAVIOR = one_of("exclusive", "inclusive", "unspecified")
RECURRING: dict[str, Kind] = {
    "interval": INTERVALS,
    "interval_count": INT,
    "usage_type": one_of("licensed", "metered"),
    "meter": TEXT,
}
PRODUCT: dict[str, Kind] = {
    "name": TEXT,
    "active": BOOL,
    "description": TEXT,
    "metadata": METADATA,
    "unit_label": TEXT,
    "tax_code": TEXT,
    "url": TEXT,
}
PRICE_CHANGES: dict[str, Kind] = {
    "active": BOOL,
    "lookup_key": TEXT,
    "metadata": METADATA,
    "nickname": TEXT,
    "tax_behavior": TAX_BEHAVIOR,
    "transfer_lookup_key": BOOL,
}


def create_product(twin: "StripeTwin", params: Obj) -> Obj:
    known = {"id": params["id"]} if "id" in params else {}
    if known and params["id"] in twin.tables.get("product", {}):
        raise Refusal("Product already exists.", code="resource_already_exists", param="id")
    product: Obj = {
        "object": "product",
        **known,
        "active": params.get("active", True),
        "default_price": None,
        "description": params.get("description"),
        "images": [],
        "marketing_features": [],
        "metadata": merged({}, params.get("metadata")),
        "name": params["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": None,
        "tax_code": params.get("tax_code"),
        "type": "service",
        "unit_label": params.get("unit_label"),
        "updated": twin.now,
        "url": params.get("url"),
    }
    product = twin.add("prod", product)
    twin.emit("product.created", product)
    return product


def retrieve_product(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("product", name)


def update_product(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    product = twin.get("product", name)
    metadata = merged(product["metadata"], params.get("metadata"))
    product.update({**params, "metadata": metadata, "updated": twin.now})
    twin.emit("product.updated", product)
    return product


def list_products(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        product
        for product in twin.all("product")
        if params.get("active") in {None, product["active"]}
        and ("ids" not in params or product["id"] in params["ids"])
        and between(product["created"], params.get("created"))
    ]
    return page(found, params, "/v1/products")


def price_of(twin: "StripeTwin", params: Obj) -> Obj:
    """A new price, of the catalogue or inline; raises Refusal where amounts and usage do not fit."""
    twin.get("product", params["product"], "product")
    recurring = params.get("recurring")
    if recurring is not None and "interval" not in recurring:
        raise Refusal("Missing required param: recurring[interval].", code="parameter_missing", param="recurring")
    longest = {"day": 1095, "week": 156, "month": 36, "year": 3}
    if recurring and not 1 <= recurring.get("interval_count", 1) <= longest[recurring["interval"]]:
        words = "The interval must be between one and three years' worth."
        raise Refusal(words, param="recurring[interval_count]")
    _check_usage(twin, recurring or {})
    unit_amount, exact = _amounts(params)
    price: Obj = {
        "object": "price",
        "active": params.get("active", True),
        "billing_scheme": "per_unit",
        "currency": params["currency"].lower(),
        "custom_unit_amount": None,
        "lookup_key": params.get("lookup_key"),
        "metadata": merged({}, params.get("metadata")),
        "nickname": params.get("nickname"),
        "product": params["product"],
        "recurring": recurring
        and {
            "interval": recurring["interval"],
            "interval_count": recurring.get("interval_count", 1),
            "meter": recurring.get("meter"),
            "trial_period_days": None,
            "usage_type": recurring.get("usage_type", "licensed"),
        },
        "tax_behavior": params.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if recurring else "one_time",
        "unit_amount": unit_amount,
        "unit_amount_decimal": plain(exact),
    }
    return twin.add("price", price)


def create_price(twin: "StripeTwin", params: Obj) -> Obj:
    if "product_data" in params:
        if "name" not in params["product_data"]:
            where = "product_data[name]"
            raise Refusal(f"Missing required param: {where}.", code="parameter_missing", param=where)
        params = {**params, "product": create_product(twin, params["product_data"])["id"]}
    if "product" not in params:
        raise Refusal("You must specify either `product` or `product_data`.", code="parameter_missing", param="product")
    _take_lookup_key(twin, params, None)
    price = price_of(twin, params)
    twin.emit("price.created", price)
    return price


def retrieve_price(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("price", name)


def update_price(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    price = twin.get("price", name)
    if params.get("tax_behavior", price["tax_behavior"]) != price["tax_behavior"] != "unspecified":
        raise Refusal("You cannot change `tax_behavior` once it is set.", param="tax_behavior")
    _take_lookup_key(twin, params, name)
    changes = {key: value for key, value in params.items() if key != "transfer_lookup_key"}
    price.update({**changes, "metadata": merged(price["metadata"], params.get("metadata"))})
    twin.emit("price.updated", price)
    return price


def list_prices(twin: "StripeTwin", params: Obj) -> Obj:
    recurring = params.get("recurring", {})
    found = [
        price
        for price in twin.all("price")
        if ("lookup_keys" not in params or price["lookup_key"] in params["lookup_keys"])
        and all(price[fact] == params[fact] for fact in ("active", "currency", "product", "type") if fact in params)
        and all((price["recurring"] or {}).get(fact) == value for fact, value in recurring.items())
        and not price.get("_inline")
        and between(price["created"], params.get("created"))
    ]
    return page(found, params, "/v1/prices")


def _amounts(params: Obj) -> tuple[int | None, Decimal]:
    if ("unit_amount" in params) == ("unit_amount_decimal" in params):
        raise Refusal("You must specify one of `unit_amount` or `unit_amount_decimal`.", param="unit_amount")
    exact = Decimal(params["unit_amount"]) if "unit_amount" in params else params["unit_amount_decimal"]
    if exact < 0:
        raise Refusal("Invalid non-negative integer", param="unit_amount")
    return (int(exact) if exact == int(exact) else None), exact


def _check_usage(twin: "StripeTwin", recurring: Obj) -> None:
    metered = recurring.get("usage_type", "licensed") == "metered"
    if metered and "meter" not in recurring:
        raise Refusal(
            "As of version 2025-03-31.basil, all metered prices must be backed by a meter.", param="recurring[meter]"
        )
    if not metered and "meter" in recurring:
        raise Refusal("A meter can only be used with `usage_type=metered`.", param="recurring[meter]")
    if metered:
        meter = twin.get("billing.meter", recurring["meter"], "recurring[meter]")
        if meter["status"] != "active":
            raise Refusal("The meter is inactive.", code="archived_meter", param="recurring[meter]")


def _take_lookup_key(twin: "StripeTwin", params: Obj, name: str | None) -> None:
    key = params.get("lookup_key")
    holder = next(twin.all("price", lookup_key=key, active=True), None) if key else None
    if holder is None or holder["id"] == name:
        return
    if not params.get("transfer_lookup_key"):
        words = f"A price (`{holder['id']}`) already uses that lookup key."
        raise Refusal(words, code="resource_already_exists", param="lookup_key")
    holder["lookup_key"] = None
    twin.emit("price.updated", holder)


_PRODUCT_DATA: dict[str, Any] = {
    name: PRODUCT[name] for name in ("name", "active", "metadata", "unit_label", "tax_code")
}
_PRICE: dict[str, Kind] = {
    **PRICE_CHANGES,
    "billing_scheme": one_of("per_unit"),
    "currency": TEXT,
    "product": TEXT,
    "product_data": _PRODUCT_DATA,
    "recurring": RECURRING,
    "unit_amount": INT,
    "unit_amount_decimal": DECIMAL,
}
_PRICES: dict[str, Kind] = {
    **PAGED,
    "active": BOOL,
    "created": CREATED,
    "currency": TEXT,
    "lookup_keys": [TEXT],
    "product": TEXT,
    "recurring": {"interval": INTERVALS, "meter": TEXT, "usage_type": one_of("licensed", "metered")},
    "type": one_of("one_time", "recurring"),
}
_PRODUCTS: dict[str, Kind] = {**PAGED, "active": BOOL, "created": CREATED, "ids": [TEXT]}

ROUTES = (
    Route("POST", "/v1/products", create_product, {**PRODUCT, "id": TEXT}, ("name",), "ProductCreateParams"),
    Route("GET", "/v1/products", list_products, _PRODUCTS, sdk="ProductListParams"),
    Route("GET", "/v1/products/{name}", retrieve_product, sdk="ProductRetrieveParams"),
    Route("POST", "/v1/products/{name}", update_product, PRODUCT, sdk="ProductUpdateParams"),
    Route("POST", "/v1/prices", create_price, _PRICE, ("currency",), "PriceCreateParams"),
    Route("GET", "/v1/prices", list_prices, _PRICES, sdk="PriceListParams"),
    Route("GET", "/v1/prices/{name}", retrieve_price, sdk="PriceRetrieveParams"),
    Route("POST", "/v1/prices/{name}", update_price, PRICE_CHANGES, sdk="PriceUpdateParams"),
)
