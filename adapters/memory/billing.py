"""The billing of one tenant, in memory."""

from typing import final

from adapters.memory.tenant import Tenant
from application.ports.billing import Billing
from application.unit_of_work import Page
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice, InvoiceId
from domain.billing_cycle import BillingCycle


@final
class MemoryBilling(Billing):
    """The account, the exports by cycle, and the invoices, newest first."""

    __slots__ = ("_tenant",)

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def account(self) -> BillingAccount:
        return self._tenant.books.account

    def exports(self, cycle: BillingCycle) -> ExportBook:
        return self._tenant.books.exports(cycle)

    def invoice(self, invoice_id: InvoiceId) -> Invoice | None:
        return self._tenant.books.invoices.find(invoice_id)

    def invoices(self, after: str | None, limit: int) -> Page[Invoice]:
        with self._tenant.lock:
            return self._tenant.books.invoices.page(after, limit, lambda _: True)
