"""What billing keeps of one tenant: its account, what was exported of each cycle, and copies of its invoices."""

from collections.abc import Mapping
from typing import assert_never

from adapters.memory.shelf import Shelf
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice, InvoiceId
from domain.billing_cycle import BillingCycle

Kept = BillingAccount | ExportBook | Invoice


class Books:
    """Changed only under the tenant's lock, and only by what was checked under the same lock."""

    def __init__(self) -> None:
        self.account = BillingAccount()
        self.invoices: Shelf[Invoice] = Shelf(_place, newest_first=True)
        self._exports: dict[BillingCycle, ExportBook] = {}

    def exports(self, cycle: BillingCycle) -> ExportBook:
        """Return the export of a cycle; a new one when nothing was exported yet."""
        return self._exports.get(cycle) or ExportBook(cycle)

    def version(self, kept: Kept) -> int:
        """Return the version that stands, 0 when there is none."""
        match kept:
            case BillingAccount():
                return self.account.version
            case ExportBook(cycle=cycle):
                return self.exports(cycle).version
            case Invoice(id=invoice_id):
                return self._invoice_version(invoice_id)
            case _:
                assert_never(kept)

    def put(self, kept: Kept) -> None:
        """Write what was checked."""
        match kept:
            case BillingAccount():
                self.account = kept
            case ExportBook(cycle=cycle):
                self._exports[cycle] = kept
            case Invoice():
                self.invoices.put(kept)
            case _:
                assert_never(kept)

    def sizes(self) -> Mapping[str, int]:
        """Return how much there is, for a certificate."""
        return {"invoices": len(self.invoices)}

    def _invoice_version(self, invoice_id: InvoiceId) -> int:
        known = self.invoices.find(invoice_id)
        return 0 if known is None else known.version


def _place(invoice: Invoice) -> str:
    return f"{invoice.created_at:%Y-%m-%dT%H:%M:%S.%f}#{invoice.id}"
