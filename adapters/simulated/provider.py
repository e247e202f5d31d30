"""The simulated provider itself: its customers, its clock, and what happens there by itself."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import TypeVar, cast

from adapters.simulated.books import Agreement, Customer, Names, Session
from adapters.simulated.course import Course
from adapters.simulated.till import Till, meters_of
from application.ports.clock import Clock
from application.ports.payments import PaymentFailed, ProviderRefused
from domain.billing.subscription import CustomerId, SubscriptionId
from domain.errors import Unavailable
from domain.plans.catalogue import Catalogue

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Answered:
    """What was asked under a key, and what came of it."""

    asked: object
    answer: object


class SimulatedProvider:
    """One payment provider for a whole process, forgotten at its end. Safe to use from any thread.

    `secret` signs its notices and makes its identifiers; nothing else may know it. Links begin with `base_url`.
    Tests switch it off and on: while `outage` is set nothing is done, and each method raises Unavailable;
    when `lost` is set the next method is carried out, and its answer does not arrive (Unavailable too).
    """

    def __init__(self, clock: Clock, catalogue: Catalogue, base_url: str, secret: bytes) -> None:
        self.outage = False
        self.lost = False
        self.customers: dict[CustomerId, Customer] = {}
        self.sessions: dict[str, Session] = {}
        self.till = Till(meters_of(catalogue))
        self.names = Names(secret)
        self.course = Course(self.till, self.names)
        self.base_url = base_url.rstrip("/")
        self._clock = clock
        self._secret = secret
        self._lock = RLock()
        self._answered: dict[str, _Answered] = {}

    def now(self) -> datetime:
        """Return the present whole second: it counts no finer."""
        return self._clock.now().replace(microsecond=0)

    def catch_up(self) -> None:
        """Do everything that has become due, in order."""
        with self._lock:
            for customer in self.customers.values():
                self.course.catch_up(customer, self.now())

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let one request be served, unless it is switched off."""
        with self._lock:
            if self.outage:
                raise Unavailable
            self.catch_up()
            try:
                yield
            finally:
                if self.lost:
                    self.lost = False
                    raise Unavailable

    @contextmanager
    def visited(self) -> Iterator[None]:
        """Let a person do something on a page: pages always work."""
        with self._lock:
            self.catch_up()
            yield

    def once(self, key: str, asked: object, act: Callable[[], Answer]) -> Answer:
        """Act, and give what came of it again whenever the same is asked under the same key."""
        known = self._answered.get(key)
        if known is None:
            known = self._answered[key] = _Answered(asked, _outcome(act))
        if known.asked != asked:
            raise ProviderRefused(f"the key {key} was used for something else")
        if isinstance(known.answer, PaymentFailed):
            raise PaymentFailed(known.answer.reason)
        return cast("Answer", known.answer)

    def customer(self, customer: CustomerId) -> Customer:
        """Return a customer's books; ProviderRefused when there is none of that name."""
        found = self.customers.get(customer)
        if found is None:
            raise ProviderRefused(f"there is no customer {customer}")
        return found

    def agreement(self, subscription: SubscriptionId) -> tuple[Customer, Agreement]:
        """Return a subscription and whose it is; ProviderRefused when there is none of that name."""
        for customer in self.customers.values():
            for agreement in customer.agreements:
                if agreement.id == subscription:
                    return customer, agreement
        raise ProviderRefused(f"there is no subscription {subscription}")

    def live(self, subscription: SubscriptionId) -> tuple[Customer, Agreement]:
        """Return a subscription that can be changed; ProviderRefused when it has ended."""
        customer, agreement = self.agreement(subscription)
        if agreement.ended:
            raise ProviderRefused(f"the subscription {subscription} has ended")
        return customer, agreement

    def notice(self, customer: CustomerId | None, kind: str = "customer.subscription.updated") -> tuple[bytes, str]:
        """Return a notice that something has changed for a customer: the body, and its signature."""
        with self._lock:
            said = {"id": self.names.next("evt"), "type": kind, "customer": customer}
            body = json.dumps(said).encode()
            told_at = int(self.now().timestamp())
        return body, f"t={told_at},v1={self.signature(told_at, body)}"

    def signature(self, told_at: int, body: bytes) -> str:
        """Return what the provider signs a body with that it tells at a second since 1970."""
        return hmac.new(self._secret, b"%d.%b" % (told_at, body), hashlib.sha256).hexdigest()


def _outcome(act: Callable[[], object]) -> object:
    try:
        return act()
    except PaymentFailed as failed:
        return failed
