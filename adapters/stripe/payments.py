"""Payments by Stripe."""

from dataclasses import replace
from datetime import datetime
from typing import final

from adapters.stripe.connection import StripeConnection
from adapters.stripe.failures import NotThere, understood
from adapters.stripe.invoices import PAGE, Invoices
from adapters.stripe.items import PlanItems, flat_item
from adapters.stripe.portals import our_configuration
from adapters.stripe.prices import CURRENCY, Prices
from adapters.stripe.reading import moment, name_of, operation_of, seconds, status_of
from adapters.stripe.schedules import Schedules
from adapters.stripe.subscriptions import Subscriptions
from application.ports.clock import Clock
from application.ports.payments import Adjustment, CustomerGone, Order, PaymentFailed, Payments, ProviderRefused
from domain.billing.invoice import Invoice, Preview
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId, SubscriptionStatus
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from domain.plans.catalogue import Catalogue
from domain.plans.plan import Plan


@final
class StripePayments(Payments):
    """Stripe Billing in its flexible mode, with a catalogue that the set-up (`StripeCatalogue`) has brought there.

    Every step of a change has an idempotency key of its own, made of the caller's. A change that depends on how things
    stand notes the caller's key at what it changed, and is known by it when it is asked for again.
    """

    def __init__(self, connection: StripeConnection, catalogue: Catalogue, clock: Clock) -> None:
        self._connection = connection
        self._prices = Prices(connection, catalogue)
        self._schedules = Schedules(connection)
        self._invoices = Invoices(connection, self._prices)
        self._subscriptions = Subscriptions(connection, self._prices, self._invoices, self._schedules, clock)
        self._configuration: str | None = None

    def open_customer(self, payer: Payer, key: str) -> CustomerId:
        customer = self._connection.ask(
            lambda client: (
                client.v1.customers.create(
                    {"name": payer.name, "email": payer.email, "metadata": {"organization_id": payer.organization_id}},
                    {"idempotency_key": f"{key}:1"},
                ).id
            )
        )
        return CustomerId(customer)

    @understood()
    def payer(self, customer: CustomerId) -> Payer | None:
        try:
            known = self._connection.ask(lambda client: client.v1.customers.retrieve(customer))
        except CustomerGone:
            return None
        if getattr(known, "deleted", False):
            return None
        noted: dict[str, str] = known.metadata.to_dict() if known.metadata else {}
        return Payer(OrganizationId(noted.get("organization_id", "")), known.name or "", known.email or "")

    def rename_customer(self, customer: CustomerId, payer: Payer) -> None:
        self._connection.ask(
            lambda client: client.v1.customers.update(customer, {"name": payer.name, "email": payer.email})
        )

    @understood()
    def subscribe(self, customer: CustomerId, order: Order, key: str) -> Subscription:
        begun = self._subscriptions.create(customer, order, key)
        if begun.status == "incomplete":
            self.end_now(SubscriptionId(begun.id))
            raise PaymentFailed("the first payment must be confirmed by the customer")
        return self._subscriptions.read(begun)

    @understood()
    def extend_trial(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        """Begin another one: any new `trial_end` of a subscription moves its anchor, and nothing moves that back.

        (https://docs.stripe.com/api/subscriptions/update; an anchor of one's choice is taken at creation alone.)
        """
        before = self._subscriptions.named(subscription)
        begun = self._subscriptions.create(CustomerId(name_of(before.customer)), order, key, replacing=before)
        self.end_now(subscription)
        return self._subscriptions.read(begun)

    @understood()
    def upgrade(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        before = self._subscriptions.named(subscription)
        if operation_of(before) == key:
            return self._subscriptions.read(self._subscriptions.with_own_meters(before, f"{key}:4"))
        coming = self._schedules.release(before, f"{key}:1")
        try:
            after = self._subscriptions.change(before, order, "always_invoice", operation=key, key=f"{key}:2")
        except PaymentFailed:
            if coming is not None:
                self._schedules.restore(before, coming, f"{key}:3")
            raise
        return self._subscriptions.read(self._subscriptions.with_own_meters(after, f"{key}:4"))

    @understood()
    def exchange(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        after = before = self._subscriptions.named(subscription)
        begun = moment(flat_item(before).current_period_start)
        late = before.status != "trialing" and order.at <= begun != moment(before.start_date)
        if operation_of(before) != key:
            self._schedules.release(before, f"{key}:1")
            order = replace(order, at=begun) if late else order
            after = self._subscriptions.change(before, order, "create_prorations", operation=key, key=f"{key}:2")
        if late:
            self._invoices.correct_period(after, f"{key}:3")
        return self._subscriptions.read(self._subscriptions.with_own_meters(after, f"{key}:4"))

    @understood()
    def schedule(self, subscription: SubscriptionId, plan: Plan, key: str) -> Subscription:
        before = self._subscriptions.named(subscription)
        if before.cancel_at is not None:
            before = self._subscriptions.end_at(subscription, None, f"{key}:0")
        self._schedules.follow(before, PlanItems.of(plan, self._prices), key)
        return self._subscriptions.read(self._subscriptions.named(subscription))

    @understood()
    def end_later(self, subscription: SubscriptionId, at: datetime, key: str) -> Subscription:
        self._schedules.release(self._subscriptions.named(subscription), f"{key}:1")
        return self._subscriptions.read(self._subscriptions.end_at(subscription, seconds(at), f"{key}:2"))

    @understood()
    def keep(self, subscription: SubscriptionId, key: str) -> Subscription:
        before = self._subscriptions.named(subscription)
        self._schedules.release(before, f"{key}:1")
        if before.cancel_at is not None:
            self._subscriptions.end_at(subscription, None, f"{key}:2")
        return self._subscriptions.read(self._subscriptions.named(subscription))

    @understood()
    def end_now(self, subscription: SubscriptionId, *, credited: bool = True) -> None:
        if status_of(self._subscriptions.named(subscription)) is SubscriptionStatus.ENDED:
            return
        try:
            self._connection.ask(
                lambda client: client.v1.subscriptions.cancel(subscription, {"invoice_now": True, "prorate": credited})
            )
        except NotThere:  # somebody, or our own first try, was faster
            return

    def adjust(self, subscription: SubscriptionId, adjustment: Adjustment, key: str) -> None:
        self._invoices.adjust(self._subscriptions.named(subscription), adjustment, key)

    @understood()
    def preview(self, subscription: SubscriptionId | None, order: Order) -> Preview:
        items = PlanItems.of(order.plan, self._prices)
        if subscription is None:
            return Preview() if order.trial_ends_at else self._preview_of_new(items, order.at)
        now = self._subscriptions.named(subscription)
        if now.status == "trialing":
            return Preview()
        return self._invoices.preview(
            {
                "customer": name_of(now.customer),
                "subscription": subscription,
                "subscription_details": {
                    "items": items.previewed(now),
                    "proration_behavior": "always_invoice",
                    "proration_date": seconds(order.at),
                },
            }
        )

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...]:
        return self._subscriptions.of(customer)

    def invoices(self, customer: CustomerId, since: datetime) -> tuple[Invoice, ...]:
        return self._invoices.since(customer, since)

    @understood()
    def can_pay(self, customer: CustomerId) -> bool:
        known = self._connection.ask(lambda client: client.v1.customers.retrieve(customer))
        if getattr(known, "deleted", False):
            return False
        settings = known.invoice_settings
        if known.default_source or (settings is not None and settings.default_payment_method):
            return True
        live = self._connection.ask(
            lambda client: client.v1.subscriptions.list({"customer": customer, "limit": PAGE}).data
        )
        return any(one.default_payment_method or one.default_source for one in live)

    def checkout(self, customer: CustomerId, order: Order, return_url: str, key: str) -> str:
        begun = self._subscriptions.by_checkout(order, key)
        lines = PlanItems.of(order.plan, self._prices).bought()
        url = self._connection.ask(
            lambda client: (
                client.v1.checkout.sessions.create(
                    {
                        "mode": "subscription",
                        "customer": customer,
                        "line_items": lines,
                        "subscription_data": begun,
                        "success_url": return_url,
                        "cancel_url": return_url,
                    },
                    {"idempotency_key": f"{key}:1"},
                ).url
            )
        )
        return _address(url)

    def portal(self, customer: CustomerId, return_url: str) -> str:
        known = self._configuration or self._configured()
        try:
            return self._opened_portal(customer, return_url, known)
        except CustomerGone:
            raise
        except ProviderRefused:  # the configuration may be another one by now
            found = self._configured()
            if found == known:
                raise
            return self._opened_portal(customer, return_url, found)

    def _opened_portal(self, customer: CustomerId, return_url: str, configuration: str) -> str:
        url = self._connection.ask(
            lambda client: (
                client.v1.billing_portal.sessions.create(
                    {"customer": customer, "return_url": return_url, "configuration": configuration}
                ).url
            )
        )
        return _address(url)

    def _preview_of_new(self, items: PlanItems, at: datetime) -> Preview:
        return self._invoices.preview(
            {
                "currency": CURRENCY,
                "subscription_details": {
                    "items": items.previewed(None),
                    "billing_mode": {"type": "flexible"},
                    "billing_cycle_anchor": {"type": "timestamp", "timestamp": seconds(BillingCycle.of(at).end)},
                    "proration_behavior": "create_prorations",
                },
            }
        )

    def _configured(self) -> str:
        """Look for our configuration of the portal, and remember it."""
        found = our_configuration(self._connection)
        self._configuration = None if found is None else found.id
        if self._configuration is None:
            raise ProviderRefused("Stripe has no active portal configuration of ours: the set-up must be applied first")
        return self._configuration


def _address(url: str | None) -> str:
    if url is None:
        raise ProviderRefused("Stripe made a page without an address")
    return url
