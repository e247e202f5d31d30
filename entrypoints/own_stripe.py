"""Stripe's twin beside a server of one's own: it lives in the same process, by the same clock, and ends with it."""

import atexit
from contextlib import ExitStack
from secrets import token_hex
from typing import TYPE_CHECKING

from pydantic import SecretStr

from entrypoints.container import Assembly
from entrypoints.loopback import HOST, free_port
from entrypoints.settings import Settings

if TYPE_CHECKING:
    from entrypoints.stripe_twin import StripeTwin


def with_own_stripe(settings: Settings) -> Settings:
    """Give settings that ask for a twin and name none the address, the key and the webhook secret of one to start."""
    if settings.billing != "stripe-twin" or settings.stripe_address is not None:
        return settings
    own = {
        "stripe_address": f"http://{HOST}:{free_port()}",
        "stripe_secret_key": SecretStr(f"sk_test_{token_hex(12)}"),
        "stripe_webhook_secrets": (SecretStr(f"whsec_{token_hex(16)}"),),
    }
    return settings.model_copy(update=own)


def start_own_stripe(assembly: Assembly) -> None:
    """Start the twin that the settings describe, with the plan catalogue set up; its time is the assembly's."""
    # the twin is for those who ask for it: it brings a web server of its own
    from entrypoints.container.set_up import set_up  # noqa: PLC0415
    from entrypoints.stripe_twin import served  # noqa: PLC0415

    settings = assembly.settings
    address = settings.stripe_address or ""
    until_the_end = ExitStack()
    until_the_end.enter_context(served(own_twin(assembly), int(address.rpartition(":")[2]), tick=True))
    atexit.register(until_the_end.close)
    set_up(settings, check=False)


def own_twin(assembly: Assembly) -> "StripeTwin":
    """Return an empty twin as the settings describe it. Its ids are new each time: a table outlives it."""
    from entrypoints.stripe_twin import StripeTwin  # noqa: PLC0415

    settings, key = assembly.settings, assembly.settings.stripe_secret_key
    return StripeTwin(
        assembly.clock.now,
        secret_key="" if key is None else key.get_secret_value(),
        webhook_secret=settings.stripe_webhook_secrets[0].get_secret_value(),
        webhook_url=f"http://{HOST}:{settings.port}/webhooks/stripe",
        seed=token_hex(16),
    )
