"""The billing of one organization, as we keep it: nothing of it asks the payment provider."""

from typing import Protocol

from application.unit_of_work import Page
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice, InvoiceId
from domain.billing_cycle import BillingCycle


class Billing(Protocol):
    """The account, the exported usage and copies of the invoices of the organization."""

    def account(self) -> BillingAccount:
        """Return the account; a new one (version 0) when there is none yet."""
        ...

    def exports(self, cycle: BillingCycle) -> ExportBook:
        """Return the export of a cycle; a new one (version 0) when nothing was exported yet."""
        ...

    def invoice(self, invoice_id: InvoiceId) -> Invoice | None: ...

    def invoices(self, after: str | None, limit: int) -> Page[Invoice]:
        """Return invoices, newest first."""
        ...
