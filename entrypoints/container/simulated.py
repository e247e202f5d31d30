"""The payment provider that this process simulates."""

from secrets import token_bytes

from adapters.simulated.exporter import SimulatedExporter
from adapters.simulated.notices import SimulatedNotices
from adapters.simulated.pages import SimulatedPages
from adapters.simulated.payments import SimulatedPayments
from adapters.simulated.provider import SimulatedProvider
from application.ports.clock import Clock
from domain.plans.catalogue import Catalogue
from entrypoints.container.provider import Provider
from entrypoints.settings import Settings


def simulated(settings: Settings, clock: Clock, catalogue: Catalogue) -> Provider:
    """Return all ports over a provider that has no customers yet, and is gone when this process ends."""
    provider = SimulatedProvider(clock, catalogue, settings.base_url, token_bytes(32))
    return Provider(
        payments=SimulatedPayments(provider),
        usage_exporter=SimulatedExporter(provider),
        payment_notices=SimulatedNotices(provider),
        simulated=provider,
        pages=SimulatedPages(provider),
    )
