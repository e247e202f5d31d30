"""The meters of the simulated provider."""

from datetime import timedelta
from typing import Final, final

from adapters.simulated.provider import SimulatedProvider
from application.ports.payments import ProviderRefused
from application.ports.usage_exporter import UsageExporter
from domain.billing.export import OLDEST_TAKEN, ExportRow
from domain.billing.subscription import CustomerId
from domain.billing_cycle import BillingCycle

AHEAD: Final = timedelta(minutes=5)
"""So far ahead of its clock the provider takes usage."""


@final
class SimulatedExporter(UsageExporter):
    """Counts at once, and knows repeats of a row for good."""

    def __init__(self, provider: SimulatedProvider) -> None:
        self._provider = provider

    def export(self, customer: CustomerId, row: ExportRow) -> None:
        with self._provider.at_work():
            known, now = self._provider.customer(customer), self._provider.now()
            if row.meter not in self._provider.till.meters:
                raise ProviderRefused(f"there is no meter {row.meter}")
            if now - row.at > OLDEST_TAKEN:
                raise ProviderRefused("the usage is older than 35 days")
            if row.at - now > AHEAD:
                raise ProviderRefused("the usage lies more than 5 minutes ahead")
            known.rows.setdefault(row.id, row)

    def counted(self, customer: CustomerId, meter: str, cycle: BillingCycle) -> int:
        with self._provider.at_work():
            rows = self._provider.books(customer).rows.values()
            return sum(row.units for row in rows if row.meter == meter and BillingCycle.of(row.at) == cycle)
