"""Refusals that have to do with paying."""

from dataclasses import dataclass
from typing import ClassVar

from domain.errors import Refusal
from domain.plans.plan import PlanId


@dataclass(eq=False)
class PaymentRequired(Refusal):
    """The plan is not changed before it is paid, and that did not succeed."""

    code: ClassVar[str] = "payment-required"
    plan: PlanId
    reason: str

    @property
    def detail(self) -> str:
        return f"The plan {self.plan} was not paid: {self.reason.rstrip('. ')}. Nothing was changed."
