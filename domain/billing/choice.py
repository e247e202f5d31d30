"""What it means when an owner chooses a plan."""

from datetime import datetime
from enum import Enum, auto

from domain.billing.refusals import PaymentRequired
from domain.billing.state import PastDue, Paying, Restricted, Trialing, Unbilled
from domain.organizations.organization import Organization
from domain.plans.change import narrows_any
from domain.plans.plan import Plan


class Choice(Enum):
    """What is to be done."""

    NOTHING = auto()
    """It is in force, and nothing waits."""
    STAY = auto()
    """It is in force; what waits is taken back."""
    TRY = auto()
    """A trial begins."""
    MOVE = auto()
    """It can be decided here: it is smaller, or costs nothing now."""
    BUY = auto()
    """It must be paid first."""


def choice_of(organization: Organization, wanted: Plan, now: datetime, *, trial_used: bool) -> Choice:
    """Return what choosing `wanted` means now; PaymentRequired where an earlier payment is owed."""
    current = organization.plan(now)
    if wanted.id == current.id:
        return Choice.NOTHING if organization.plans.pending(now) is None else Choice.STAY
    widens = not narrows_any(current, wanted)
    match organization.billing:
        case Unbilled() if wanted.paid:
            return Choice.BUY if trial_used else Choice.TRY
        case Unbilled() | Trialing():
            return Choice.MOVE
        case Paying():
            return Choice.BUY if widens and wanted.paid else Choice.MOVE
        case PastDue() | Restricted():
            if widens:
                raise PaymentRequired(wanted.id, "an earlier payment is still owed")
            return Choice.MOVE
