"""Who takes the payments: the three ports towards one payment provider."""

from dataclasses import dataclass

from adapters.simulated.pages import SimulatedPages
from adapters.simulated.provider import SimulatedProvider
from application.ports.payment_notices import PaymentNotices
from application.ports.payments import Payments
from application.ports.usage_exporter import UsageExporter


@dataclass(frozen=True, slots=True)
class Provider:
    """The ports towards one provider."""

    payments: Payments
    usage_exporter: UsageExporter
    payment_notices: PaymentNotices
    simulated: SimulatedProvider | None
    """The provider itself, when it is simulated."""
    pages: SimulatedPages | None
    """What a person does at the provider's pages, when it is simulated."""
