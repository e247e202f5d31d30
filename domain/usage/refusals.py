"""What a sender of usage is told when a record cannot be counted."""

from dataclasses import dataclass
from typing import ClassVar

from domain.billing_cycle import BillingCycle
from domain.errors import Refusal


@dataclass(eq=False)
class CycleClosed(Refusal):
    """The record belongs to a cycle that closed 48 hours after its end."""

    code: ClassVar[str] = "cycle-closed"
    cycle: BillingCycle

    @property
    def detail(self) -> str:
        return f"The billing cycle {self.cycle} is closed."
