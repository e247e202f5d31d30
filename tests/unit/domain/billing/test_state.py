"""What payments allow an organization, and what a subscription may still cost."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.billing.state import GRACE, PastDue, Restricted, owing
from domain.billing.subscription import Subscription, SubscriptionId, SubscriptionStatus
from domain.plans.plan import PlanId

FAILED = datetime(2026, 4, 16, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def subscription(status: SubscriptionStatus) -> Subscription:
    return Subscription(SubscriptionId("sub_1"), PlanId("pro"), 1, status, FAILED, FAILED + timedelta(days=14))


def test_who_owes_is_past_due_for_14_days() -> None:
    assert owing(FAILED, FAILED) == PastDue(FAILED)
    assert owing(FAILED, FAILED + timedelta(days=14) - SECOND) == PastDue(FAILED)


def test_then_it_is_restricted() -> None:
    assert owing(FAILED, FAILED + timedelta(days=14)) == Restricted(FAILED)
    assert owing(FAILED, FAILED + timedelta(days=400)) == Restricted(FAILED)


def test_past_due_tells_when_it_will_be_restricted() -> None:
    assert PastDue(FAILED).restricted_at == FAILED + GRACE


@pytest.mark.parametrize(
    "status", [SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE]
)
def test_a_subscription_that_can_cost_money_is_live(status: SubscriptionStatus) -> None:
    assert subscription(status).live


@pytest.mark.parametrize("status", [SubscriptionStatus.INCOMPLETE, SubscriptionStatus.ENDED])
def test_a_subscription_that_costs_no_more_is_not_live(status: SubscriptionStatus) -> None:
    assert not subscription(status).live
