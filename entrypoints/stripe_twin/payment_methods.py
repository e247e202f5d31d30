"""Payment methods: cards that are attached to a customer, and taken away."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing
from entrypoints.stripe_twin.forms import TEXT, Kind, one_of
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal
from entrypoints.stripe_twin.routes import PAGED, Route, page

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


def attach(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    return billing.attach(twin, name, twin.get("customer", params["customer"], "customer"))


def detach(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    method = twin.get("payment_method", name)
    if method["customer"] is None:
        raise Refusal("The payment method you provided is not attached to a customer so detachment is impossible.")
    settings = twin.get("customer", method["customer"])["invoice_settings"]
    if settings["default_payment_method"] == name:
        settings["default_payment_method"] = None
    method["customer"] = None
    twin.emit("payment_method.detached", method)
    return method


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("payment_method", name)


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    return _of(twin, params, params.get("customer"), "/v1/payment_methods")


def list_of_customer(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    twin.get("customer", name)
    return _of(twin, params, name, f"/v1/customers/{name}/payment_methods")


def _of(twin: "StripeTwin", params: Obj, customer: str | None, url: str) -> Obj:
    found = [method for method in twin.all("payment_method") if customer and method["customer"] == customer]
    return page(found, params, url)


_LIST: dict[str, Kind] = {**PAGED, "type": one_of("card")}
_METHODS = "/v1/payment_methods"

ROUTES = (
    Route("GET", _METHODS, list_all, {**_LIST, "customer": TEXT}, sdk="PaymentMethodListParams"),
    Route("GET", f"{_METHODS}/{{name}}", retrieve, sdk="PaymentMethodRetrieveParams"),
    Route(
        "POST",
        f"{_METHODS}/{{name}}/attach",
        attach,
        {"customer": TEXT},
        ("customer",),
        "PaymentMethodAttachParams",
    ),
    Route("POST", f"{_METHODS}/{{name}}/detach", detach, sdk="PaymentMethodDetachParams"),
    Route(
        "GET",
        "/v1/customers/{name}/payment_methods",
        list_of_customer,
        _LIST,
        sdk="CustomerListPaymentMethodsParams",
    ),
)
