"""What is said of a payment that did not succeed."""

import pytest

from domain.billing.refusals import PaymentRequired
from domain.plans.plan import PlanId


@pytest.mark.parametrize("reason", ["the card was declined", "the card was declined."])
def test_a_reason_ends_with_one_dot(reason: str) -> None:
    refusal = PaymentRequired(PlanId("pro"), reason)

    assert refusal.detail == "The plan pro was not paid: the card was declined. Nothing was changed."
