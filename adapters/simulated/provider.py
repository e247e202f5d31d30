"""The simulated provider itself: its customers, its clock, and what happens there by itself."""

import hashlib
import hmac
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock
from typing import Final, TypeVar

from adapters.simulated.answers import Answers
from adapters.simulated.books import Agreement, Customer, Names, Session
from adapters.simulated.calendar import Calendar
from adapters.simulated.course import Course
from adapters.simulated.till import Till, meters_of
from application.ports.clock import Clock
from application.ports.payments import CustomerGone, ProviderRefused
from domain.billing.subscription import CustomerId, SubscriptionId
from domain.errors import NotFound, Unavailable
from domain.plans.catalogue import Catalogue

PAGES: Final = 20_000
"""So many pages are open at once."""

Answer = TypeVar("Answer")


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
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self.till = Till(meters_of(catalogue))
        self.names = Names(secret)
        self.course = Course(self.till, self.names)
        self.base_url = base_url.rstrip("/")
        self._clock = clock
        self._secret = secret
        self._lock = RLock()
        self.answers = Answers()
        self._agreements: dict[SubscriptionId, tuple[Customer, Agreement]] = {}
        self._calendar = Calendar()
        self._touched: dict[CustomerId, Customer] = {}

    def now(self) -> datetime:
        """Return the present whole second: it counts no finer."""
        return self._clock.now().replace(microsecond=0)

    def catch_up(self) -> None:
        """Do everything that has become due, each customer's in order. Nothing due costs nothing."""
        with self._lock:
            now = self.now()
            while (due := self._calendar.take(now)) is not None:
                customer = self.customers.get(due)
                if customer is not None:
                    self.course.catch_up(customer, now)
                    self._calendar.note(due, self.course.next_date(customer))

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
                self._put_back()
                if self.lost:
                    self.lost = False
                    raise Unavailable

    @contextmanager
    def visited(self) -> Iterator[None]:
        """Let a person do something on a page: pages always work."""
        with self._lock:
            self.catch_up()
            try:
                yield
            finally:
                self._put_back()

    def once(self, key: str, asked: object, act: Callable[[], Answer]) -> Answer:
        """Act, and give what came of it again whenever the same is asked under the same key."""
        return self.answers.once(key, asked, act, self.now())

    def open_page(self, session: Session) -> str:
        """Return the name of a new page. The oldest pages close when there are too many."""
        if len(self._sessions) >= PAGES:
            self._sessions.popitem(last=False)
        name = self.names.next("page")
        self._sessions[name] = session
        return name

    def page(self, name: str) -> Session:
        """Return the visit that a page was opened for; NotFound when there is none of that name."""
        session = self._sessions.get(name)
        if session is None or session.customer.deleted:
            raise NotFound
        self.touch(session.customer)
        return session

    def customer(self, customer: CustomerId) -> Customer:
        """Return the books of a customer who can be served; CustomerGone when there is none of that name any more."""
        found = self.books(customer)
        if found.deleted:
            raise CustomerGone(f"the customer {customer} was deleted")
        return found

    def books(self, customer: CustomerId) -> Customer:
        """Return a customer's books, also of one that was deleted; CustomerGone when there never was one."""
        found = self.customers.get(customer)
        if found is None:
            raise CustomerGone(f"there is no customer {customer}")
        return self.touch(found)

    def touch(self, customer: Customer) -> Customer:
        """Return a customer's books, which may be changed until the call is over."""
        self._touched[customer.id] = customer
        return customer

    def agreement(self, subscription: SubscriptionId) -> tuple[Customer, Agreement]:
        """Return a subscription and whose it is; ProviderRefused when there is none of that name."""
        found = self._agreements.get(subscription)
        if found is None:
            raise ProviderRefused(f"there is no subscription {subscription}")
        self.touch(found[0])
        return found

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

    def _put_back(self) -> None:
        """Note of the customers that were touched what is subscribed to, and when something happens next."""
        for name, customer in self._touched.items():
            self._agreements.update({agreement.id: (customer, agreement) for agreement in customer.agreements})
            self._calendar.note(name, self.course.next_date(customer))
        self._touched.clear()
