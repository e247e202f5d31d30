"""The customer portal: how it is configured, and which configuration is ours."""

from typing import Final

import stripe
from stripe.params.billing_portal import ConfigurationCreateParamsFeatures

from adapters.stripe.connection import StripeConnection

MARK: Final = {"tenantry": "portal"}
"""The metadata of our configuration."""

FEATURES: Final[ConfigurationCreateParamsFeatures] = {
    "customer_update": {"enabled": True, "allowed_updates": ["address", "tax_id"]},
    "invoice_history": {"enabled": True},
    "payment_method_update": {"enabled": True},
    "subscription_cancel": {"enabled": False},
    "subscription_update": {"enabled": False},
}
"""People pay, and see what they paid. Plans are changed here, where limits follow."""


def our_configuration(connection: StripeConnection) -> stripe.billing_portal.Configuration | None:
    """Return our configuration, if the set-up has made it."""
    known = connection.ask(
        lambda client: list(
            client.v1.billing_portal.configurations.list({"active": True, "limit": 100}).auto_paging_iter()
        )
    )
    marked = ((one, one.metadata) for one in known)
    return next((one for one, noted in marked if noted is not None and "tenantry" in noted), None)
