"""Invoices: what is owed, what is still a draft, and what a change would come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import final

import stripe
from stripe.params import (
    InvoiceAddLinesParamsLine,
    InvoiceCreateParams,
    InvoiceCreatePreviewParams,
    InvoiceItemCreateParams,
    InvoiceItemListParams,
)

from adapters.stripe.connection import StripeConnection
from adapters.stripe.failures import understood
from adapters.stripe.items import flat_item
from adapters.stripe.prices import CURRENCY, Prices
from adapters.stripe.reading import (
    item_subscription,
    moment,
    name_of,
    read_invoice,
    read_preview,
    seconds,
    status_of,
    subscription_of,
)
from application.ports.payments import Adjustment
from domain.billing.invoice import Invoice, Preview
from domain.billing.subscription import CustomerId, SubscriptionStatus
from domain.billing_cycle import BillingCycle

PAGE = 100


@final
@dataclass(frozen=True, slots=True)
class Invoices:
    """The invoices of customers."""

    connection: StripeConnection
    prices: Prices

    def open(self, customer: str) -> Sequence[stripe.Invoice]:
        """Return the invoices that are final and not paid."""
        return self.connection.ask(
            lambda client: list(
                client.v1.invoices.list({"customer": customer, "status": "open", "limit": PAGE}).auto_paging_iter()
            )
        )

    @understood()
    def since(self, customer: CustomerId, since: datetime) -> tuple[Invoice, ...]:
        """Return the invoices made at `since` or later, newest first."""
        found = self.connection.ask(
            lambda client: list(
                client.v1.invoices.list(
                    {"customer": customer, "created": {"gte": seconds(since)}, "limit": PAGE}
                ).auto_paging_iter()
            )
        )
        meters = self.prices.meters()
        return tuple(read_invoice(invoice, self._lines(invoice), meters) for invoice in found)

    @understood()
    def preview(self, params: InvoiceCreatePreviewParams) -> Preview:
        """Return an invoice that is not made."""
        invoice = self.connection.ask(lambda client: client.v1.invoices.create_preview(params))
        return read_preview(invoice, self._lines(invoice), self.prices.meters())

    @understood()
    def adjust(self, subscription: stripe.Subscription, adjustment: Adjustment, key: str) -> None:
        """Put an amount onto a draft, onto the next invoice, or onto one that is made for it."""
        customer, at = name_of(subscription.customer), seconds(adjustment.at)
        made = self._made(customer, key)
        if made is not None:
            self._finish(made, key)
            return
        metadata = {"operation": key} | ({} if adjustment.meter is None else {"meter": adjustment.meter})
        params: InvoiceItemCreateParams = {
            "customer": customer,
            "amount": adjustment.cents,
            "currency": CURRENCY,
            "description": adjustment.description,
            "period": {"start": at, "end": at},
            "metadata": metadata,
        }
        draft = self._draft(subscription.id, adjustment)
        own = None
        if draft is not None:
            params["invoice"] = draft.id
        elif not adjustment.at_once and status_of(subscription) is not SubscriptionStatus.ENDED:
            params["subscription"] = subscription.id
        else:
            own = self._begun(customer, None, f"{key}:0")
            params["invoice"] = own.id
        self.connection.ask(lambda client: client.v1.invoice_items.create(params, {"idempotency_key": f"{key}:1"}))
        if own is not None:
            self._finalized(own.id, f"{key}:2")

    @understood()
    def correct_period(self, subscription: stripe.Subscription, key: str) -> None:
        """Put what the beginning of the period was prorated by onto its draft, or onto an invoice that is made now."""
        begun = flat_item(subscription).current_period_start
        waiting = [
            item
            for item in self._items(name_of(subscription.customer), pending=True)
            if item.proration and item.period.start == begun and item_subscription(item) == subscription.id
        ]
        if not waiting:
            return
        draft = next((known for known in self._drafts(subscription.id) if known.period_end == begun), None)
        if draft is None:
            self._finalized(self._begun(name_of(subscription.customer), subscription.id, f"{key}:1").id, f"{key}:2")
            return
        lines: list[InvoiceAddLinesParamsLine] = [{"invoice_item": item.id} for item in waiting]
        self.connection.ask(
            lambda client: client.v1.invoices.add_lines(draft.id, {"lines": lines}, {"idempotency_key": f"{key}:3"})
        )

    def _begun(self, customer: str, subscription: str | None, key: str) -> stripe.Invoice:
        """Begin an invoice: with what waits for it of a subscription, or empty. Left so, it is final an hour later."""
        params: InvoiceCreateParams = {"customer": customer, "auto_advance": True, "metadata": {"operation": key}}
        if subscription is None:
            params["pending_invoice_items_behavior"] = "exclude"
            params["currency"] = CURRENCY
        else:
            params["subscription"] = subscription
            params["pending_invoice_items_behavior"] = "include"
        return self.connection.ask(lambda client: client.v1.invoices.create(params, {"idempotency_key": key}))

    def _finalized(self, invoice: str, key: str) -> None:
        self.connection.ask(lambda client: client.v1.invoices.finalize_invoice(invoice, {}, {"idempotency_key": key}))

    def _finish(self, item: stripe.InvoiceItem, key: str) -> None:
        """Let the invoice that was made for an adjustment be final, where a first try was cut off before that."""
        name = item.invoice if item.invoice is None or isinstance(item.invoice, str) else item.invoice.id
        if name is None:
            return
        invoice = self.connection.ask(lambda client: client.v1.invoices.retrieve(name))
        if invoice.status == "draft" and subscription_of(invoice) is None:
            self._finalized(name, f"{key}:2")

    def _draft(self, subscription: str, adjustment: Adjustment) -> stripe.Invoice | None:
        """Return the draft with what an adjustment is about: its cycle's price, or its usage; else a later one."""
        cycle, drafts = BillingCycle.of(adjustment.at), self._drafts(subscription)
        if adjustment.at_once:
            return next((draft for draft in drafts if BillingCycle.of(moment(draft.period_end)) == cycle), None)
        later = [draft for draft in drafts if moment(draft.period_end) >= cycle.end]
        return min(later, key=lambda draft: draft.period_end, default=None)

    def _drafts(self, subscription: str) -> Sequence[stripe.Invoice]:
        return self.connection.ask(
            lambda client: (
                client.v1.invoices.list({"subscription": subscription, "status": "draft", "limit": PAGE}).data
            )
        )

    def _made(self, customer: str, key: str) -> stripe.InvoiceItem | None:
        """Return the adjustment that was made under this key."""
        noted = ((item.metadata, item) for item in self._items(customer) if item.metadata is not None)
        return next((item for known, item in noted if "operation" in known and known["operation"] == key), None)

    def _items(self, customer: str, *, pending: bool | None = None) -> Sequence[stripe.InvoiceItem]:
        params: InvoiceItemListParams = {"customer": customer, "limit": PAGE}
        if pending is not None:
            params["pending"] = pending
        return self.connection.ask(lambda client: client.v1.invoice_items.list(params).data)

    def _lines(self, invoice: stripe.Invoice) -> Sequence[stripe.InvoiceLineItem]:
        """Return all lines: an invoice brings the first ten itself."""
        if not invoice.lines.has_more:
            return invoice.lines.data
        return self.connection.ask(
            lambda client: list(client.v1.invoices.line_items.list(invoice.id, {"limit": PAGE}).auto_paging_iter())
        )
