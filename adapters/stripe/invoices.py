"""Invoices: what is owed, what is still a draft, and what a change would come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import final

import stripe
from stripe.params import InvoiceCreatePreviewParams, InvoiceItemCreateParams

from adapters.stripe.connection import StripeConnection
from adapters.stripe.failures import understood
from adapters.stripe.items import flat_item
from adapters.stripe.prices import CURRENCY, Prices
from adapters.stripe.reading import moment, name_of, read_invoice, read_preview, seconds
from application.ports.payments import ProviderRefused
from domain.billing.invoice import Invoice, Preview
from domain.billing.subscription import CustomerId
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
        meters = self.prices.meter_names()
        return tuple(read_invoice(invoice, self._lines(invoice), meters) for invoice in found)

    @understood()
    def preview(self, params: InvoiceCreatePreviewParams) -> Preview:
        """Return an invoice that is not made."""
        invoice = self.connection.ask(lambda client: client.v1.invoices.create_preview(params))
        return read_preview(invoice, self._lines(invoice), self.prices.meter_names())

    @understood()
    def adjust(self, subscription: stripe.Subscription, cents: int, description: str, at: datetime, key: str) -> None:
        """Put an amount onto the draft of the cycle of `at`, or onto the next invoice while that cycle goes on."""
        customer = name_of(subscription.customer)
        params: InvoiceItemCreateParams = {
            "customer": customer,
            "amount": cents,
            "currency": CURRENCY,
            "description": description,
            "metadata": {"operation": key},
        }
        draft = self._draft(subscription.id, BillingCycle.of(at))
        item = flat_item(subscription)
        if draft is not None:
            params["invoice"] = draft.id
        elif moment(item.current_period_start) <= at < moment(item.current_period_end):
            params["subscription"] = subscription.id
        elif self._adjusted(customer, key):
            return
        else:
            raise ProviderRefused(f"the invoice of {BillingCycle.of(at)} is no draft any more")
        self.connection.ask(lambda client: client.v1.invoice_items.create(params, {"idempotency_key": f"{key}:1"}))

    def _draft(self, subscription: str, cycle: BillingCycle) -> stripe.Invoice | None:
        """Return the draft whose usage period ends in a cycle, or with it."""
        drafts = self.connection.ask(
            lambda client: (
                client.v1.invoices.list({"subscription": subscription, "status": "draft", "limit": PAGE}).data
            )
        )
        last = timedelta(seconds=1)
        return next((draft for draft in drafts if BillingCycle.of(moment(draft.period_end) - last) == cycle), None)

    def _adjusted(self, customer: str, key: str) -> bool:
        """Tell whether an adjustment was made under this key before its invoice became final."""
        items = self.connection.ask(
            lambda client: client.v1.invoice_items.list({"customer": customer, "limit": PAGE}).data
        )
        noted = [item.metadata for item in items if item.metadata is not None]
        return any("operation" in known and known["operation"] == key for known in noted)

    def _lines(self, invoice: stripe.Invoice) -> Sequence[stripe.InvoiceLineItem]:
        """Return all lines: an invoice brings the first ten itself."""
        if not invoice.lines.has_more:
            return invoice.lines.data
        return self.connection.ask(
            lambda client: list(client.v1.invoices.line_items.list(invoice.id, {"limit": PAGE}).auto_paging_iter())
        )
