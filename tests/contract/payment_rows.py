"""Rows of the golden tables: a story of a customer, and the invoices that it comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.billing.invoice import Invoice
from domain.plans.plan import Plan
from tests.contract.payment_stage import Office, PaymentStage, office

Step = Callable[[Office], object]


@dataclass(frozen=True, slots=True)
class Row:
    """A story, and its invoices, oldest first: the amounts, smallest first, and what is due after credits."""

    title: str
    steps: tuple[Step, ...]
    invoices: list[tuple[list[int], int]]


def on(moment: str) -> Step:
    return lambda acme: acme.stage.come(datetime.fromisoformat(moment))


def subscribe(plan: Plan, trial_ends_at: str | None = None) -> Step:
    ends_at = None if trial_ends_at is None else datetime.fromisoformat(trial_ends_at)
    return lambda acme: acme.subscribe(plan, ends_at)


def upgrade(plan: Plan) -> Step:
    return lambda acme: acme.upgrade(plan)


def exchange(plan: Plan) -> Step:
    return lambda acme: acme.exchange(plan)


def use(units: int, meter: str, dated: str) -> Step:
    return lambda acme: acme.use(units, datetime.fromisoformat(dated), meter)


def bill_usage(cents: int, dated: str) -> Step:
    return lambda acme: acme.bill_usage(cents, datetime.fromisoformat(dated))


def told(stage: PaymentStage, row: Row) -> Office:
    acme = office(stage)
    for step in row.steps:
        step(acme)
    return acme


def added_up(invoice: Invoice) -> int:
    return sum(line.amount_cents for line in invoice.lines)
