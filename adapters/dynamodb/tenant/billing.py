"""The billing behind the tenant's door, on DynamoDB."""

from typing import final

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.items import billing_account as accounts
from adapters.dynamodb.items import export_book as books
from adapters.dynamodb.items import invoice as invoices
from adapters.dynamodb.keys import AFTER, LAST, LISTS, TenantKeys
from adapters.dynamodb.tenant.audit_log import before
from adapters.dynamodb.tenant.pages import page
from application.ports.billing import Billing
from application.unit_of_work import Page
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice, InvoiceId
from domain.billing_cycle import BillingCycle
from domain.errors import NotFound


@final
class DynamoDbBilling(Billing):
    """The account, the exports by cycle, and the invoices; the index that lists these may lag a moment behind."""

    __slots__ = ("_gateway", "_keys")

    def __init__(self, gateway: Gateway, keys: TenantKeys) -> None:
        self._gateway = gateway
        self._keys = keys

    def account(self) -> BillingAccount:
        item = self._gateway.get(self._keys.account)
        return BillingAccount() if item is None else accounts.from_item(item)

    def exports(self, cycle: BillingCycle) -> ExportBook:
        item = self._gateway.get(self._keys.exports(cycle))
        return ExportBook(cycle) if item is None else books.from_item(item)

    def invoice(self, invoice_id: InvoiceId) -> Invoice | None:
        try:
            key = self._keys.invoice(invoice_id)
        except NotFound:
            return None
        item = self._gateway.get(key)
        return None if item is None else invoices.from_item(item)

    def invoices(self, after: str | None, limit: int) -> Page[Invoice]:
        newest = LAST if after is None else before(after)
        span = Span(self._keys.invoices, AFTER, newest, LISTS, backwards=True)
        return page(self._gateway, span, limit, invoices.from_item, lambda _: True)
