"""The set-up of the Stripe account that the settings name."""

from adapters.stripe.catalogue import Finding
from entrypoints.container.given import catalogue_of
from entrypoints.container.stripe import stripe_catalogue
from entrypoints.settings import Settings


def set_up(settings: Settings, *, check: bool) -> tuple[Finding, ...]:
    """Bring the catalogue into the account, or only look; WrongSetting, ProviderRefused, Unavailable."""
    account = stripe_catalogue(settings, catalogue_of(settings))
    return account.check() if check else account.apply()
