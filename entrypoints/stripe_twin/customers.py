"""Customers: whom Stripe bills, their balance and the card that pays by default."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing
from entrypoints.stripe_twin.catalogue import CREATED
from entrypoints.stripe_twin.forms import INT, METADATA, TEXT, Either, Kind
from entrypoints.stripe_twin.objects import Obj, merged, no_address
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import PAGED, Route, between, page

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

ADDRESS: dict[str, Kind] = dict.fromkeys(no_address(), TEXT)
SIMPLE = ("name", "email", "description", "phone", "balance")
CHANGES: dict[str, Kind] = {
    "address": Either(ADDRESS),
    "balance": INT,
    "description": TEXT,
    "email": TEXT,
    "invoice_settings": {"default_payment_method": TEXT, "footer": TEXT},
    "metadata": METADATA,
    "name": TEXT,
    "phone": TEXT,
}


def create(twin: "StripeTwin", params: Obj) -> Obj:
    customer: Obj = {
        "object": "customer",
        "address": None,
        "balance": 0,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "discount": None,
        "email": None,
        "invoice_prefix": None,
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "metadata": {},
        "name": None,
        "next_invoice_sequence": 1,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": params.get("test_clock"),
    }
    customer = twin.add("cus", customer)
    customer["invoice_prefix"] = customer["id"][-8:].upper()
    try:
        _change(customer, params)
        if "payment_method" in params:
            billing.attach(twin, params["payment_method"], customer)
        _default(twin, customer, params)
    except Refusal:
        del twin.tables["customer"][customer["id"]]
        raise
    twin.emit("customer.created", customer)
    return customer


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    found = twin.tables.get("customer", {}).get(name)
    return found if found and found.get("deleted") else twin.get("customer", name)


def update(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    customer = twin.get("customer", name)
    _change(customer, params)
    changed = _default(twin, customer, params)
    twin.emit("customer.updated", customer)
    if changed:
        billing.pay_what_is_open(twin, customer)
    return customer


def delete(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    customer = twin.get("customer", name)
    for subscription in twin.all("subscription", customer=name):
        billing.end(twin, subscription, "cancellation_requested")
    for invoice in twin.all("invoice", customer=name):
        invoice.update(auto_advance=False, next_payment_attempt=None)
    twin.emit("customer.deleted", customer)
    gone: Obj = {"id": name, "object": "customer", "deleted": True}
    twin.tables["customer"][name] = gone
    return gone


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        customer
        for customer in twin.all("customer")
        if not customer.get("deleted")
        and params.get("email") in {None, customer["email"]}
        and between(customer["created"], params.get("created"))
    ]
    return page(found, params, "/v1/customers")


def _change(customer: Obj, params: Obj) -> None:
    for fact in SIMPLE:
        if fact in params:
            customer[fact] = None if params[fact] == "" else params[fact]
    if "address" in params:
        customer["address"] = {**no_address(), **params["address"]} if params["address"] else None
    customer["metadata"] = merged(customer["metadata"], params.get("metadata"))


def _default(twin: "StripeTwin", customer: Obj, params: Obj) -> bool:
    settings = params.get("invoice_settings", {})
    if "default_payment_method" not in settings:
        return False
    name = settings["default_payment_method"]
    method = twin.get("payment_method", name, "invoice_settings[default_payment_method]") if name else None
    if method and method["customer"] != customer["id"]:
        words = f"The customer does not have a payment method with the ID {name}. The payment method must be attached."
        raise Refusal(words, code="resource_missing", param="invoice_settings[default_payment_method]")
    before = customer["invoice_settings"]["default_payment_method"]
    customer["invoice_settings"]["default_payment_method"] = name or None
    return bool(name) and name != before


_CREATE: dict[str, Kind] = {**CHANGES, "payment_method": TEXT, "test_clock": TEXT}
_LIST: dict[str, Kind] = {**PAGED, "created": CREATED, "email": TEXT}

ROUTES = (
    Route("POST", "/v1/customers", create, _CREATE, sdk="CustomerCreateParams"),
    Route("GET", "/v1/customers", list_all, _LIST, sdk="CustomerListParams"),
    Route("GET", "/v1/customers/{name}", retrieve, sdk="CustomerRetrieveParams"),
    Route("POST", "/v1/customers/{name}", update, CHANGES, sdk="CustomerUpdateParams"),
    Route("DELETE", "/v1/customers/{name}", delete, sdk="CustomerDeleteParams"),
)
