"""Where usage past the included volume is told, so that it is invoiced."""

from typing import Protocol

from domain.billing.export import ExportRow
from domain.billing.subscription import CustomerId
from domain.billing_cycle import BillingCycle


class UsageExporter(Protocol):
    """The provider's meters. At most one call at a time may be under way for a customer and a meter."""

    def export(self, customer: CustomerId, row: ExportRow) -> None:
        """Tell a row; one that is known already is told. Unavailable: it may or may not have arrived.

        ProviderRefused: it did not, and will not.
        """
        ...

    def counted(self, customer: CustomerId, meter: str, cycle: BillingCycle) -> int:
        """Return the units that the provider has counted in a cycle; what was told minutes ago may be missing."""
        ...
