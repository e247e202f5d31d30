"""Stripe's twin: its pages over HTTP, as a browser meets them, and its notices."""

import re
from datetime import datetime
from html import unescape
from typing import Any, Final, final

import httpx

from entrypoints.stripe_twin import Fault, StripeTwin, billing, customers, payment_methods, subscriptions, updating
from tests.features.billing import PaymentPage, Provider, Receive
from tests.features.driver import Refused
from tests.features.words import Card

CARDS: Final[dict[Card, str]] = {"works": "4242424242424242", "declines": "4000000000000341"}
"""Numbers of https://docs.stripe.com/testing; the second one can be attached, and then each charge fails."""

OVER: Final = ("canceled", "incomplete_expired")


@final
class StripeTwinPages(Provider):
    def __init__(self, twin: StripeTwin, browser: httpx.Client) -> None:
        self._twin = twin
        self._browser = browser
        self._loses = False

    def read(self, url: str) -> PaymentPage:
        shown = self._browser.get(url).text
        listed = re.search(r"<tbody>(.*?)</tbody>|<strong>(.*?)</strong>", shown)
        assert listed is not None, shown
        rows = re.findall(r"(?:^|<td>|<br>)([^<]+)", listed[1] or listed[2])
        return PaymentPage(tuple(map(unescape, rows)))

    def pay_at_checkout(self, url: str, card: Card) -> None:
        self._send(url, card_number=CARDS[card])

    def enter_card(self, url: str, card: Card | None) -> None:
        if card is None:
            self._take_cards(self._visitor(url))
        else:
            self._send(url, action="card", card_number=CARDS[card])

    def pay_open(self, url: str) -> None:
        for invoice in list(self._twin.all("invoice", customer=self._visitor(url), status="open")):
            self._send(invoice["hosted_invoice_url"], card_number=CARDS["works"])

    def cancel_subscriptions(self) -> None:
        with self._twin.lock:
            for subscription in self._live():
                updating.update(self._twin, {"cancel_at": "max_period_end"}, subscription["id"])

    def end_subscriptions(self) -> None:
        with self._twin.lock:
            for subscription in self._live():
                subscriptions.cancel(self._twin, {}, subscription["id"])

    def finalise_drafts(self) -> None:
        with self._twin.lock:
            for invoice in list(self._twin.all("invoice", status="draft")):
                billing.finalize(self._twin, invoice)

    def move_trial_ends(self, ends_at: datetime) -> None:
        with self._twin.lock:
            for subscription in self._live():
                updating.update(self._twin, {"trial_end": int(ends_at.timestamp())}, subscription["id"])

    def delete_customers(self) -> None:
        with self._twin.lock:
            for customer in list(self._twin.all("customer")):
                customers.delete(self._twin, {}, customer["id"])

    def _send(self, url: str, **form: str) -> None:
        answer = self._browser.post(url, data=form)
        if answer.is_client_error:
            raise Refused("payment-required", answer.text)
        assert not answer.is_server_error, answer.text

    def _visitor(self, url: str) -> str:
        with self._twin.lock:
            return str(self._twin.get("billing_portal.session", url.rpartition("/")[2])["customer"])

    def _take_cards(self, customer: str) -> None:
        """Take all cards away: a person does so at a page that the twin has not."""
        with self._twin.lock:
            for method in list(self._twin.all("payment_method", customer=customer)):
                payment_methods.detach(self._twin, {}, method["id"])

    def pass_time(self) -> None:
        self._twin.catch_up()

    def tell(self, receive: Receive) -> None:
        def post(body: bytes, signature: str) -> int:
            if not self._loses:
                receive(body, signature)
            return httpx.codes.OK

        self._twin.deliver(post)

    def lose_notices(self) -> None:
        self._loses = True

    def lose_next_answer(self) -> None:
        self._twin.faults.next("POST", "/v1/subscriptions*", Fault.LOSE_ANSWER)

    def go_down(self) -> None:
        self._twin.faults.begin_outage()

    def come_back(self) -> None:
        self._twin.faults.end_outage()

    def live_subscriptions(self) -> int:
        return len(self._live())

    def _live(self) -> list[dict[str, Any]]:
        with self._twin.lock:
            return [known for known in self._twin.all("subscription") if known["status"] not in OVER]
