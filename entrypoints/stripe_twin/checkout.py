"""Checkout sessions: a subscription that a customer begins on a page of Stripe."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import billing, cards, customers, items, subscribing
from entrypoints.stripe_twin.catalogue import CREATED
from entrypoints.stripe_twin.checkout_shapes import details_of, new_session
from entrypoints.stripe_twin.cycles import DAY
from entrypoints.stripe_twin.forms import INT, METADATA, TEXT, Kind, one_of
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal, declined
from entrypoints.stripe_twin.routes import PAGED, Route, between, page
from entrypoints.stripe_twin.subscription_shapes import ANCHOR_CONFIG, MODE, TRIAL_SETTINGS

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

EARLIEST_TRIAL_END = 2 * DAY


def create(twin: "StripeTwin", params: Obj) -> Obj:
    if params["mode"] != "subscription":
        raise Refusal("The twin knows `mode=subscription` alone.", param="mode")
    if "success_url" not in params:
        raise Refusal("Missing required param: success_url.", code="parameter_missing", param="success_url")
    data = params.get("subscription_data", {})
    if data.get("trial_end", twin.now + EARLIEST_TRIAL_END) < twin.now + EARLIEST_TRIAL_END:
        words = "The `trial_end` date has to be at least 2 days in the future."
        raise Refusal(words, param="subscription_data[trial_end]")
    if "billing_cycle_anchor_config" in data and set(data) & {"billing_cycle_anchor", "trial_end", "trial_period_days"}:
        words = "`billing_cycle_anchor_config` cannot be combined with `billing_cycle_anchor` or a trial."
        raise Refusal(words, param="subscription_data[billing_cycle_anchor_config]")
    expires = params.get("expires_at", twin.now + DAY)
    if not twin.now + 1800 <= expires <= twin.now + DAY:
        words = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
        raise Refusal(words, param="expires_at")
    customer = twin.get("customer", params["customer"], "customer") if "customer" in params else None
    rows = _priced(twin, params["line_items"])
    session = new_session(params, customer, rows, expires)
    total = due_today(twin, session)
    session.update(amount_subtotal=total, amount_total=total, currency=_currency(twin, session))
    session = twin.add("cs_test", session)
    session["url"] = f"{twin.base_url}/c/pay/{session['id']}"
    return session


def due_today(twin: "StripeTwin", session: Obj) -> int:
    """What the first invoice will ask for; a trial asks for nothing."""
    other, customer = _stranger(twin, session)
    other.previewing = True
    subscription = subscribing.subscribe(other, {**_wishes(session), "customer": customer["id"]})
    return int(other.get("invoice", subscription["latest_invoice"])["amount_due"])


def complete(twin: "StripeTwin", session: Obj, number: str | None, email: str | None = None) -> Obj:
    """Pay with a card by its number; raises Refusal where the card or the session does not work."""
    if session["status"] != "open":
        raise Refusal("This session is no longer open.", status=400)
    given = cards.of_number(twin, number) if number else None
    if given is None and needs_card(twin, session):
        raise Refusal("Your card number is incomplete.", status=402, kind="card_error", code="incomplete_number")
    if given and (given["_refuses"] or (given["_declines"] and due_today(twin, session))):
        raise declined()
    customer = _customer(twin, session, email)
    if given:
        billing.attach(twin, given["id"], customer)
    method = {"default_payment_method": given["id"]} if given else {}
    subscription = subscribing.subscribe(twin, {**_wishes(session), **method, "customer": customer["id"]})
    invoice = twin.get("invoice", subscription["latest_invoice"])
    session.update(
        status="complete",
        payment_status="paid" if invoice["amount_due"] else "no_payment_required",
        customer=customer["id"],
        customer_details={**details_of(customer["email"]), "name": customer["name"]},
        subscription=subscription["id"],
        invoice=invoice["id"],
        url=None,
    )
    twin.emit("checkout.session.completed", session)
    return session


def needs_card(twin: "StripeTwin", session: Obj) -> bool:
    return session["payment_method_collection"] == "always" or due_today(twin, session) > 0


def expire_session(twin: "StripeTwin", session: Obj) -> None:
    session.update(status="expired", url=None)
    twin.emit("checkout.session.expired", session)


def retrieve(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    return twin.get("checkout.session", name)


def expire(twin: "StripeTwin", _: Obj, name: str) -> Obj:
    session = twin.get("checkout.session", name)
    if session["status"] != "open":
        words = f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session["status"]}.'
        raise Refusal(words)
    expire_session(twin, session)
    return session


def list_all(twin: "StripeTwin", params: Obj) -> Obj:
    found = [
        session
        for session in twin.all("checkout.session")
        if all(session[fact] == params[fact] for fact in ("customer", "status", "subscription") if fact in params)
        and between(session["created"], params.get("created"))
    ]
    return page(found, params, "/v1/checkout/sessions")


def line_items(twin: "StripeTwin", params: Obj, name: str) -> Obj:
    session = twin.get("checkout.session", name)
    return page(_rows(twin, session), params, f"/v1/checkout/sessions/{name}/line_items")


def _priced(twin: "StripeTwin", asked: list[Obj]) -> list[Obj]:
    rows = []
    for place, wish in enumerate(asked):
        price = items.price_asked(twin, wish, f"line_items[{place}]")
        if price is None:
            raise Refusal("Missing required param: line_items[0][price].", code="parameter_missing", param="line_items")
        rows.append({"price": price["id"], **({"quantity": wish["quantity"]} if "quantity" in wish else {})})
    return rows


def _rows(twin: "StripeTwin", session: Obj) -> list[Obj]:
    rows = []
    for place, row in enumerate(session["_line_items"]):
        price = twin.get("price", row["price"])
        quantity = row.get("quantity")
        amount = (price["unit_amount"] or 0) * (quantity or 0)
        rows.append(
            {
                "id": f"li_{session['id'][8:28]}{place}",
                "object": "item",
                "adjustable_quantity": None,
                "amount_discount": 0,
                "amount_subtotal": amount,
                "amount_tax": 0,
                "amount_total": amount,
                "currency": price["currency"],
                "description": twin.get("product", price["product"])["name"],
                "metadata": {},
                "price": price,
                "quantity": quantity,
            }
        )
    return rows


def _wishes(session: Obj) -> Obj:
    data = {name: value for name, value in session["_data"].items() if name != "billing_mode"}
    return {**data, "items": session["_line_items"]}


def _stranger(twin: "StripeTwin", session: Obj) -> tuple["StripeTwin", Obj]:
    other = twin.imagined(session["customer"] or "")
    if session["customer"]:
        return other, other.get("customer", session["customer"])
    return other, _customer(other, session, None)


def _customer(twin: "StripeTwin", session: Obj, email: str | None) -> Obj:
    if session["customer"]:
        return twin.get("customer", session["customer"])
    from_form = email or session["customer_email"]
    return customers.create(twin, {"email": from_form} if from_form else {})


def _currency(twin: "StripeTwin", session: Obj) -> str:
    return str(twin.get("price", session["_line_items"][0]["price"])["currency"])


_CREATE: dict[str, Kind] = {
    "cancel_url": TEXT,
    "client_reference_id": TEXT,
    "customer": TEXT,
    "customer_email": TEXT,
    "expires_at": INT,
    "line_items": [{"price": TEXT, "price_data": items.PRICE_DATA, "quantity": INT}],
    "metadata": METADATA,
    "mode": one_of("payment", "setup", "subscription"),
    "payment_method_collection": one_of("always", "if_required"),
    "subscription_data": {
        "billing_cycle_anchor": INT,
        "billing_cycle_anchor_config": ANCHOR_CONFIG,
        "billing_mode": MODE,
        "description": TEXT,
        "metadata": METADATA,
        "proration_behavior": one_of("create_prorations", "none"),
        "trial_end": INT,
        "trial_period_days": INT,
        "trial_settings": TRIAL_SETTINGS,
    },
    "success_url": TEXT,
    "ui_mode": one_of("hosted_page"),
}
_LIST: dict[str, Kind] = {
    **PAGED,
    "created": CREATED,
    "customer": TEXT,
    "status": one_of("complete", "expired", "open"),
    "subscription": TEXT,
}
_CS = "/v1/checkout/sessions"

ROUTES = (
    Route("POST", _CS, create, _CREATE, ("mode", "line_items"), "checkout.SessionCreateParams"),
    Route("GET", _CS, list_all, _LIST, sdk="checkout.SessionListParams"),
    Route("GET", f"{_CS}/{{name}}", retrieve, sdk="checkout.SessionRetrieveParams"),
    Route("POST", f"{_CS}/{{name}}/expire", expire, sdk="checkout.SessionExpireParams"),
    Route("GET", f"{_CS}/{{name}}/line_items", line_items, PAGED, sdk="checkout.SessionListLineItemsParams"),
)
