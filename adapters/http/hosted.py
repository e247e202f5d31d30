"""What the pages of a payment provider show and do, where this process stands in for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CheckoutPage:
    """A page on which a plan is subscribed to. Money in cents."""

    payer: str
    plan: str
    """In words, as the usage is."""
    usage: tuple[str, ...]
    """What each meter costs, once the plan is paid."""
    month_cents: int
    due_now_cents: int
    trial_ends_at: datetime | None
    return_url: str
    open: bool
    """Whether it can be paid here: once, and within a day."""


@dataclass(frozen=True, slots=True)
class PortalInvoice:
    """An invoice as the portal lists it."""

    number: str
    status: str
    created_at: datetime
    due_cents: int


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A page on which one sees how it is paid, and changes that. Money in cents."""

    payer: str
    card: str | None
    plan: str | None
    """What is subscribed to, in words."""
    usage: tuple[str, ...]
    """What each of its meters costs."""
    ends_at: datetime | None
    """When that ends, if it is cancelled."""
    invoices: tuple[PortalInvoice, ...]
    owed_cents: int
    return_url: str


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that the provider sends: the raw body and its signature."""

    body: bytes
    signature: str


class HostedPages(Protocol):
    """The provider's pages. `page_id` is the last part of an address that it gave out; an unknown one: NotFound.

    Where a card is charged in vain, or is none: PaymentFailed, and nothing was changed.
    """

    def checkout(self, page_id: str) -> CheckoutPage:
        """Return what a checkout shows."""
        ...

    def pay_at_checkout(self, page_id: str, card_number: str) -> Told:
        """Subscribe. Conflict: the page works no longer."""
        ...

    def portal(self, page_id: str) -> PortalPage:
        """Return what the portal shows."""
        ...

    def change_card(self, page_id: str, card_number: str) -> Told:
        """Pay with another card."""
        ...

    def pay_open(self, page_id: str) -> Told:
        """Pay everything that is owed."""
        ...

    def cancel(self, page_id: str) -> Told:
        """End what is subscribed to when its period ends."""
        ...
