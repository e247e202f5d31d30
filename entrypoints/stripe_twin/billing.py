"""How invoices become money: final, charged, declined, tried again, and what each does to its subscription."""

from typing import TYPE_CHECKING

from entrypoints.stripe_twin import cards, invoicing
from entrypoints.stripe_twin.cycles import DAY, HOUR
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import Refusal, declined

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

RETRIES = (3 * DAY, 5 * DAY, 7 * DAY)
"""How long after a failure the next attempt is: a custom schedule of three, then the subscription is unpaid."""
UNFINISHED = 23 * HOUR
"""How long a first payment, or that of a pending update, may take."""


def method_for(twin: "StripeTwin", customer: Obj, *sources: Obj | None) -> Obj | None:
    """The payment method that a charge takes: of the invoice, the subscription, else the customer."""
    names = [(source or {}).get("default_payment_method") for source in sources]
    names.append(customer["invoice_settings"]["default_payment_method"])
    for name in names:
        if name:
            return twin.tables.get("payment_method", {}).get(name)
    return None


def attach(twin: "StripeTwin", name: str, customer: Obj) -> Obj:
    """Give a payment method to a customer; raises Refusal where the card refuses even that."""
    from_shelf = twin.tables.get("payment_method", {}).get(name)
    method = from_shelf or cards.of_token(twin, name)
    if method.get("_refuses"):
        raise declined()
    if method["customer"] not in {None, customer["id"]}:
        words = "The payment method you provided has already been attached to a customer."
        raise Refusal(words, param="payment_method")
    method["customer"] = customer["id"]
    twin.emit("payment_method.attached", method)
    return method


def finalize(twin: "StripeTwin", invoice: Obj, *, charge: bool = True) -> None:
    """Freeze a draft: its number, its lines, what is due after the balance; then charge it, if it charges itself."""
    invoicing.refresh(twin, invoice)
    if twin.previewing:
        return
    customer = twin.get("customer", invoice["customer"])
    due, balance = invoicing.settlement(invoice["total"], customer["balance"], invoice["currency"])
    changed = balance != customer["balance"]
    customer["balance"] = balance
    number = f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}"
    customer.update(next_invoice_sequence=customer["next_invoice_sequence"] + 1, currency=invoice["currency"])
    invoice.update(
        status="open",
        number=number,
        amount_due=due,
        amount_remaining=due,
        ending_balance=balance,
        effective_at=twin.now,
        automatically_finalizes_at=None,
        hosted_invoice_url=f"{twin.base_url}/i/{invoice['id']}",
        invoice_pdf=f"{twin.base_url}/i/{invoice['id']}/pdf",
    )
    invoice["status_transitions"]["finalized_at"] = twin.now
    if changed:
        twin.emit("customer.updated", customer)
    twin.emit("invoice.finalized", invoice)
    if due == 0:
        mark_paid(twin, invoice)
    elif invoice["collection_method"] == "send_invoice":
        days = (_subscription(twin, invoice) or {}).get("days_until_due") or 30
        invoice["due_date"] = invoice["due_date"] or twin.now + days * DAY
        twin.emit("invoice.sent", invoice)
    elif charge:
        collect(twin, invoice)


def collect(twin: "StripeTwin", invoice: Obj, method: Obj | None = None, *, by_hand: bool = False) -> bool:
    """Charge an open invoice once; whether it is paid. By hand, after a first attempt, changes no schedule of retries:
    https://docs.stripe.com/api/invoices/object#invoice_object-attempt_count.
    """
    subscription = _subscription(twin, invoice)
    customer = twin.get("customer", invoice["customer"])
    method = method or method_for(twin, customer, invoice, subscription)
    counts = not (by_hand and invoice["attempted"])
    invoice.update(attempted=True, attempt_count=invoice["attempt_count"] + counts)
    if method and not method["_declines"]:
        mark_paid(twin, invoice)
        return True
    if counts:
        _failed(twin, invoice, subscription)
    else:
        twin.emit("invoice.payment_failed", invoice)
    return False


def mark_paid(twin: "StripeTwin", invoice: Obj) -> None:
    invoice.update(
        status="paid",
        attempted=True,
        amount_paid=invoice["amount_due"],
        amount_remaining=0,
        next_payment_attempt=None,
        auto_advance=False,
    )
    invoice["status_transitions"]["paid_at"] = twin.now
    twin.emit("invoice.paid", invoice)
    twin.emit("invoice.payment_succeeded", invoice)
    subscription = _subscription(twin, invoice)
    if subscription:
        _settled(twin, subscription, invoice)


def void(twin: "StripeTwin", invoice: Obj) -> None:
    invoice.update(status="void", next_payment_attempt=None, auto_advance=False)
    invoice["status_transitions"]["voided_at"] = twin.now
    twin.emit("invoice.voided", invoice)


def pay_what_is_open(twin: "StripeTwin", customer: Obj, only: str | None = None) -> None:
    """Charge the open invoices of late subscriptions at once, as a new default payment method lets Stripe do."""
    for invoice in list(twin.all("invoice", customer=customer["id"], status="open"))[::-1]:
        subscription = _subscription(twin, invoice)
        late = subscription and subscription["status"] in {"past_due", "unpaid"}
        if late and only in {None, invoice["_subscription"]} and invoice["collection_method"] != "send_invoice":
            collect(twin, invoice, by_hand=True)


def end(twin: "StripeTwin", subscription: Obj, reason: str, status: str = "canceled") -> None:
    """End a subscription for good; what is final stays owed, but is collected no more by itself."""
    if subscription["status"] in {"canceled", "incomplete_expired"}:
        return
    subscription.update(
        status=status,
        canceled_at=subscription["canceled_at"] or twin.now,
        ended_at=twin.now,
        pending_update=None,
    )
    subscription["cancellation_details"]["reason"] = reason
    for invoice in twin.all("invoice", status="open", _subscription=subscription["id"]):
        invoice.update(next_payment_attempt=None, auto_advance=False)
    schedule = twin.tables.get("subscription_schedule", {}).get(subscription["schedule"] or "")
    if schedule:
        subscription["schedule"] = None
        schedule.update(status="canceled", canceled_at=twin.now, current_phase=None)
        twin.emit("subscription_schedule.canceled", schedule)
    twin.emit("customer.subscription.deleted", subscription)


def expire_pending_update(twin: "StripeTwin", subscription: Obj) -> None:
    """Drop a change that was never paid, and its invoice."""
    invoice = twin.get("invoice", subscription["_pending"]["invoice"])
    subscription.update(pending_update=None, _pending=None)
    if invoice["status"] == "open":
        void(twin, invoice)
    twin.emit("customer.subscription.pending_update_expired", subscription)


def _settled(twin: "StripeTwin", subscription: Obj, invoice: Obj) -> None:
    pending = subscription["_pending"]
    if pending and pending["invoice"] == invoice["id"]:
        waited = subscription["pending_update"] is not None
        subscription["items"]["data"] = pending["items"]
        subscription.update(pending_update=None, _pending=None, metadata=pending["metadata"])
        for kind in ("pending_update_applied", "updated") if waited else ():
            twin.emit(f"customer.subscription.{kind}", subscription)
    owed = any(True for _ in twin.all("invoice", status="open", _subscription=subscription["id"]))
    if subscription["status"] in {"incomplete", "past_due", "unpaid"} and not owed:
        subscription["status"] = "active"
        _delinquent(twin, subscription)
        twin.emit("customer.subscription.updated", subscription)


def _failed(twin: "StripeTwin", invoice: Obj, subscription: Obj | None) -> None:
    status = subscription["status"] if subscription else ""
    tried = bool(subscription and subscription["_pending"])
    tries_again = status in {"active", "trialing", "past_due"} and not tried and invoice["_retries"] < len(RETRIES)
    invoice["next_payment_attempt"] = twin.now + RETRIES[invoice["_retries"]] if tries_again else None
    invoice["_retries"] += tries_again
    twin.emit("invoice.payment_failed", invoice)
    if subscription is None or tried or status not in {"active", "trialing", "past_due"}:
        return
    twin.emit("invoice.updated", invoice)
    subscription["status"] = "past_due" if tries_again else "unpaid"
    _delinquent(twin, subscription)
    if subscription["status"] != status:
        twin.emit("customer.subscription.updated", subscription)


def _delinquent(twin: "StripeTwin", subscription: Obj) -> None:
    customer = twin.get("customer", subscription["customer"])
    late = subscription["status"] in {"past_due", "unpaid"}
    if customer["delinquent"] != late:
        customer["delinquent"] = late
        twin.emit("customer.updated", customer)


def _subscription(twin: "StripeTwin", invoice: Obj) -> Obj | None:
    return twin.tables.get("subscription", {}).get(invoice["_subscription"] or "")
