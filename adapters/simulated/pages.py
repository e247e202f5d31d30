"""What a person does at the provider's pages, without HTTP."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from adapters.simulated.books import Agreement, Card, Customer, Session
from adapters.simulated.course import told
from adapters.simulated.lines import begun
from adapters.simulated.provider import SimulatedProvider
from adapters.simulated.till import check_payable, due, pay
from application.ports.payments import Order
from domain.billing.invoice import Invoice, InvoiceStatus, Preview
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId, Subscription
from domain.errors import Conflict, NotFound
from domain.plans.plan import Plan

CHECKOUT_WORKS: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CheckoutPage:
    """What a checkout shows."""

    customer: CustomerId
    payer: Payer
    plan: Plan
    now: Preview
    """What is to be paid at once: nothing, where a trial begins."""
    trial_ends_at: datetime | None
    return_url: str
    open: bool
    """Whether it can be paid here: once, and within a day."""


@dataclass(frozen=True, slots=True)
class PortalPage:
    """What the portal shows."""

    customer: CustomerId
    payer: Payer
    card: Card | None
    plan: Plan | None
    """What is subscribed to."""
    subscriptions: tuple[Subscription, ...]
    invoices: tuple[Invoice, ...]
    owed_cents: int
    return_url: str


class SimulatedPages:
    """The checkout and the portal. A page is named by the last part of its address; an unknown one: NotFound."""

    def __init__(self, provider: SimulatedProvider) -> None:
        self._provider = provider

    def checkout(self, session_id: str) -> CheckoutPage:
        """Return what a checkout shows."""
        with self._provider.visited():
            session, order = self._checkout(session_id)
            is_open = self._is_open(session)
            lines = begun(order, self._provider.now()).lines if is_open else ()
            return CheckoutPage(
                customer=session.customer.id,
                payer=session.customer.payer,
                plan=order.plan,
                now=Preview(lines, due(session.customer, lines)),
                trial_ends_at=order.trial_ends_at,
                return_url=session.return_url,
                open=is_open,
            )

    def pay_at_checkout(self, session_id: str, card: Card) -> CustomerId:
        """Enter a card and subscribe; PaymentFailed: neither has happened. Conflict: the page works no longer."""
        with self._provider.visited():
            session, order = self._checkout(session_id)
            if not self._is_open(session):
                raise Conflict("this page was used already, or its day is over")
            customer, before = session.customer, session.customer.card
            try:
                customer.card = card
                self._provider.course.begin(customer, order, self._provider.now())
                session.used = True
            finally:
                if not session.used:
                    customer.card = before
            self._pay_owed(customer)
            return customer.id

    def portal(self, session_id: str) -> PortalPage:
        """Return what the portal shows."""
        with self._provider.visited():
            session = self._provider.page(session_id)
            customer, now = session.customer, self._provider.now()
            return PortalPage(
                customer=customer.id,
                payer=customer.payer,
                card=customer.card,
                plan=next((agreement.plan for agreement in reversed(_live(customer))), None),
                subscriptions=tuple(told(customer, agreement, now) for agreement in reversed(customer.agreements)),
                invoices=tuple(self._provider.till.shown(customer, bill) for bill in reversed(customer.bills)),
                owed_cents=sum(bill.due_cents for bill in customer.open_bills()),
                return_url=session.return_url,
            )

    def change_card(self, customer: CustomerId, card: Card | None) -> None:
        """Pay with another card, or (None) with none; one that works pays at once what was declined."""
        with self._provider.visited():
            known = self._provider.customer(customer)
            known.card = card
            self._pay_owed(known)

    def pay_open(self, customer: CustomerId) -> None:
        """Pay everything that is open: by card, and what was sent by bank. PaymentFailed: nothing was paid."""
        with self._provider.visited():
            known = self._provider.customer(customer)
            check_payable(known, sum(bill.due_cents for bill in known.open_bills() if bill.charged))
            for bill in known.open_bills():
                pay(bill)

    def cancel(self, customer: CustomerId) -> None:
        """End what is subscribed to when its period ends."""
        with self._provider.visited():
            for agreement in _live(self._provider.customer(customer)):
                agreement.forget_what_was_scheduled()
                agreement.ends_at = agreement.period_end

    def end(self, customer: CustomerId) -> None:
        """End what is subscribed to at once, and invoice nothing: as a person does by hand."""
        with self._provider.visited():
            for agreement in _live(self._provider.customer(customer)):
                agreement.ended = True

    def finalise(self, customer: CustomerId) -> None:
        """Make the drafts of invoices final before their time, as a person does by hand."""
        with self._provider.visited():
            known = self._provider.customer(customer)
            for bill in [bill for bill in known.bills if bill.status is InvoiceStatus.DRAFT]:
                self._provider.till.finalise(known, bill, self._provider.now())

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        """Let a trial end at another moment, as a person does by hand: the months begin then, too."""
        with self._provider.visited():
            for agreement in _live(self._provider.customer(customer)):
                agreement.trialing = True
                agreement.trial_ends_at = agreement.period_end = agreement.anchor = ends_at

    def delete(self, customer: CustomerId) -> None:
        """Delete a customer, as the operator can at the provider's own desk: all ends at once, without an invoice."""
        with self._provider.visited():
            known = self._provider.customer(customer)
            known.deleted, known.card = True, None
            for agreement in _live(known):
                agreement.ended = True
            for bill in known.bills:
                bill.final_at, bill.retries = None, []

    def _pay_owed(self, customer: Customer) -> None:
        declined = (bill for bill in customer.open_bills() if bill.charged)
        for bill in declined if customer.card is Card.WORKS else ():
            pay(bill)

    def _checkout(self, session_id: str) -> tuple[Session, Order]:
        """Return a checkout and what is ordered there now: the plan is paid from the payment on."""
        session = self._provider.page(session_id)
        if session.order is None:
            raise NotFound
        return session, replace(session.order, at=self._provider.now())

    def _is_open(self, session: Session) -> bool:
        return not session.used and self._provider.now() - session.begun_at < CHECKOUT_WORKS


def _live(customer: Customer) -> list[Agreement]:
    return [agreement for agreement in customer.agreements if not agreement.ended]
