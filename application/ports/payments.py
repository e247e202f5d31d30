"""The payment provider: who pays, what is subscribed to, what was invoiced."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.billing.invoice import Invoice, Preview
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId
from domain.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Order:
    """What a customer subscribes to: a plan, from `at` (whole seconds, UTC) on.

    Each calendar month is paid in advance, the rest of the first one in proportion, after the trial if there is one.
    A plan that only the operator grants is invoiced, to be paid within 30 days; all others are charged.
    """

    plan: Plan
    at: datetime
    trial_ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An amount that the provider does not compute itself: an invoice line dated `at`, below zero a credit."""

    cents: int
    description: str
    at: datetime
    """In the cycle that it is about, in whole seconds."""
    meter: str | None = None
    """Of usage: the name of its export meter."""
    at_once: bool = False
    """Whether it cannot wait for the next invoice, once the invoice that it corrects is final."""


class PaymentFailed(Exception):
    """The payment was declined, or there is no way to pay. Nothing was changed; `reason` is for the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderRefused(Exception):
    """The provider will not do what was asked, however often: a person must look. `reason` is for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CustomerGone(ProviderRefused):
    """The provider has no such customer, or has one no more: another one must be opened."""


class Payments(Protocol):
    """Stripe, or whoever stands in for it. It is never asked while usage is recorded or somebody logs in.

    Each method may raise `Unavailable` (out of reach, or too busy: it may or may not have happened, and asking again
    with the same `key` does it once) and `ProviderRefused`; what is asked for a customer that was deleted there raises
    its kind `CustomerGone`, while what it was subscribed to and invoiced can still be read. A `key` is at most 200
    characters, made of what is asked and kept by the caller before the call.
    """

    def open_customer(self, payer: Payer, key: str) -> CustomerId:
        """Make the organization known to the provider."""
        ...

    def payer(self, customer: CustomerId) -> Payer | None:
        """Return who pays, as the provider has it; None: it has no such customer, or has one no more."""
        ...

    def rename_customer(self, customer: CustomerId, payer: Payer) -> None:
        """Bring name and address up to date. CustomerGone."""
        ...

    def subscribe(self, customer: CustomerId, order: Order, key: str) -> Subscription:
        """Begin a subscription. Without a trial it is paid at once: PaymentFailed, and none has begun."""
        ...

    def extend_trial(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        """Let a trial end at `order.trial_ends_at`, with calendar months after it: begin another one, end this one.

        The other one is charged in the same way; it `replaces` this one, which could still be found with it after a
        crash. Whatever was scheduled before is forgotten.
        """
        ...

    def upgrade(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        """Change to a dearer plan from `order.at` on, and charge the difference at once.

        PaymentFailed: the subscription is as it was before.
        """
        ...

    def exchange(self, subscription: SubscriptionId, order: Order, key: str) -> Subscription:
        """Change the plan from `order.at` on without asking for a payment: the next invoice has the difference.

        A moment before the period, decided before it began, means its beginning: then the difference is put onto the
        invoice of that beginning while it is a draft, and else onto one that is made and final at once. In a trial
        there is no difference. Whatever was scheduled before is forgotten.
        """
        ...

    def schedule(self, subscription: SubscriptionId, plan: Plan, key: str) -> Subscription:
        """Change to a plan when the period ends, without proration. Whatever was scheduled before is forgotten."""
        ...

    def end_later(self, subscription: SubscriptionId, at: datetime, key: str) -> Subscription:
        """End at `at`, the end of a cycle or of the trial. Whatever was scheduled before is forgotten."""
        ...

    def keep(self, subscription: SubscriptionId, key: str) -> Subscription:
        """Go on with the plan as it is: whatever was scheduled, also half, is forgotten."""
        ...

    def end_now(self, subscription: SubscriptionId, *, credited: bool = True) -> None:
        """End at once. What is left of the cycle is credited, usage so far invoiced; ended already: nothing."""
        ...

    def adjust(self, subscription: SubscriptionId, adjustment: Adjustment, key: str) -> None:
        """Put an amount onto an invoice of a subscription, also of one that has ended.

        That is the draft with the usage or the price of the adjustment's cycle, else the next invoice. Where none is
        to come, or it may not wait, one is made and final at once; what it is below zero is the customer's credit.
        """
        ...

    def preview(self, subscription: SubscriptionId | None, order: Order) -> Preview:
        """Return what `upgrade` (without a subscription: `subscribe`) would charge if `order` were placed."""
        ...

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...]:
        """Return all subscriptions of a customer, newest first, ended ones included."""
        ...

    def invoices(self, customer: CustomerId, since: datetime) -> tuple[Invoice, ...]:
        """Return the invoices made at `since` or later, newest first."""
        ...

    def can_pay(self, customer: CustomerId) -> bool:
        """Tell whether there is a way to charge the customer."""
        ...

    def checkout(self, customer: CustomerId, order: Order, return_url: str, key: str) -> str:
        """Return the address of a page where a person enters how to pay, and subscribes. It works for a day."""
        ...

    def portal(self, customer: CustomerId, return_url: str) -> str:
        """Return the address of a page where a person changes how to pay, pays what is owed and sees invoices."""
        ...
