"""No payment provider."""

from adapters.no_payments.payments import NoNotices, NoPayments, NoUsageExporter
from entrypoints.container.provider import Provider


def no_payments() -> Provider:
    """Return all ports over nobody."""
    return Provider(
        payments=NoPayments(),
        usage_exporter=NoUsageExporter(),
        payment_notices=NoNotices(),
        simulated=None,
        pages=None,
    )
