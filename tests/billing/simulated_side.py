"""The simulated payment provider, seen from its own side: what people do there, what it tells, and what it knows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from adapters.simulated.books import Card, Customer
from adapters.simulated.course import told
from adapters.simulated.exporter import SimulatedExporter
from adapters.simulated.notices import SimulatedNotices
from adapters.simulated.pages import SimulatedPages
from adapters.simulated.payments import SimulatedPayments
from adapters.simulated.provider import SimulatedProvider
from adapters.system.clocks import MovableClock
from domain.billing.subscription import CustomerId
from domain.plans.catalogue import Catalogue
from entrypoints.container.provider import Provider

BASE_URL: Final = "http://localhost:8000"
_CARDS: Final = {True: Card.WORKS, False: Card.DECLINES, None: None}


class SimulatedSide:
    """A provider that tells of each subscription and each invoice that has changed."""

    def __init__(self, clock: MovableClock, catalogue: Catalogue) -> None:
        self._simulated = SimulatedProvider(clock, catalogue, BASE_URL, b"the secret of this stage")
        self._pages = SimulatedPages(self._simulated)
        self._known: dict[str, object] = {}
        self._told = 0
        self.ports = Provider(
            payments=SimulatedPayments(self._simulated),
            usage_exporter=SimulatedExporter(self._simulated),
            payment_notices=SimulatedNotices(self._simulated),
            simulated=self._simulated,
            pages=self._pages,
        )

    @property
    def customers(self) -> tuple[CustomerId, ...]:
        return tuple(self._simulated.customers)

    def card(self, customer: CustomerId, works: bool | None) -> None:
        """Let a person enter another card, or (None) take it away."""
        self._pages.change_card(customer, _CARDS[works])

    def pay_at_checkout(self, url: str) -> None:
        self._pages.pay_at_checkout(url.rpartition("/")[2], Card.WORKS)

    def cancel(self, customer: CustomerId) -> None:
        """Let a person cancel at the portal."""
        self._pages.cancel(customer)

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        """Let the operator move the end of a trial by hand."""
        self._pages.move_trial_end(customer, ends_at)

    def delete(self, customer: CustomerId) -> None:
        """Let somebody delete a customer there."""
        self._pages.delete(customer)

    @contextmanager
    def outage(self) -> Iterator[None]:
        self._simulated.outage = True
        try:
            yield
        finally:
            self._simulated.outage = False

    def forget_keys(self) -> None:
        """Know no idempotency key any more, as Stripe may after 24 hours."""
        self._simulated.answers.clear()

    def news(self) -> list[bytes]:
        """Return a notice for each thing that has changed since the last time, as raw bytes."""
        self._simulated.catch_up()
        return [body for customer in self._simulated.customers.values() for body in self._news_of(customer)]

    def signed(self, body: bytes) -> str:
        """Sign a notice as it is sent now: a late one is signed anew."""
        told_at = int(self._simulated.now().timestamp())
        return f"t={told_at},v1={self._simulated.signature(told_at, body)}"

    def _news_of(self, customer: Customer) -> Iterator[bytes]:
        now = self._simulated.now()
        for kind, name, facts in _facts(customer, now):
            if self._known.get(name) != facts:
                self._known[name] = facts
                self._told += 1
                said = {"id": f"evt_{self._told}", "type": f"{kind}.updated", "customer": customer.id}
                yield json.dumps(said).encode()


def _facts(customer: Customer, now: datetime) -> Iterator[tuple[str, str, object]]:
    for agreement in customer.agreements:
        yield "customer.subscription", agreement.id, told(customer, agreement, now)
    for bill in customer.bills:
        yield "invoice", bill.id, (bill.status, bill.paid_cents)
