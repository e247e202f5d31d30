"""Subscription schedules: a change of plan that waits for the end of the period.

Stripe makes one in two calls, https://docs.stripe.com/billing/subscriptions/subscription-schedules: of what there is,
and then with what is to follow. Between them it holds one phase, and changes nothing.
"""

from dataclasses import dataclass
from typing import final

import stripe
from stripe.params import SubscriptionScheduleUpdateParamsPhase, SubscriptionScheduleUpdateParamsPhaseItem

from adapters.stripe.connection import StripeConnection
from adapters.stripe.items import PlanItems, as_they_are, flat_item
from adapters.stripe.prices import DAYS_TO_PAY, contracted, plan_metadata
from adapters.stripe.reading import coming_phase, operation_of


@final
@dataclass(frozen=True, slots=True)
class Schedules:
    """The schedules of subscriptions."""

    connection: StripeConnection

    def of(self, subscription: stripe.Subscription) -> stripe.SubscriptionSchedule | None:
        """Return the schedule of a subscription."""
        name = subscription.schedule
        if name is None or not isinstance(name, str):
            return name
        return self.connection.ask(lambda client: client.v1.subscription_schedules.retrieve(name))

    def follow(self, subscription: stripe.Subscription, items: PlanItems, key: str) -> None:
        """Let a plan follow when the period ends, in the place of any that was to. One half made is finished."""
        phase: SubscriptionScheduleUpdateParamsPhase = {
            "items": items.following(subscription),
            "duration": {"interval": "month"},
            "metadata": plan_metadata(items.plan),
            "proration_behavior": "create_prorations" if subscription.status == "trialing" else "none",
        }
        if contracted(items.plan):
            phase["collection_method"] = "send_invoice"
            phase["invoice_settings"] = {"days_until_due": DAYS_TO_PAY}
        elif subscription.collection_method == "send_invoice":
            phase["collection_method"] = "charge_automatically"
        self._continue(subscription, phase, key)

    def restore(self, subscription: stripe.Subscription, coming: stripe.SubscriptionSchedule.Phase, key: str) -> None:
        """Let follow again what was to before `release`."""
        noted = {} if coming.metadata is None else dict(coming.metadata.to_dict())
        phase: SubscriptionScheduleUpdateParamsPhase = {
            "items": [_again(item) for item in coming.items],
            "duration": {"interval": "month"},
            "metadata": noted,
            "proration_behavior": "create_prorations" if subscription.status == "trialing" else "none",
        }
        subscription.schedule = None
        self._continue(subscription, phase, key)

    def release(self, subscription: stripe.Subscription, key: str) -> stripe.SubscriptionSchedule.Phase | None:
        """Free a subscription of its schedule, if it has one; return what was to follow."""
        schedule = self.of(subscription)
        if schedule is None:
            return None
        self.connection.ask(
            lambda client: client.v1.subscription_schedules.release(schedule.id, {}, {"idempotency_key": key})
        )
        return coming_phase(schedule)

    def _continue(
        self, subscription: stripe.Subscription, coming: SubscriptionScheduleUpdateParamsPhase, key: str
    ) -> None:
        schedule = self.of(subscription) or self.connection.ask(
            lambda client: client.v1.subscription_schedules.create(
                {"from_subscription": subscription.id}, {"idempotency_key": f"{key}:1"}
            )
        )
        if operation_of(schedule) == key:
            return
        self.connection.ask(
            lambda client: client.v1.subscription_schedules.update(
                schedule.id,
                {
                    "end_behavior": "release",
                    "proration_behavior": "none",
                    "phases": [_current(subscription, schedule), coming],
                    "metadata": {"operation": key},
                },
                {"idempotency_key": f"{key}:2"},
            )
        )


def _current(
    subscription: stripe.Subscription, schedule: stripe.SubscriptionSchedule
) -> SubscriptionScheduleUpdateParamsPhase:
    """Return the phase under way as it is, up to the end of the period. What is left out would be taken away."""
    begun = schedule.phases[0].start_date if schedule.current_phase is None else schedule.current_phase.start_date
    phase: SubscriptionScheduleUpdateParamsPhase = {
        "items": as_they_are(subscription),
        "start_date": begun,
        "end_date": flat_item(subscription).current_period_end,
        "proration_behavior": "none",
    }
    if subscription.status == "trialing":
        phase["trial"] = True
    if subscription.days_until_due is not None:
        phase["collection_method"] = "send_invoice"
        phase["invoice_settings"] = {"days_until_due": subscription.days_until_due}
    return phase


def _again(item: stripe.SubscriptionSchedule.Phase.Item) -> SubscriptionScheduleUpdateParamsPhaseItem:
    price = item.price if isinstance(item.price, str) else item.price.id
    again: SubscriptionScheduleUpdateParamsPhaseItem = {"price": price}
    if "quantity" in item and item.quantity is not None:  # of what is metered it is left out
        again["quantity"] = item.quantity
    if item.metadata is not None:
        again["metadata"] = dict(item.metadata.to_dict())
    return again
