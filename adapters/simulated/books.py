"""What the simulated provider has written down of its customers. All of it is read and changed under its lock."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from application.ports.payments import Order
from domain.billing.export import ExportRow
from domain.billing.invoice import InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, SubscriptionId
from domain.plans.plan import Plan

_DIGITS: Final = 20


class Card(StrEnum):
    """How a customer pays; None in its place: not at all."""

    WORKS = "works"
    DECLINES = "declines"
    """It can be attached, and then each charge is declined."""


@dataclass(frozen=True, slots=True)
class Debit:
    """What was last debited for a plan, and for which time: so much can be credited."""

    cents: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """The time whose usage an invoice has, without its end, and the plan whose meters it has."""

    starts_at: datetime
    ends_at: datetime
    plan: Plan


@dataclass(eq=False, slots=True)
class Agreement:
    """One subscription."""

    id: SubscriptionId
    plan: Plan
    started_at: datetime
    period_end: datetime
    usage_from: datetime
    """When the period began, or the trial will be over."""
    metered_from: datetime
    """Usage dated before is not this subscription's next invoice's: its meters are those of the plan since then."""
    debit: Debit | None = None
    """None: nothing was debited, as in a trial."""
    trial_ends_at: datetime | None = None
    trialing: bool = False
    next_plan: Plan | None = None
    ends_at: datetime | None = None
    ended: bool = False
    quantity: int = 1
    """How often the plan is charged."""
    replaces: SubscriptionId | None = None
    """The one that it was begun in the place of."""
    anchor: datetime | None = None
    """Where its months begin once the end of a trial was moved by hand; None: with the calendar's."""
    waiting: list[InvoiceLine] = field(default_factory=list)
    """Lines for the next invoice."""

    def used_until(self, moment: datetime) -> Window:
        return Window(self.metered_from, moment, self.plan)

    def forget_what_was_scheduled(self) -> None:
        self.next_plan = self.ends_at = None


@dataclass(eq=False, slots=True)
class Bill:
    """One invoice."""

    id: InvoiceId
    agreement: Agreement
    created_at: datetime
    charged: bool
    """Whether the card is charged; otherwise the customer is sent the invoice."""
    lines: list[InvoiceLine]
    usage: Window | None = None
    """As long as it is a draft: the time whose usage is added when it becomes final."""
    final_at: datetime | None = None
    """When a draft becomes final."""
    number: str | None = None
    status: InvoiceStatus = InvoiceStatus.DRAFT
    total_cents: int = 0
    due_cents: int = 0
    paid_cents: int = 0
    unpaid_since: datetime | None = None
    """When it was, or will have been, payable in vain."""
    retries: list[datetime] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Customer:
    """One customer with everything that it has."""

    id: CustomerId
    payer: Payer
    card: Card | None = None
    deleted: bool = False
    """Whether somebody has deleted it: what it was subscribed to has ended, and can still be read."""
    credit_cents: int = 0
    """What earlier invoices left over for the next ones."""
    agreements: list[Agreement] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    rows: dict[str, ExportRow] = field(default_factory=dict)
    """Usage, by the row's id."""

    def open_bills(self) -> tuple[Bill, ...]:
        """Return what is to be paid, oldest first."""
        return tuple(bill for bill in self.bills if bill.status is InvoiceStatus.OPEN)


@dataclass(eq=False, slots=True)
class Session:
    """A visit to one of the provider's pages."""

    customer: Customer
    return_url: str
    begun_at: datetime
    order: Order | None = None
    """What is subscribed to, at the checkout."""
    used: bool = False


class Names:
    """Makes identifiers that nobody guesses, and that no other process makes."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._made = 0

    def next(self, prefix: str) -> str:
        """Return a new identifier: `sub_` and 20 digits."""
        self._made += 1
        digest = hmac.new(self._secret, f"{prefix}|{self._made}".encode(), hashlib.sha256)
        return f"{prefix}_{digest.hexdigest()[:_DIGITS]}"
