"""The simulated provider on stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import pytest

from adapters.simulated.books import Card
from adapters.simulated.exporter import SimulatedExporter
from adapters.simulated.notices import SimulatedNotices
from adapters.simulated.pages import SimulatedPages
from adapters.simulated.payments import SimulatedPayments
from adapters.simulated.provider import SimulatedProvider
from adapters.system.clocks import MovableClock
from domain.billing.subscription import CustomerId
from tests.contract.payment_stage import CATALOGUE, START

BASE_URL: Final = "http://localhost:8000"

_CARDS: Final = {True: Card.WORKS, False: Card.DECLINES, None: None}


class SimulatedStage:
    def __init__(self, secret: bytes = b"the secret of this stage") -> None:
        self.clock = MovableClock(START)
        self.catalogue = CATALOGUE
        self.provider = SimulatedProvider(self.clock, CATALOGUE, BASE_URL, secret)
        self.payments = SimulatedPayments(self.provider)
        self.exporter = SimulatedExporter(self.provider)
        self.notices = SimulatedNotices(self.provider)
        self.pages = SimulatedPages(self.provider)

    def card(self, customer: CustomerId, works: bool | None) -> None:
        self.pages.change_card(customer, _CARDS[works])

    def pay_at_checkout(self, url: str) -> None:
        self.pages.pay_at_checkout(page(url), Card.WORKS)

    def move_trial_end(self, customer: CustomerId, ends_at: datetime) -> None:
        self.pages.move_trial_end(customer, ends_at)

    def delete(self, customer: CustomerId) -> None:
        self.pages.delete(customer)

    def come(self, moment: datetime) -> None:
        self.clock.set(moment)
        self.provider.catch_up()

    @contextmanager
    def outage(self) -> Iterator[None]:
        self.provider.outage = True
        try:
            yield
        finally:
            self.provider.outage = False

    def lose_next_answer(self) -> None:
        self.provider.lost = True

    def notice(self, customer: CustomerId) -> tuple[bytes, str]:
        return self.provider.notice(customer)


def page(url: str) -> str:
    """Return the name of the page that an address leads to."""
    return url.rpartition("/")[2]


class Simulated:
    @pytest.fixture
    def stage(self) -> SimulatedStage:
        return SimulatedStage()
