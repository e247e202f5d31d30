"""What a plan consists of, in the shapes in which requests take it: a monthly price, and metered ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

import stripe
from stripe.params import (
    InvoiceCreatePreviewParamsSubscriptionDetailsItem,
    SubscriptionCreateParamsItem,
    SubscriptionCreateParamsItemPriceData,
    SubscriptionScheduleUpdateParamsPhaseItem,
    SubscriptionUpdateParamsItem,
)
from stripe.params.checkout import SessionCreateParamsLineItem

from adapters.stripe.prices import CURRENCY, MOST_ITEMS, OURS, Prices, contracted, plan_metadata, product_id
from application.ports.payments import ProviderRefused
from domain.plans.plan import Plan

TAX: Final = "exclusive"


@final
@dataclass(frozen=True, slots=True)
class PlanItems:
    """The items of a subscription to a plan. A contract's monthly price is told with each request (`price` is None)."""

    plan: Plan
    price: str | None
    metered: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, prices: Prices) -> "PlanItems":
        """Look up the prices of a plan."""
        return cls(plan, None if contracted(plan) else prices.flat(plan), prices.metered(plan))

    def created(self) -> list[SubscriptionCreateParamsItem]:
        """Return the items of a new subscription."""
        flat: SubscriptionCreateParamsItem = {"quantity": 1, "metadata": plan_metadata(self.plan)}
        if self.price is None:
            flat["price_data"] = self._agreed
        else:
            flat["price"] = self.price
        return [flat, *(SubscriptionCreateParamsItem(price=price) for price in self._fitting(self.metered))]

    def changed(self, now: stripe.Subscription) -> list[SubscriptionUpdateParamsItem]:
        """Return what becomes of the items of a subscription: another monthly price, and metered ones that it lacks.

        Those of the former plan are taken away in a step of their own (`Subscriptions.with_own_meters`).
        """
        flat: SubscriptionUpdateParamsItem = {
            "id": flat_item(now).id,
            "quantity": 1,
            "metadata": plan_metadata(self.plan),
        }
        if self.price is None:
            flat["price_data"] = self._agreed
        else:
            flat["price"] = self.price
        return [flat, *(SubscriptionUpdateParamsItem(price=price) for price in self._lacking(now))]

    def previewed(self, now: stripe.Subscription | None) -> list[InvoiceCreatePreviewParamsSubscriptionDetailsItem]:
        """Return the items of `created` or `changed` for a preview."""
        flat: InvoiceCreatePreviewParamsSubscriptionDetailsItem = {"quantity": 1}
        if now is not None:
            flat["id"] = flat_item(now).id
        if self.price is None:
            flat["price_data"] = self._agreed
        else:
            flat["price"] = self.price
        added = self._fitting(self.metered) if now is None else self._lacking(now)
        return [flat, *(InvoiceCreatePreviewParamsSubscriptionDetailsItem(price=price) for price in added)]

    def following(self, now: stripe.Subscription) -> list[SubscriptionScheduleUpdateParamsPhaseItem]:
        """Return the items of the phase that follows, with what is sold by usage beside our plans.

        Metered items that a phase leaves out at the end of a period are billed on its invoice (docs.stripe.com,
        billing/subscriptions/billing-mode/compare).
        """
        flat: SubscriptionScheduleUpdateParamsPhaseItem = {"quantity": 1, "metadata": plan_metadata(self.plan)}
        if self.price is None:
            flat["price_data"] = self._agreed
        else:
            flat["price"] = self.price
        beside = [item.price.id for item in now.items.data if metered(item) and not _of_a_plan(item)]
        return [
            flat,
            *(SubscriptionScheduleUpdateParamsPhaseItem(price=price) for price in (*self.metered, *beside)),
        ]

    def bought(self) -> list[SessionCreateParamsLineItem]:
        """Return the lines of a checkout; only plans that customers may choose are bought there."""
        if self.price is None:
            raise ProviderRefused(f"the plan {self.plan.id} is arranged by contract, nobody checks out with it")
        flat: SessionCreateParamsLineItem = {"price": self.price, "quantity": 1}
        return [flat, *(SessionCreateParamsLineItem(price=price) for price in self._fitting(self.metered))]

    @property
    def _agreed(self) -> SubscriptionCreateParamsItemPriceData:
        return {
            "currency": CURRENCY,
            "product": product_id(self.plan),
            "recurring": {"interval": "month"},
            "tax_behavior": TAX,
            "unit_amount": self.plan.price_cents or 0,
        }

    def _lacking(self, now: stripe.Subscription) -> Sequence[str]:
        known = {item.price.id for item in now.items.data if metered(item)}
        lacking = [price for price in self.metered if price not in known]
        self._fitting((*known, *lacking))
        return lacking

    def _fitting(self, prices: Sequence[str]) -> Sequence[str]:
        if len(prices) + 1 > MOST_ITEMS:
            raise ProviderRefused(
                f"a subscription has at most {MOST_ITEMS} items; there are {len(prices)} metered prices"
            )
        return prices


def as_they_are(subscription: stripe.Subscription) -> list[SubscriptionScheduleUpdateParamsPhaseItem]:
    """Return the items of the phase that is under way. Prices of contracts cannot be named, only told again."""
    return [_as_it_is(item) for item in subscription.items.data]


def _as_it_is(item: stripe.SubscriptionItem) -> SubscriptionScheduleUpdateParamsPhaseItem:
    if metered(item):
        return {"price": item.price.id}
    kept: SubscriptionScheduleUpdateParamsPhaseItem = {"quantity": 1, "metadata": dict(item.metadata.to_dict())}
    if item.price.active:
        kept["price"] = item.price.id
    else:
        kept["price_data"] = {
            "currency": item.price.currency,
            "product": product_of(item.price),
            "recurring": {"interval": "month"},
            "tax_behavior": TAX,
            "unit_amount": item.price.unit_amount or 0,
        }
    return kept


def foreign_meters(now: stripe.Subscription, plan: str, version: int) -> list[stripe.SubscriptionItem]:
    """Return the items that charge a meter of another plan of ours, or of another version."""
    own = f"{plan}_v{version}_"
    return [
        item
        for item in now.items.data
        if metered(item) and _of_a_plan(item) and not (item.price.lookup_key or "").startswith(own)
    ]


def _of_a_plan(item: stripe.SubscriptionItem) -> bool:
    return product_of(item.price).startswith(OURS)


def product_of(price: stripe.Price) -> str:
    return price.product if isinstance(price.product, str) else price.product.id


def metered(item: stripe.SubscriptionItem) -> bool:
    recurring = item.price.recurring
    return recurring is not None and recurring.usage_type == "metered"


def flat_item(subscription: stripe.Subscription) -> stripe.SubscriptionItem:
    """Return the item with the monthly price; LookupError when there is none."""
    for item in subscription.items.data:
        if not metered(item):
            return item
    raise LookupError(f"the subscription {subscription.id} has no monthly price")
