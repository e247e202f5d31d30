"""What a person does by hand at Stripe's own desk, the dashboard."""

from datetime import datetime

import stripe

from adapters.stripe.connection import StripeConnection
from domain.billing.subscription import CustomerId


def move_trial_end(connection: StripeConnection, customer: CustomerId, ends_at: datetime) -> None:
    """Let the trials of a customer end at another moment."""
    connection.ask(lambda client: _move_trial_end(client, customer, int(ends_at.timestamp())))


def _move_trial_end(client: stripe.StripeClient, customer: str, ends_at: int) -> None:
    for subscription in client.v1.subscriptions.list({"customer": customer}).data:
        client.v1.subscriptions.update(subscription.id, {"trial_end": ends_at})
