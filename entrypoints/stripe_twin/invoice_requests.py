"""The requests about invoices and the items that wait for them."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, invoicing
from entrypoints.stripe_twin.catalogue import CREATED
from entrypoints.stripe_twin.cycles import HOUR
from entrypoints.stripe_twin.forms import BOOL, INT, METADATA, TEXT, Kind, one_of
from entrypoints.stripe_twin.invoice_shapes import Charge, new_invoice, new_invoice_item
from entrypoints.stripe_twin.objects import Obj, merged
from entrypoints.stripe_twin.previews import PREVIEW, create_preview
from entrypoints.stripe_twin.refusals import Refusal, declined
from entrypoints.stripe_twin.routes import PAGED, Route, between, page
from entrypoints.stripe_twin.subscription_shapes import COLLECTION

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

STATUS = one_of("draft", "open", "paid", "uncollectible", "void")


def create(twin: "StripeTwin", params: Obj) -> Obj:
    customer = twin.get("customer", params["customer"], "customer")
    name = params.get("subscription")
    subscription = None if name is None else twin.get("subscription", name, "subscription")
    invoice = new_invoice(twin, customer, subscription, reason="manual", period=(twin.now, twin.now))
    advances = params.get("auto_advance", False)
    invoice.update(
        auto_advance=advances,
        automatically_finalizes_at=twin.now + HOUR if advances else None,
        collection_method=params.get("collection_method", "charge_automatically"),
        currency=params.get("currency", invoice["currency"]),
        description=params.get("description"),
        metadata=merged({}, params.get("metadata")),
    )
    if params.get("pending_invoice_items_behavior") == "include":
        invoicing.pull(twin, invoice)
    invoicing.refresh(twin, invoice)
    twin.emit("invoice.created", invoice)
    return invoice


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("invoice", name)


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        invoice
        for invoice in twin.all("invoice")
        if params.get("customer") in {None, invoice["customer"]}
        and params.get("subscription") in {None, invoice["_subscription"]}
        and params.get("status") in {None, invoice["status"]}
        and params.get("collection_method") in {None, invoice["collection_method"]}
        and between(invoice["created"], params.get("created"))
    ]
    return page(found, params, "/v1/invoices")


def lines(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    return page(twin.get("invoice", name)["lines"]["data"], params, f"/v1/invoices/{name}/lines")


def update(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    invoice = twin.get("invoice", name)
    if invoice["status"] != "draft" and set(params) - {"metadata", "auto_advance", "default_payment_method"}:
        raise Refusal("Finalized invoices can't be updated in this way.", code="invoice_not_editable")
    if params.get("auto_advance"):
        twin.get("customer", invoice["customer"], "customer")
    invoice.update({**params, "metadata": merged(invoice["metadata"], params.get("metadata"))})
    twin.emit("invoice.updated", invoice)
    return invoice


def add_lines(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    """Put items that wait onto a draft; https://docs.stripe.com/api/invoices/bulk-add."""
    invoice = twin.get("invoice", name)
    if invoice["status"] != "draft":
        raise Refusal("The invoice is no longer editable.", code="invoice_not_editable")
    items = [twin.get("invoiceitem", line["invoice_item"], "lines[invoice_item]") for line in params["lines"]]
    if any(item["invoice"] or item["_subscription"] not in {None, invoice["_subscription"]} for item in items):
        raise Refusal("An invoice item is already on an invoice, or of another subscription.", param="lines")
    for item in items:
        invoicing.pull(twin, invoice, only=item)
    invoicing.refresh(twin, invoice)
    twin.emit("invoice.updated", invoice)
    return invoice


def pay(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    """Charge it now; a draft is made final first. Raises Refusal with 402 where the card is declined."""
    invoice = twin.get("invoice", name)
    if invoice["status"] == "draft":
        billing.finalize(twin, invoice, charge=False)
    if invoice["status"] == "paid":
        if invoice["attempt_count"] == 0 and invoice["amount_due"] == 0:
            return invoice
        raise Refusal("Invoice is already paid", code="invoice_already_paid")
    _must_be_open(invoice, "pay")
    if params.get("paid_out_of_band"):
        billing.mark_paid(twin, invoice)
        return invoice
    given = params.get("payment_method")
    method = twin.get("payment_method", given, "payment_method") if given else None
    customer = twin.get("customer", invoice["customer"])
    subscription = twin.tables.get("subscription", {}).get(invoice["_subscription"] or "")
    if method is None and billing.method_for(twin, customer, invoice, subscription) is None:
        words = "There is no `default_payment_method` set on this Customer or Invoice. Please set one and try again."
        raise Refusal(words, code="resource_missing")
    if not billing.collect(twin, invoice, method, by_hand=True):
        raise declined()
    return invoice


def finalize(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    invoice = twin.get("invoice", name)
    if invoice["status"] != "draft":
        raise Refusal("This invoice is already finalized, you can't finalize it again.", code="invoice_not_editable")
    billing.finalize(twin, invoice, charge=invoice["auto_advance"])
    return invoice


def void(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    invoice = twin.get("invoice", name)
    _must_be_open(invoice, "void")
    billing.void(twin, invoice)
    for subscription in twin.all("subscription"):
        if (subscription["_pending"] or {}).get("invoice") == name:
            billing.expire_pending_update(twin, subscription)
    return invoice


def create_item(twin: "StripeTwin", params: Obj) -> Obj:
    customer = twin.get("customer", params["customer"], "customer")
    subscription = None
    if "subscription" in params:
        subscription = twin.get("subscription", params["subscription"], "subscription")
    start = params.get("period", {}).get("start", twin.now)
    end = params.get("period", {}).get("end", start)
    amount, quantity, price = _amount(twin, params)
    charge = Charge(
        amount, params.get("description", ""), start, end, price, quantity, metadata=merged({}, params.get("metadata"))
    )
    invoice = twin.get("invoice", params["invoice"], "invoice") if "invoice" in params else None
    if invoice and invoice["status"] != "draft":
        raise Refusal("The invoice is no longer editable.", code="invoice_not_editable", param="invoice")
    item = new_invoice_item(twin, customer, subscription, charge)
    if invoice:
        invoicing.pull(twin, invoice, only={**item, "_subscription": None})
        item["invoice"] = invoice["id"]
        invoicing.refresh(twin, invoice)
    return item


def retrieve_item(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("invoiceitem", name)


def list_items(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        item
        for item in twin.all("invoiceitem")
        if params.get("customer") in {None, item["customer"]}
        and params.get("invoice") in {None, item["invoice"]}
        and params.get("pending") in {None, item["invoice"] is None}
    ]
    return page(found, params, "/v1/invoiceitems")


def delete_item(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    item = twin.get("invoiceitem", name)
    if item["invoice"]:
        raise Refusal("The invoice item is already on an invoice.", code="invoice_not_editable")
    del twin.tables["invoiceitem"][name]
    return {"id": name, "object": "invoiceitem", "deleted": True}


def _amount(twin: "StripeTwin", params: Obj) -> tuple[int, int, Obj | None]:
    if ("amount" in params) == ("pricing" in params):
        raise Refusal("You must specify one of `amount` or `pricing[price]`.", param="amount")
    if "amount" in params:
        return params["amount"], 1, None
    price = twin.get("price", params["pricing"]["price"], "pricing[price]")
    quantity = params.get("quantity", 1)
    return invoicing.cost(price, quantity), quantity, price


def _must_be_open(invoice: Obj, what: str) -> None:
    if invoice["status"] != "open":
        raise Refusal(f"You can't {what} an invoice that is {invoice['status']}.", code="invoice_not_editable")


_CREATE: dict[str, Kind] = {
    "auto_advance": BOOL,
    "collection_method": COLLECTION,
    "currency": TEXT,
    "customer": TEXT,
    "description": TEXT,
    "metadata": METADATA,
    "pending_invoice_items_behavior": one_of("exclude", "include"),
    "subscription": TEXT,
}
_UPDATE: dict[str, Kind] = {
    "auto_advance": BOOL,
    "automatically_finalizes_at": INT,
    "default_payment_method": TEXT,
    "description": TEXT,
    "metadata": METADATA,
}
_LIST: dict[str, Kind] = {
    **PAGED,
    "collection_method": COLLECTION,
    "created": CREATED,
    "customer": TEXT,
    "status": STATUS,
    "subscription": TEXT,
}
_ITEM: dict[str, Kind] = {
    "amount": INT,
    "currency": TEXT,
    "customer": TEXT,
    "description": TEXT,
    "invoice": TEXT,
    "metadata": METADATA,
    "period": {"end": INT, "start": INT},
    "pricing": {"price": TEXT},
    "quantity": INT,
    "subscription": TEXT,
}
_ITEMS: dict[str, Kind] = {**PAGED, "customer": TEXT, "invoice": TEXT, "pending": BOOL}
_IN = "/v1/invoices"

ROUTES = (
    Route("POST", f"{_IN}/create_preview", create_preview, PREVIEW, sdk="InvoiceCreatePreviewParams"),
    Route("POST", _IN, create, _CREATE, ("customer",), "InvoiceCreateParams"),
    Route("GET", _IN, list_all, _LIST, sdk="InvoiceListParams"),
    Route("GET", f"{_IN}/{{name}}", retrieve, sdk="InvoiceRetrieveParams"),
    Route("POST", f"{_IN}/{{name}}", update, _UPDATE, sdk="InvoiceUpdateParams"),
    Route("GET", f"{_IN}/{{name}}/lines", lines, PAGED, sdk="InvoiceLineItemListParams"),
    Route(
        "POST",
        f"{_IN}/{{name}}/pay",
        pay,
        {"off_session": BOOL, "paid_out_of_band": BOOL, "payment_method": TEXT},
        sdk="InvoicePayParams",
    ),
    Route("POST", f"{_IN}/{{name}}/finalize", finalize, {"auto_advance": BOOL}, sdk="InvoiceFinalizeInvoiceParams"),
    Route(
        "POST",
        f"{_IN}/{{name}}/add_lines",
        add_lines,
        {"lines": [{"invoice_item": TEXT}]},
        ("lines",),
        "InvoiceAddLinesParams",
    ),
    Route("POST", f"{_IN}/{{name}}/void", void, sdk="InvoiceVoidInvoiceParams"),
    Route("POST", "/v1/invoiceitems", create_item, _ITEM, ("customer",), "InvoiceItemCreateParams"),
    Route("GET", "/v1/invoiceitems", list_items, _ITEMS, sdk="InvoiceItemListParams"),
    Route("GET", "/v1/invoiceitems/{name}", retrieve_item, sdk="InvoiceItemRetrieveParams"),
    Route("DELETE", "/v1/invoiceitems/{name}", delete_item, sdk="InvoiceItemDeleteParams"),
)
