"""The simulated provider: its pages without HTTP."""

from datetime import datetime
from typing import Final, final

from adapters.simulated.books import Card as SimulatedCard
from adapters.simulated.pages import SimulatedPages
from adapters.simulated.provider import SimulatedProvider
from application.ports.payments import PaymentFailed
from domain.billing.subscription import CustomerId
from domain.billing.wording import plan_words, usage_of
from tests.features.billing import PaymentPage, Provider, Receive
from tests.features.driver import Refused
from tests.features.words import Card

CARDS: Final[dict[Card, SimulatedCard]] = {"works": SimulatedCard.WORKS, "declines": SimulatedCard.DECLINES}


@final
class SimulatedProviderPages(Provider):
    def __init__(self, provider: SimulatedProvider, pages: SimulatedPages) -> None:
        self._provider = provider
        self._pages = pages
        self._untold: list[CustomerId] = []
        self._loses = False

    def read(self, url: str) -> PaymentPage:
        pages = self._pages
        plan = pages.checkout(page(url)).plan if "/checkout/" in url else pages.portal(page(url)).plan
        return PaymentPage(() if plan is None else (plan_words(plan), *usage_of(plan)))

    def pay_at_checkout(self, url: str, card: Card) -> None:
        try:
            self._untold.append(self._pages.pay_at_checkout(page(url), CARDS[card]))
        except PaymentFailed as failed:
            raise Refused("payment-required", failed.reason) from failed

    def enter_card(self, url: str, card: Card | None) -> None:
        self._pages.change_card(self._visitor(url), None if card is None else CARDS[card])

    def pay_open(self, url: str) -> None:
        self._pages.pay_open(self._visitor(url))

    def cancel_subscriptions(self) -> None:
        for customer in self._provider.customers:
            self._pages.cancel(customer)
            self._untold.append(customer)

    def end_subscriptions(self) -> None:
        for customer in self._provider.customers:
            self._pages.end(customer)
            self._untold.append(customer)

    def finalise_drafts(self) -> None:
        for customer in self._provider.customers:
            self._pages.finalise(customer)
            self._untold.append(customer)

    def move_trial_ends(self, ends_at: datetime) -> None:
        for customer in self._provider.customers:
            self._pages.move_trial_end(customer, ends_at)
            self._untold.append(customer)

    def delete_customers(self) -> None:
        for customer in list(self._provider.customers):
            self._pages.delete(customer)
            self._untold.append(customer)

    def _visitor(self, url: str) -> CustomerId:
        customer = self._pages.portal(page(url)).customer
        self._untold.append(customer)
        return customer

    def pass_time(self) -> None:
        self._provider.catch_up()

    def tell(self, receive: Receive) -> None:
        customers, self._untold = self._untold, []
        for customer in () if self._loses else customers:
            receive(*self._provider.notice(customer))

    def lose_notices(self) -> None:
        self._loses = True

    def lose_next_answer(self) -> None:
        self._provider.lost = True

    def go_down(self) -> None:
        self._provider.outage = True

    def come_back(self) -> None:
        self._provider.outage = False

    def live_subscriptions(self) -> int:
        customers = self._provider.customers.values()
        return sum(not agreement.ended for customer in customers for agreement in customer.agreements)


def page(url: str) -> str:
    """Return the name of the page that an address leads to."""
    return url.rpartition("/")[2]
