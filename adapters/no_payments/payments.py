"""The ports towards a payment provider, where there is none: whatever is asked is refused."""

# ruff: noqa: ARG002 - whatever is asked, the answer is the same

from datetime import datetime
from typing import Final, NoReturn, final

from application.ports.payment_notices import Notice, PaymentNotices, UntrustedNotice
from application.ports.payments import Adjustment, Order, Payments, ProviderRefused
from application.ports.usage_exporter import UsageExporter
from domain.billing.export import ExportRow
from domain.billing.invoice import Invoice, Preview
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId
from domain.billing_cycle import BillingCycle
from domain.plans.plan import Plan

NONE: Final = "no payments are taken here"


@final
class NoPayments(Payments):
    """Refuses everything, reading too: what a provider knew of a customer before is not known, not gone."""

    def open_customer(self, payer: Payer, key: str) -> CustomerId:
        _refuse()

    def payer(self, customer: CustomerId) -> Payer | None:
        _refuse()

    def rename_customer(self, customer: CustomerId, payer: Payer) -> None:
        _refuse()

    def subscribe(self, customer: CustomerId, order: Order, key: str) -> Subscription:
        _refuse()

    def extend_trial(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        _refuse()

    def upgrade(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        _refuse()

    def exchange(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        _refuse()

    def schedule(self, subscription: SubscriptionId, plan: Plan, key: str) -> Subscription:
        _refuse()

    def end_later(self, subscription: SubscriptionId, at: datetime, key: str) -> Subscription:
        _refuse()

    def keep(self, subscription: SubscriptionId, key: str) -> Subscription:
        _refuse()

    def end_now(self, subscription: SubscriptionId, *, credited: bool = True) -> None:
        _refuse()

    def adjust(self, subscription: SubscriptionId, adjustment: Adjustment, key: str) -> None:
        _refuse()

    def preview(self, subscription: SubscriptionId | None, order: Order) -> Preview:
        _refuse()

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...]:
        _refuse()

    def invoices(self, customer: CustomerId, since: datetime) -> tuple[Invoice, ...]:
        _refuse()

    def can_pay(self, customer: CustomerId) -> bool:
        _refuse()

    def checkout(self, customer: CustomerId, order: Order, return_url: str, key: str) -> str:
        _refuse()

    def portal(self, customer: CustomerId, return_url: str) -> str:
        _refuse()


@final
class NoUsageExporter(UsageExporter):
    """Refuses everything."""

    def export(self, customer: CustomerId, row: ExportRow) -> None:
        _refuse()

    def counted(self, customer: CustomerId, meter: str, cycle: BillingCycle) -> int:
        _refuse()


@final
class NoNotices(PaymentNotices):
    """Believes nobody."""

    def read(self, body: bytes, signature: str) -> Notice:
        raise UntrustedNotice


def _refuse() -> NoReturn:
    raise ProviderRefused(NONE)
