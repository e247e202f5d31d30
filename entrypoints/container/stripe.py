"""The payment provider Stripe, or its twin."""

from adapters.stripe.catalogue import StripeCatalogue
from adapters.stripe.connection import StripeConnection
from adapters.stripe.exporter import StripeUsageExporter
from adapters.stripe.notices import StripeNotices
from adapters.stripe.payments import StripePayments
from application.ports.clock import Clock
from domain.plans.catalogue import Catalogue
from entrypoints.container.provider import Provider
from entrypoints.settings import Settings, WrongSetting


def by_stripe(settings: Settings, clock: Clock, catalogue: Catalogue) -> Provider:
    """Return all ports over the account that the settings name; nothing is opened before one is used."""
    connected = connection(settings)
    secrets = [secret.get_secret_value() for secret in settings.stripe_webhook_secrets]
    return Provider(
        payments=StripePayments(connected, catalogue, clock),
        usage_exporter=StripeUsageExporter(connected),
        payment_notices=StripeNotices(secrets, clock, livemode=connected.livemode),
        simulated=None,
        pages=None,
    )


def connection(settings: Settings) -> StripeConnection:
    """Return the connection to the account that the settings name."""
    if settings.stripe_secret_key is None:
        raise WrongSetting("STRIPE_SECRET_KEY: it must be given, as BILLING is stripe or its twin")
    if settings.billing == "stripe-twin" and settings.stripe_address is None:
        raise WrongSetting("STRIPE_ADDRESS: it must be given, as BILLING is stripe-twin; `make run` starts one itself")
    return StripeConnection(settings.stripe_secret_key.get_secret_value(), address=settings.stripe_address)


def stripe_catalogue(settings: Settings, catalogue: Catalogue) -> StripeCatalogue:
    """Return what sets up the account: products, prices, meters, the portal and the webhook."""
    base = settings.base_url
    webhook = f"{base}/webhooks/stripe"
    return StripeCatalogue(connection(settings), catalogue, webhook_url=webhook, return_url=f"{base}/docs")
