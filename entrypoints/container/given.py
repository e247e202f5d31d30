"""What the settings give, in the form in which adapters take it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from secrets import token_bytes
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretBytes

from adapters.catalogue.plan_file import WrongCatalogue, read_catalogue
from adapters.mail.smtp_mailbox import SmtpMailbox
from adapters.system.clocks import ShiftedClock, SystemClock
from application.ports.clock import Clock
from application.ports.log import Log
from domain.plans.catalogue import Catalogue
from entrypoints.container.memory import in_memory
from entrypoints.container.no_payments import no_payments
from entrypoints.container.provider import Provider
from entrypoints.container.simulated import simulated
from entrypoints.container.storage import Storage
from entrypoints.production import in_production
from entrypoints.settings import Settings, WrongSetting

MADE_UP: Final = "made-up"
"""The name of a secret that nobody has given."""


def secrets_or_made_up(settings: Settings, name: str, log: Log) -> dict[str, bytes]:
    """Return the secrets of a setting; where there are none, one that ends with this process, and say so.

    WrongSetting where data outlives the process: the tokens and keys of other processes would be good for nothing.
    """
    given: Mapping[str, SecretBytes] = getattr(settings, name.lower())
    if given:
        return {key: secret.get_secret_value() for key, secret in given.items()}
    if settings.storage != "memory":
        raise WrongSetting(f"{name}: it must be given, as all processes on one table share it")
    log.note("settings.made_up", setting=name, until="the end of this process")
    return {MADE_UP: token_bytes(32)}


def clock_of(settings: Settings) -> Clock:
    """Return the clock that the settings name."""
    return ShiftedClock() if settings.clock == "shifted" else SystemClock()


def catalogue_of(settings: Settings) -> Catalogue:
    """Return the plans on offer; WrongSetting when the operator's file cannot be used."""
    try:
        catalogue = read_catalogue(settings.plan_catalogue)
    except WrongCatalogue as wrong:
        raise WrongSetting(f"PLAN_CATALOGUE: {wrong}") from None
    return replace(catalogue, sold=settings.billing != "none")


def storage_of(settings: Settings, clock: Clock, log: Log, retention: timedelta) -> Storage:
    """Return the store that the settings name."""
    if settings.storage == "dynamodb":
        # boto3 is for those who use it: importing even its errors costs 40 ms
        from entrypoints.container.table import on_table  # noqa: PLC0415

        return on_table(settings, clock, log, retention)
    return in_memory(clock, retention)


def provider_of(settings: Settings, clock: Clock, catalogue: Catalogue) -> Provider:
    """Return the payment provider that the settings name; nothing is asked of it yet."""
    if settings.billing == "none":
        return no_payments()
    if settings.billing == "memory":
        return simulated(settings, clock, catalogue)
    # stripe is for those who bill by it: importing it costs 110 ms
    from entrypoints.container.stripe import by_stripe  # noqa: PLC0415

    return by_stripe(settings, clock, catalogue)


def smtp_mailbox(settings: Settings) -> SmtpMailbox:
    """Return the mailbox of the operator's server."""
    if settings.smtp_url is None:
        raise WrongSetting("SMTP_URL: it says which mail server, as MAIL is smtp")
    sender = f"no-reply@{urlsplit(settings.base_url).hostname}"
    return SmtpMailbox(settings.smtp_url.get_secret_value(), sender)


def spares_this_machine(settings: Settings) -> bool:
    """Tell whether sign-ups from this machine are not counted: in development, unless a limit was asked for."""
    return not in_production(settings) and "signups_per_hour" not in settings.model_fields_set
