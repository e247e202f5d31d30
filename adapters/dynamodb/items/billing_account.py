"""An organization's account with its payment provider, as an item: each thing that is known an attribute of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    YES,
    Attributes,
    AttributeValue,
    Item,
    as_moment,
    as_number,
    as_structure,
    as_text,
    from_microseconds,
    is_so,
    microseconds,
    moment,
    number,
    structure,
    text,
)
from domain.billing.account import BillingAccount, Operation, Quote, Review
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId, SubscriptionStatus
from domain.plans.plan import PlanId

_SCHEMA: Final = 1

_NEVER: Final = -1
"""The revision that is left out. It belongs to the schema, as the names of the attributes do."""


def to_item(account: BillingAccount) -> Item:
    told: dict[str, AttributeValue | None] = {
        "schema": number(_SCHEMA),
        "customer": None if account.customer is None else text(account.customer),
        "subscription": None if account.subscription is None else structure(_subscription_told(account.subscription)),
        "trial_used": YES if account.trial_used else None,
        "aligned": None if account.aligned == _NEVER else number(account.aligned),
        "operation": None if account.operation is None else structure(_operation_told(account.operation)),
        "quote": None if account.quote is None else structure([account.quote.plan, microseconds(account.quote.at)]),
        "look": _moment_told(account.next_look),
        "export": _moment_told(account.next_export),
        "reconcile": _moment_told(account.next_reconcile),
        "review": structure([_review_told(review) for review in account.review]) if account.review else None,
        "version": number(account.version),
    }
    return {name: value for name, value in told.items() if value is not None}


def from_item(item: Attributes) -> BillingAccount:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return BillingAccount(
        customer=CustomerId(as_text(item["customer"])) if "customer" in item else None,
        subscription=_subscription(as_structure(item["subscription"])) if "subscription" in item else None,
        trial_used=is_so(item.get("trial_used")),
        aligned=as_number(item["aligned"]) if "aligned" in item else _NEVER,
        operation=_operation(*as_structure(item["operation"])) if "operation" in item else None,
        quote=_quote(*as_structure(item["quote"])) if "quote" in item else None,
        next_look=_moment(item, "look"),
        next_export=_moment(item, "export"),
        next_reconcile=_moment(item, "reconcile"),
        review=tuple(_review(*told) for told in as_structure(item["review"])) if "review" in item else (),
        version=as_number(item["version"]),
    )


def _subscription_told(subscription: Subscription) -> dict[str, object]:
    told: dict[str, object] = {
        "id": subscription.id,
        "plan": subscription.plan,
        "version": subscription.plan_version,
        "status": subscription.status.value,
        "started": microseconds(subscription.started_at),
        "period": microseconds(subscription.period_end),
        "trial": None if subscription.trial_ends_at is None else microseconds(subscription.trial_ends_at),
        "next": subscription.next_plan,
        "ends": None if subscription.ends_at is None else microseconds(subscription.ends_at),
        "unpaid": None if subscription.unpaid_since is None else microseconds(subscription.unpaid_since),
        "quantity": None if subscription.quantity == 1 else subscription.quantity,
        "half": True if subscription.half_scheduled else None,
        "foreign": True if subscription.foreign_meters else None,
    }
    return {name: part for name, part in told.items() if part is not None}


def _subscription(told: Mapping[str, Any]) -> Subscription:
    return Subscription(
        id=SubscriptionId(told["id"]),
        plan=PlanId(told["plan"]),
        plan_version=told["version"],
        status=SubscriptionStatus(told["status"]),
        started_at=from_microseconds(told["started"]),
        period_end=from_microseconds(told["period"]),
        trial_ends_at=from_microseconds(told["trial"]) if "trial" in told else None,
        next_plan=PlanId(told["next"]) if "next" in told else None,
        ends_at=from_microseconds(told["ends"]) if "ends" in told else None,
        unpaid_since=from_microseconds(told["unpaid"]) if "unpaid" in told else None,
        quantity=told.get("quantity", 1),
        half_scheduled="half" in told,
        foreign_meters="foreign" in told,
    )


def _operation_told(operation: Operation) -> list[object]:
    at, begun_at = microseconds(operation.at), microseconds(operation.begun_at)
    return [operation.id, operation.plan, operation.plan_version, at, begun_at]


def _operation(operation_id: str, plan: str, plan_version: int, at: int, begun_at: int) -> Operation:
    return Operation(operation_id, PlanId(plan), plan_version, from_microseconds(at), from_microseconds(begun_at))


def _quote(plan: str, at: int) -> Quote:
    return Quote(PlanId(plan), from_microseconds(at))


def _review_told(review: Review) -> list[object]:
    return [microseconds(review.at), review.subject, review.reason]


def _review(at: int, subject: str, reason: str) -> Review:
    return Review(from_microseconds(at), subject, reason)


def _moment_told(at: datetime | None) -> AttributeValue | None:
    return None if at is None else moment(at)


def _moment(item: Attributes, name: str) -> datetime | None:
    return as_moment(item[name]) if name in item else None
