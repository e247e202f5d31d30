"""The shapes of invoices, their lines and pending invoice items."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from entrypoints.stripe_twin.objects import Obj, empty, listing

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin


@final
@dataclass(frozen=True)
class Charge:
    """A line to be: what it costs in cents, for which time, price and item of a subscription.

    `usage` is the meter and the time whose usage is billed; until the invoice is final the quantity follows it.
    """

    amount: int
    description: str
    start: int
    end: int
    price: Obj | None
    quantity: int = 1
    item: str | None = None
    proration: bool = False
    usage: tuple[str, int, int] | None = None
    metadata: Obj | None = None


def pricing(price: Obj | None) -> Obj | None:
    return price and {
        "price_details": {"price": price["id"], "product": price["product"]},
        "type": "price_details",
        "unit_amount_decimal": price["unit_amount_decimal"],
    }


def new_invoice(
    twin: "StripeTwin", customer: Obj, subscription: Obj | None, *, reason: str, period: tuple[int, int]
) -> Obj:
    """An empty draft; https://docs.stripe.com/api/invoices/object."""
    sends = (subscription or {}).get("collection_method") == "send_invoice"
    fields: Obj = empty(
        "account_name account_tax_ids application automatically_finalizes_at custom_fields "
        "customer_account customer_shipping default_payment_method default_source description "
        "due_date effective_at ending_balance footer from_invoice hosted_invoice_url invoice_pdf "
        "last_finalization_error latest_revision next_payment_attempt number on_behalf_of parent "
        "receipt_number rendering shipping_cost shipping_details statement_descriptor test_clock "
        "webhooks_delivered_at"
    )
    invoice: Obj = {
        "object": "invoice",
        **fields,
        "account_country": "US",
        "amount_due": 0,
        "amount_overpaid": 0,
        "amount_paid": 0,
        "amount_remaining": 0,
        "amount_shipping": 0,
        "attempt_count": 0,
        "attempted": False,
        "auto_advance": True,
        "automatic_tax": {
            "disabled_reason": None,
            "enabled": False,
            "liability": None,
            "provider": None,
            "status": None,
        },
        "billing_reason": reason,
        "collection_method": "send_invoice" if sends else "charge_automatically",
        "currency": (subscription or customer).get("currency") or "usd",
        "customer": customer["id"],
        "customer_address": customer["address"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_phone": customer["phone"],
        "customer_tax_exempt": "none",
        "customer_tax_ids": [],
        "default_tax_rates": [],
        "discounts": [],
        "issuer": {"type": "self"},
        "metadata": {},
        "parent": subscription
        and {
            "quote_details": None,
            "subscription_details": {
                "metadata": dict(subscription["metadata"]),
                "subscription": subscription["id"],
            },
            "type": "subscription_details",
        },
        "payment_settings": {"default_mandate": None, "payment_method_options": None, "payment_method_types": None},
        "period_end": period[1],
        "period_start": period[0],
        "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0,
        "starting_balance": 0,
        "status": "draft",
        "status_transitions": empty("finalized_at marked_uncollectible_at paid_at voided_at"),
        "subtotal": 0,
        "subtotal_excluding_tax": 0,
        "total": 0,
        "total_discount_amounts": [],
        "total_excluding_tax": 0,
        "total_pretax_credit_amounts": [],
        "total_taxes": [],
        "_lines": [],
        "_subscription": subscription and subscription["id"],
        "_retries": 0,
    }
    invoice = twin.add("in", invoice)
    invoice["lines"] = listing([], f"/v1/invoices/{invoice['id']}/lines")
    return invoice


def new_line(twin: "StripeTwin", invoice: Obj, charge: Charge, source: str | None = None) -> Obj:
    """A line of an invoice; `source` is the invoice item that it comes from."""
    return {
        "id": twin.new_id("il"),
        "object": "line_item",
        "amount": charge.amount,
        "currency": invoice["currency"],
        "description": charge.description,
        "discount_amounts": [],
        "discountable": not charge.proration,
        "discounts": [],
        "invoice": invoice["id"],
        "livemode": False,
        "metadata": dict(charge.metadata or {}),
        "parent": _parent(invoice, charge, source),
        "period": {"end": charge.end, "start": charge.start},
        "pretax_credit_amounts": [],
        "pricing": pricing(charge.price),
        "quantity": charge.quantity,
        "quantity_decimal": str(charge.quantity),
        "subscription": invoice["_subscription"],
        "subtotal": charge.amount,
        "taxes": [],
        "_usage": charge.usage,
    }


def new_invoice_item(twin: "StripeTwin", customer: Obj, subscription: Obj | None, charge: Charge) -> Obj:
    """A charge that waits for an invoice; https://docs.stripe.com/api/invoiceitems/object."""
    item: Obj = {
        "object": "invoiceitem",
        "amount": charge.amount,
        "currency": (subscription or customer).get("currency") or "usd",
        "customer": customer["id"],
        "customer_account": None,
        "date": twin.now,
        "description": charge.description,
        "discountable": not charge.proration,
        "discounts": [],
        "invoice": None,
        "metadata": dict(charge.metadata or {}),
        "net_amount": charge.amount,
        "parent": subscription
        and {
            "subscription_details": {"subscription": subscription["id"], "subscription_item": charge.item},
            "type": "subscription_details",
        },
        "period": {"end": charge.end, "start": charge.start},
        "pricing": pricing(charge.price),
        "proration": charge.proration,
        "quantity": charge.quantity,
        "quantity_decimal": str(charge.quantity),
        "tax_rates": [],
        "test_clock": None,
        "_subscription": subscription and subscription["id"],
        "_charge": charge,
    }
    item = twin.add("ii", item)
    item.pop("created")
    twin.emit("invoiceitem.created", item)
    return item


def _parent(invoice: Obj, charge: Charge, source: str | None) -> Obj:
    if charge.item is None:
        details = {
            "invoice_item": source,
            "proration": charge.proration,
            "proration_details": {"credited_items": None},
            "subscription": invoice["_subscription"],
        }
        return {"invoice_item_details": details, "subscription_item_details": None, "type": "invoice_item_details"}
    details = {
        "invoice_item": source,
        "proration": charge.proration,
        "proration_details": {"credited_items": None},
        "subscription": invoice["_subscription"],
        "subscription_item": charge.item,
    }
    return {"invoice_item_details": None, "subscription_item_details": details, "type": "subscription_item_details"}
