"""What people see of Stripe: checkout, portal and invoice as plain HTML, without a script."""

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from entrypoints.stripe_twin import checkout, portal
from entrypoints.stripe_twin.objects import Obj

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#1a1f36;background:#f6f9fc;margin:0}"
    "main{max-width:34rem;margin:2rem auto;padding:2rem;background:#fff;border-radius:8px;"
    "box-shadow:0 1px 4px #0003}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}"
    "label{display:block;margin:1rem 0 .25rem}"
    "input{width:100%;box-sizing:border-box;padding:.6rem;font:inherit;border:1px solid #6b7280;border-radius:4px}"
    "button{margin-top:1rem;padding:.6rem 1.2rem;font:inherit;color:#fff;background:#4a3fd6;border:0;border-radius:4px}"
    "button.quiet{color:#1a1f36;background:#e5e7eb}table{width:100%;border-collapse:collapse}"
    "td,th{text-align:left;padding:.4rem .2rem;border-bottom:1px solid #e5e7eb}td.money,th.money{text-align:right}"
    ".error{color:#8f1030;background:#fde8ec;padding:.6rem;border-radius:4px}.note{color:#4b5563}"
    "form.inline{display:inline}a{color:#3b30b8}"
)
TEST_CARDS = "Test mode: 4242 4242 4242 4242 works, 4000 0000 0000 0341 fails later, 4000 0000 0000 0002 is declined."
NAMES = {"trialing": "trial", "past_due": "payment overdue", "incomplete": "waiting for payment"}


def money(amount: int, currency: str) -> str:
    sign = "−" if amount < 0 else ""
    return f"{sign}{currency.upper()} {abs(amount) // 100:,}.{abs(amount) % 100:02d}"


def day(at: int) -> str:
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment.day} {moment:%B %Y}"


def document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><main>{body}</main></body></html>"
    )


def checkout_page(twin: "StripeTwin", session: Obj, problem: str = "") -> str:
    rows = "".join(
        f'<tr><td>{escape(_product(twin, row))}</td><td class="money">{escape(_price(twin, row))}</td></tr>'
        for row in session["_line_items"]
    )
    due = checkout.due_today(twin, session)
    needed = checkout.needs_card(twin, session)
    email = session["customer_details"]["email"]
    asks = "" if session["customer"] else _field("email", "Email", email or "", "email")
    optional = "" if needed else " (optional)"
    back = f'<p><a href="{escape(session["cancel_url"])}">Back</a></p>' if session["cancel_url"] else ""
    body = (
        f"<h1>Subscribe</h1>{_problem(problem)}"
        f'<table><thead><tr><th scope="col">Plan</th><th scope="col" class="money">Price</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{_trial(twin, session)}"
        f'<p><strong>Due today: <span id="due-today">{money(due, session["currency"])}</span></strong></p>'
        f'<form method="post">{asks}{_card_field(optional, required=needed)}'
        f'<p class="note">{TEST_CARDS}</p><button type="submit">Subscribe</button></form>{back}'
    )
    return document("Subscribe", body)


def portal_page(twin: "StripeTwin", session: Obj, problem: str = "", notice: str = "") -> str:
    customer = twin.get("customer", session["customer"])
    features = twin.get("billing_portal.configuration", session["configuration"])["features"]
    live = [
        subscription
        for subscription in twin.all("subscription", customer=customer["id"])
        if subscription["status"] not in {"canceled", "incomplete_expired"}
    ]
    plans = "".join(_plan(twin, row, may_cancel=features["subscription_cancel"]["enabled"]) for row in live)
    card = (
        (
            "<h2>Payment method</h2>"
            + _current_card(twin, customer)
            + f'<form method="post"><input type="hidden" name="action" value="card">{_card_field()}'
            f'<p class="note">{TEST_CARDS}</p><button type="submit">Update card</button></form>'
        )
        if features["payment_method_update"]["enabled"]
        else ""
    )
    invoices = _invoices(twin, customer) if features["invoice_history"]["enabled"] else ""
    back = f'<p><a href="{escape(session["return_url"])}">Return</a></p>' if session["return_url"] else ""
    told = f'<p role="status">{escape(notice)}</p>' if notice else ""
    body = (
        f"<h1>Billing</h1>{_problem(problem)}{told}<h2>Current plan</h2>"
        f"{plans or '<p>No plan.</p>'}{card}{invoices}{back}"
    )
    return document("Billing", body)


def invoice_page(invoice: Obj, problem: str = "") -> str:
    rows = "".join(
        f"<tr><td>{escape(line['description'] or '')}</td><td>{line['quantity']}</td>"
        f'<td class="money">{money(line["amount"], invoice["currency"])}</td></tr>'
        for line in invoice["lines"]["data"]
    )
    pay = ""
    if invoice["status"] == "open":
        pay = f'<form method="post">{_card_field()}<button type="submit">Pay invoice</button></form>'
    body = (
        f"<h1>Invoice {escape(invoice['number'] or 'draft')}</h1>{_problem(problem)}"
        f"<p>{day(invoice['created'])} · {escape(invoice['status'])}</p>"
        f'<table><thead><tr><th scope="col">What</th><th scope="col">Quantity</th>'
        f'<th scope="col" class="money">Amount</th></tr></thead><tbody>{rows}</tbody></table>'
        f"<p>Total {money(invoice['total'], invoice['currency'])}</p>"
        f"<p><strong>Amount due {money(invoice['amount_remaining'], invoice['currency'])}</strong></p>{pay}"
    )
    return document("Invoice", body)


def gone_page(words: str) -> str:
    return document("Not available", f"<h1>Not available</h1><p>{escape(words)}</p>")


def portal_deed(twin: "StripeTwin", session: Obj, form: dict[str, str]) -> str:
    """Do what a button of the portal says, and say what was done."""
    match form.get("action"):
        case "card":
            portal.update_card(twin, session, form.get("card_number", ""))
            return "Your card was updated."
        case "cancel":
            portal.cancel_plan(twin, session, form.get("subscription", ""))
            return "Your plan will be canceled."
        case "keep":
            portal.keep_plan(twin, session, form.get("subscription", ""))
            return "Your plan will continue."
        case _:
            return ""


def _problem(words: str) -> str:
    return f'<p class="error" role="alert">{escape(words)}</p>' if words else ""


def _field(name: str, label: str, value: str, kind: str) -> str:
    return (
        f'<label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}" autocomplete="{kind}" required>'
    )


def _card_field(optional: str = "", *, required: bool = True) -> str:
    needed = " required" if required else ""
    return (
        f'<label for="card_number">Card number{optional}</label>'
        f'<input id="card_number" name="card_number" inputmode="numeric" autocomplete="cc-number"{needed}>'
    )


def _product(twin: "StripeTwin", row: Obj) -> str:
    return str(twin.get("product", twin.get("price", row["price"])["product"])["name"])


def _price(twin: "StripeTwin", row: Obj) -> str:
    price = twin.get("price", row["price"])
    interval = price["recurring"]["interval"]
    if price["recurring"]["usage_type"] == "metered":
        return "by usage"
    return f"{money((price['unit_amount'] or 0) * row.get('quantity', 1), price['currency'])} per {interval}"


def _trial(twin: "StripeTwin", session: Obj) -> str:
    data = session["_data"]
    end = data.get("trial_end") or (
        twin.now + data["trial_period_days"] * 86_400 if "trial_period_days" in data else None
    )
    return f'<p id="trial">Free trial until {day(end)}. You are charged after it ends.</p>' if end else ""


def _plan(twin: "StripeTwin", subscription: Obj, *, may_cancel: bool) -> str:
    rows = [{"price": row["price"]["id"]} for row in subscription["items"]["data"]]
    names = "<br>".join(escape(_product(twin, row)) for row in rows)
    status = NAMES.get(subscription["status"], subscription["status"])
    ends = subscription["cancel_at"]
    renews = f"Ends {day(ends)}." if ends else f"Renews {day(subscription['items']['data'][0]['current_period_end'])}."
    action, label = ("keep", "Keep plan") if ends else ("cancel", "Cancel plan")
    button = (
        f'<form method="post"><input type="hidden" name="action" value="{action}">'
        f'<input type="hidden" name="subscription" value="{subscription["id"]}">'
        f'<button type="submit" class="quiet">{label}</button></form>'
    )
    return f"<p><strong>{names}</strong> ({status})<br>{renews}</p>{button if may_cancel else ''}"


def _current_card(twin: "StripeTwin", customer: Obj) -> str:
    name = customer["invoice_settings"]["default_payment_method"]
    methods = [method for method in twin.all("payment_method", customer=customer["id"]) if name in {None, method["id"]}]
    return f"<p>Card ending in {methods[0]['card']['last4']}</p>" if methods else "<p>No card.</p>"


def _invoices(twin: "StripeTwin", customer: Obj) -> str:
    rows = "".join(
        f"<tr><td>{day(invoice['created'])}</td><td>{escape(invoice['status'])}</td>"
        f'<td class="money">{money(invoice["total"], invoice["currency"])}</td>'
        f'<td><a href="/i/{invoice["id"]}">{"Pay" if invoice["status"] == "open" else "View"}</a></td></tr>'
        for invoice in twin.all("invoice", customer=customer["id"])
        if invoice["status"] != "draft"
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Date", "Status"))
    return (
        f'<h2>Invoices</h2><table><thead><tr>{head}<th scope="col" class="money">Amount</th>'
        f'<th scope="col">Invoice</th></tr></thead><tbody>{rows}</tbody></table>'
    )
