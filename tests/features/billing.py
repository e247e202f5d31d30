"""What a scenario can do about plans that are paid for: at the product, and at the payment provider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tests.features.words import Caller, Card

Receive = Callable[[bytes, str], None]
"""Takes a notice of the provider: its body, and its signature."""


@dataclass(frozen=True)
class BillingPage:
    """How a company stands with its payments; `pending` is the plan that waits, and from when on."""

    plan: str
    state: str
    status: str
    price_cents: int | None
    trial_ends_at: datetime | None
    restricted_at: datetime | None
    pending: tuple[str, datetime] | None


@dataclass(frozen=True)
class BillLine:
    description: str
    cents: int
    meter: str | None = None


@dataclass(frozen=True)
class Bill:
    """One invoice: draft, open or paid."""

    status: str
    created_at: datetime
    lines: Sequence[BillLine]
    total_cents: int
    due_cents: int
    paid_cents: int


@dataclass(frozen=True)
class PlanPreview:
    """What a plan would cost, if it were chosen while the preview holds."""

    effective_at: datetime
    trial_ends_at: datetime | None
    lines: Sequence[BillLine]
    due_cents: int
    month_cents: int
    holds_until: datetime


@dataclass(frozen=True)
class PaymentPage:
    """What stands on a page of the payment provider as subscribed to: the plan, and what each meter costs."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Reconciled:
    """What the operator learns: the names of the differences that were found, and of those that are left."""

    found: frozenset[str]
    left: frozenset[str]


class Billing(Protocol):
    """Plans, payments and invoices, as the product offers them."""

    def billing(self, who: Caller, company: str) -> BillingPage: ...
    def choose_plan(self, who: Caller, company: str, plan: str) -> None: ...
    def preview(self, who: Caller, company: str, plan: str) -> PlanPreview: ...
    def cancel(self, who: Caller, company: str) -> None: ...
    def invoices(self, who: Caller, company: str) -> tuple[Bill, ...]:
        """Return the invoices that have a line, newest first."""
        ...

    def open_checkout(self, who: Caller, company: str, plan: str) -> str: ...
    def open_portal(self, who: Caller, company: str) -> str: ...
    def reconcile(self, company: str) -> Reconciled: ...


class Provider(Protocol):
    """The payment provider beside what the product asks of it: what people do at its pages, and what befalls it.

    A page is named by its address, which the product gave out. Pages work also while the product cannot reach it.
    """

    def read(self, url: str) -> PaymentPage:
        """Read a checkout or the portal."""
        ...

    def pay_at_checkout(self, url: str, card: Card) -> None:
        """Enter a card and subscribe; Refused with `payment-required` when that is declined."""
        ...

    def enter_card(self, url: str, card: Card | None) -> None:
        """Pay with this card from now on, or with none; one that works pays at once what was declined."""
        ...

    def pay_open(self, url: str) -> None:
        """Pay all that is open: what was sent, too."""
        ...

    def end_subscriptions(self) -> None:
        """End what is subscribed to at once, and invoice nothing, as a person does by hand."""
        ...

    def cancel_subscriptions(self) -> None:
        """End what is subscribed to when its period ends, as the operator can at the provider's own desk."""
        ...

    def finalise_drafts(self) -> None:
        """Make every draft of an invoice final, as the operator can at the provider's own desk."""
        ...

    def move_trial_ends(self, ends_at: datetime) -> None:
        """Let every trial end at another moment, as the operator can at the provider's own desk."""
        ...

    def delete_customers(self) -> None:
        """Delete every customer, as the operator can at the provider's own desk."""
        ...

    def pass_time(self) -> None:
        """Do what has become due there."""
        ...

    def tell(self, receive: Receive) -> None:
        """Send the notices that have come up since the last time, unless they get lost."""
        ...

    def lose_notices(self) -> None:
        """Let all notices get lost from now on."""
        ...

    def lose_next_answer(self) -> None:
        """Let the next request for a payment be carried out, and its answer not arrive."""
        ...

    def go_down(self) -> None: ...
    def come_back(self) -> None: ...
    def live_subscriptions(self) -> int:
        """Return how many subscriptions can still cost money."""
        ...
