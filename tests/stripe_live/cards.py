"""What a person does at Stripe with a card, done through its API."""

import stripe

from adapters.stripe.connection import StripeConnection
from domain.billing.subscription import CustomerId

WORKS = "pm_card_visa"
DECLINES = "pm_card_chargeCustomerFail"
"""It can be attached, and each charge is declined: https://docs.stripe.com/testing."""


def change_card(connection: StripeConnection, customer: CustomerId, works: bool | None) -> None:
    """Take all cards away and enter another; one that works pays what is open because it was declined."""
    connection.ask(lambda client: _take_away(client, customer))
    if works is not None:
        connection.ask(lambda client: _enter(client, customer, WORKS if works else DECLINES))
    if works:
        connection.ask(lambda client: _pay(client, customer))


def _take_away(client: stripe.StripeClient, customer: str) -> None:
    for method in client.v1.customers.payment_methods.list(customer).data:
        client.v1.payment_methods.detach(method.id)


def _enter(client: stripe.StripeClient, customer: str, card: str) -> None:
    method = client.v1.payment_methods.attach(card, {"customer": customer})
    client.v1.customers.update(customer, {"invoice_settings": {"default_payment_method": method.id}})
    for subscription in client.v1.subscriptions.list({"customer": customer}).data:
        if subscription.default_payment_method:
            client.v1.subscriptions.update(subscription.id, {"default_payment_method": method.id})


def _pay(client: stripe.StripeClient, customer: str) -> None:
    for invoice in client.v1.invoices.list({"customer": customer, "status": "open", "limit": 100}).data:
        if invoice.collection_method == "charge_automatically":
            client.v1.invoices.pay(invoice.id)
