"""Subscriptions at Stripe: reading them, and changing them in one request each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, final

import stripe
from stripe.params import (
    SubscriptionCreateParams,
    SubscriptionCreateParamsBillingCycleAnchorConfig,
    SubscriptionUpdateParams,
    SubscriptionUpdateParamsItem,
)
from stripe.params.checkout import SessionCreateParamsSubscriptionData

from adapters.stripe.connection import StripeConnection
from adapters.stripe.failures import KeyTaken, NotYet, understood
from adapters.stripe.invoices import PAGE, Invoices
from adapters.stripe.items import PlanItems, foreign_meters
from adapters.stripe.prices import DAYS_TO_PAY, Prices, contracted, plan_metadata
from adapters.stripe.reading import name_of, ours, plan_of, read_subscription, seconds
from adapters.stripe.schedules import Schedules
from application.ports.clock import Clock
from application.ports.payments import Order
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId
from domain.billing_cycle import BillingCycle

TRIAL_WITHOUT_CARD: Final = "cancel"
"""What becomes of a subscription whose trial ends, and nobody has said how to pay."""

FIRST_OF_THE_MONTH: Final[SubscriptionCreateParamsBillingCycleAnchorConfig] = {
    "day_of_month": 1,
    "hour": 0,
    "minute": 0,
    "second": 0,
}
"""In UTC: so periods are calendar months, also after a trial."""

Proration = Literal["always_invoice", "create_prorations"]


@final
@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The subscriptions of customers."""

    connection: StripeConnection
    prices: Prices
    invoices: Invoices
    schedules: Schedules
    clock: Clock

    def named(self, subscription: SubscriptionId) -> stripe.Subscription:
        return self.connection.ask(lambda client: client.v1.subscriptions.retrieve(subscription))

    def read(self, subscription: stripe.Subscription) -> Subscription:
        return self._read(subscription, self.invoices.open(name_of(subscription.customer)))

    @understood()
    def of(self, customer: CustomerId) -> tuple[Subscription, ...]:
        """Return all of a customer, newest first."""
        found: Sequence[stripe.Subscription] = self.connection.ask(
            lambda client: list(
                client.v1.subscriptions.list({"customer": customer, "status": "all", "limit": PAGE}).auto_paging_iter()
            )
        )
        owed = self.invoices.open(customer) if found else ()
        return tuple(self._read(one, owed) for one in found if ours(one))

    def create(
        self, customer: CustomerId, order: Order, key: str, *, replacing: stripe.Subscription | None = None
    ) -> stripe.Subscription:
        """Begin one as of the order's moment. What must be paid at once, and is not, leaves nothing behind.

        (That is what `error_if_incomplete` does.) Where Stripe's clock is behind ours it begins as of now: under the
        same key, which Stripe binds to the first request that it carries out, so that no other one can begin.
        """
        params: SubscriptionCreateParams = {
            "customer": customer,
            "items": PlanItems.of(order.plan, self.prices).created(),
            "billing_mode": {"type": "flexible"},
            "billing_cycle_anchor_config": FIRST_OF_THE_MONTH,
            "proration_behavior": "create_prorations",
            "metadata": {**plan_metadata(order.plan), "operation": key},
        }
        if replacing is not None:
            params["metadata"] = {**plan_metadata(order.plan), "operation": key, "replaces": replacing.id}
            if replacing.default_payment_method is not None:
                params["default_payment_method"] = name_of(replacing.default_payment_method)
        if contracted(order.plan):
            params["collection_method"] = "send_invoice"
            params["days_until_due"] = DAYS_TO_PAY
        if order.trial_ends_at is not None:
            params["trial_end"] = seconds(order.trial_ends_at)
            params["trial_settings"] = {"end_behavior": {"missing_payment_method": TRIAL_WITHOUT_CARD}}
        else:
            params["backdate_start_date"] = seconds(order.at)
            if not contracted(order.plan):
                params["payment_behavior"] = "error_if_incomplete"
        try:
            return self._begun(params, f"{key}:1")
        except (NotYet, KeyTaken):
            if "backdate_start_date" not in params:
                raise
            del params["backdate_start_date"]
            return self._begun(params, f"{key}:1")

    def by_checkout(self, order: Order, key: str) -> SessionCreateParamsSubscriptionData:
        """Return what `create` asks for, as a checkout takes it. It computes the first month as of its completion.

        A checkout takes no anchor by its place in the month beside a trial (changelog, dahlia/2026-06-24): the moment.
        """
        params: SessionCreateParamsSubscriptionData = {
            "billing_mode": {"type": "flexible"},
            "proration_behavior": "create_prorations",
            "metadata": {**plan_metadata(order.plan), "operation": key},
        }
        if order.trial_ends_at is None:
            params["billing_cycle_anchor_config"] = FIRST_OF_THE_MONTH
        else:
            params["billing_cycle_anchor"] = seconds(BillingCycle.of(order.trial_ends_at).end)
            params["trial_end"] = seconds(order.trial_ends_at)
            params["trial_settings"] = {"end_behavior": {"missing_payment_method": TRIAL_WITHOUT_CARD}}
        return params

    def change(
        self, before: stripe.Subscription, order: Order, proration: Proration, *, operation: str, key: str
    ) -> stripe.Subscription:
        """Change the plan, and forget an end that was planned.

        `error_if_incomplete` leaves nothing behind when a payment fails; `pending_if_incomplete` would leave a change
        that comes about when somebody pays within a day. In a trial there is nothing to be charged or credited.
        """
        params: SubscriptionUpdateParams = {
            "items": PlanItems.of(order.plan, self.prices).changed(before),
            "metadata": {**plan_metadata(order.plan), "operation": operation},
            "collection_method": "send_invoice" if contracted(order.plan) else "charge_automatically",
        }
        if contracted(order.plan):
            params["days_until_due"] = DAYS_TO_PAY
        elif proration == "always_invoice":
            params["payment_behavior"] = "error_if_incomplete"
        if before.status == "trialing":
            params["proration_behavior"] = "none"
        else:
            params["proration_behavior"] = proration
            params["proration_date"] = seconds(order.at)
        if before.cancel_at is not None:
            params["cancel_at"] = ""
        return self.update(before.id, params, key)

    def with_own_meters(self, subscription: stripe.Subscription, key: str) -> stripe.Subscription:
        """Take away the meters of other plans; where a change is scheduled, that does.

        Nothing is billed by it: "If you want to remove a metered price without billing for it, set proration_behavior
        to none" (docs.stripe.com, billing/subscriptions/usage-based/manage-billing-setup). In one step with the change
        of plan, the usage reported so far would be charged beside what the preview has said.
        """
        foreign = foreign_meters(subscription, *plan_of(subscription))
        if not foreign or subscription.schedule is not None:
            return subscription
        items: list[SubscriptionUpdateParamsItem] = [{"id": item.id, "deleted": True} for item in foreign]
        return self.update(subscription.id, {"items": items, "proration_behavior": "none"}, key)

    def end_at(self, subscription: SubscriptionId, at: int | None, key: str) -> stripe.Subscription:
        """Let one end at a moment, or not."""
        return self.update(subscription, {"cancel_at": "" if at is None else at, "proration_behavior": "none"}, key)

    def _read(self, subscription: stripe.Subscription, owed: Sequence[stripe.Invoice]) -> Subscription:
        return read_subscription(subscription, self.schedules.of(subscription), owed, self.clock.now())

    def _begun(self, params: SubscriptionCreateParams, key: str) -> stripe.Subscription:
        return self.connection.ask(lambda client: client.v1.subscriptions.create(params, {"idempotency_key": key}))

    def update(self, subscription: str, params: SubscriptionUpdateParams, key: str) -> stripe.Subscription:
        return self.connection.ask(
            lambda client: client.v1.subscriptions.update(subscription, params, {"idempotency_key": key})
        )
