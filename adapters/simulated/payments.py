"""Payments at the simulated provider."""

from datetime import datetime
from typing import final

from adapters.simulated.books import Customer, Session
from adapters.simulated.course import told
from adapters.simulated.lines import begun, preview
from adapters.simulated.provider import SimulatedProvider
from adapters.simulated.till import total
from application.ports.payments import Adjustment, Order, Payments, ProviderRefused
from domain.billing.invoice import Invoice, Preview
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId
from domain.billing_cycle import BillingCycle
from domain.plans.plan import Plan


@final
class SimulatedPayments(Payments):
    """Payments without money: cards are words, and months pass as the clock says."""

    def __init__(self, provider: SimulatedProvider) -> None:
        self._provider = provider

    def open_customer(self, payer: Payer, key: str) -> CustomerId:
        def opened() -> CustomerId:
            customer = CustomerId(self._provider.names.next("cus"))
            self._provider.customers[customer] = Customer(customer, payer)
            return customer

        with self._provider.at_work():
            return self._provider.once(key, ("open_customer", payer), opened)

    def payer(self, customer: CustomerId) -> Payer | None:
        with self._provider.at_work():
            known = self._provider.customers.get(customer)
            return None if known is None or known.deleted else known.payer

    def rename_customer(self, customer: CustomerId, payer: Payer) -> None:
        with self._provider.at_work():
            self._provider.customer(customer).payer = payer

    def subscribe(self, customer: CustomerId, order: Order, key: str) -> Subscription:
        def subscribed() -> Subscription:
            known, now = self._provider.customer(customer), self._provider.now()
            return told(known, self._provider.course.begin(known, order, now), now)

        with self._provider.at_work():
            return self._provider.once(key, ("subscribe", customer, order), subscribed)

    def extend_trial(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        def extended() -> Subscription:
            customer, agreement = self._provider.live(subscription)
            now = self._provider.now()
            return told(customer, self._provider.course.extend_trial(customer, agreement, order, now), now)

        with self._provider.at_work():
            return self._provider.once(key, ("extend_trial", subscription, order), extended)

    def upgrade(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        def upgraded() -> Subscription:
            customer, agreement = self._provider.live(subscription)
            self._provider.course.upgrade(customer, agreement, order, self._provider.now())
            return self._told(subscription)

        with self._provider.at_work():
            return self._provider.once(key, ("upgrade", subscription, order), upgraded)

    def exchange(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        def exchanged() -> Subscription:
            customer, agreement = self._provider.live(subscription)
            self._provider.course.exchange(customer, agreement, order, self._provider.now())
            return self._told(subscription)

        with self._provider.at_work():
            return self._provider.once(key, ("exchange", subscription, order), exchanged)

    def schedule(self, subscription: SubscriptionId, plan: Plan, key: str) -> Subscription:
        def scheduled() -> Subscription:
            _, agreement = self._provider.live(subscription)
            agreement.forget_what_was_scheduled()
            agreement.next_plan = plan.on_trial(tried=False)
            return self._told(subscription)

        with self._provider.at_work():
            return self._provider.once(key, ("schedule", subscription, plan), scheduled)

    def end_later(self, subscription: SubscriptionId, at: datetime, key: str) -> Subscription:
        def ending() -> Subscription:
            _, agreement = self._provider.live(subscription)
            if at < agreement.period_end or at not in {agreement.period_end, BillingCycle.of(at).start}:
                raise ProviderRefused(f"{at.isoformat()} is the end of no cycle, nor of a trial")
            agreement.forget_what_was_scheduled()
            agreement.ends_at = at
            return self._told(subscription)

        with self._provider.at_work():
            return self._provider.once(key, ("end_later", subscription, at), ending)

    def keep(self, subscription: SubscriptionId, key: str) -> Subscription:
        def kept() -> Subscription:
            _, agreement = self._provider.live(subscription)
            agreement.forget_what_was_scheduled()
            return self._told(subscription)

        with self._provider.at_work():
            return self._provider.once(key, ("keep", subscription), kept)

    def end_now(self, subscription: SubscriptionId, *, credited: bool = True) -> None:
        with self._provider.at_work():
            customer, agreement = self._provider.agreement(subscription)
            if not agreement.ended:
                self._provider.course.end(customer, agreement, self._provider.now(), credited=credited)

    def adjust(self, subscription: SubscriptionId, adjustment: Adjustment, key: str) -> None:
        def put() -> None:
            customer, agreement = self._provider.agreement(subscription)
            self._provider.course.adjust(customer, agreement, adjustment, self._provider.now())

        with self._provider.at_work():
            self._provider.once(key, ("adjust", subscription, adjustment), put)

    def preview(self, subscription: SubscriptionId | None, order: Order) -> Preview:
        with self._provider.at_work():
            if subscription is not None:
                return preview(*self._provider.live(subscription), order)
            lines = begun(order, self._provider.now()).lines
            return Preview(lines, total(lines))

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...]:
        with self._provider.at_work():
            known, now = self._provider.books(customer), self._provider.now()
            return tuple(told(known, agreement, now) for agreement in reversed(known.agreements))

    def invoices(self, customer: CustomerId, since: datetime) -> tuple[Invoice, ...]:
        with self._provider.at_work():
            known = self._provider.books(customer)
            recent = (bill for bill in reversed(known.bills) if bill.created_at >= since.replace(microsecond=0))
            return tuple(self._provider.till.shown(known, bill) for bill in recent)

    def can_pay(self, customer: CustomerId) -> bool:
        with self._provider.at_work():
            known = self._provider.books(customer)
            return known.card is not None and not known.deleted

    def checkout(self, customer: CustomerId, order: Order, return_url: str, key: str) -> str:
        def begun_session() -> str:
            return self._session("checkout", customer, return_url, order)

        with self._provider.at_work():
            return self._provider.once(key, ("checkout", customer, order, return_url), begun_session)

    def portal(self, customer: CustomerId, return_url: str) -> str:
        with self._provider.at_work():
            return self._session("portal", customer, return_url)

    def _told(self, subscription: SubscriptionId) -> Subscription:
        return told(*self._provider.agreement(subscription), self._provider.now())

    def _session(self, page: str, customer: CustomerId, return_url: str, order: Order | None = None) -> str:
        known = self._provider.customer(customer)
        name = self._provider.open_page(Session(known, return_url, self._provider.now(), order))
        return f"{self._provider.base_url}/dev/{page}/{name}"
