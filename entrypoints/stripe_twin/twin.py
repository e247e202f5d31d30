"""The state of the twin: every object that Stripe would hold, the clock it is told, and what happened."""

import copy
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from threading import RLock
from typing import Any, final

from entrypoints.stripe_twin import delivery, timeline
from entrypoints.stripe_twin.delivery import Outbox, Policy, Post, Sent
from entrypoints.stripe_twin.events import event_of
from entrypoints.stripe_twin.faults import Faults
from entrypoints.stripe_twin.idempotency import Answer, IdempotencyKeys
from entrypoints.stripe_twin.objects import Obj
from entrypoints.stripe_twin.refusals import missing
from entrypoints.stripe_twin.requests import Asked, Request, answered
from entrypoints.stripe_twin.turns import Turns

SHARED = {"product", "price", "billing.meter"}
"""What no invoice changes: a what-if looks at the same objects."""


@final
class StripeTwin:
    """One Stripe account in test mode, in memory, under one lock; safe for any thread.

    The clock tells aware times; nothing happens by itself, but `catch_up` does all that fell due, in order.
    `grace` is how long a renewal's invoice stays a draft. `seed` tells the ids of two twins apart.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        secret_key: str = "sk_test_twin",  # noqa: S107 - of an account that does not exist
        webhook_secret: str = "whsec_twin",  # noqa: S107
        webhook_url: str | None = None,
        grace: timedelta = timedelta(hours=72),
        seed: str = "",
    ) -> None:
        self.secret_key = secret_key
        self.webhook_secret = webhook_secret
        self.webhook_url = webhook_url
        self.grace = int(grace.total_seconds())
        self.base_url = "http://stripe-twin.invalid"
        self.lock = RLock()
        self.tables: dict[str, dict[str, Obj]] = {}
        self.events: list[Obj] = []
        self.requests: list[Asked] = []
        self.request_numbers = count(1)
        self.faults = Faults()
        self.keys = IdempotencyKeys()
        self.outbox = Outbox()
        self.snapshots: dict[str, Obj] = {}
        self.cause: Obj = {"id": None, "idempotency_key": None}
        self.offset = 0
        self.turns = Turns()
        self.counted: dict[tuple[str, str], list[Obj]] = {}
        self.identified: dict[str, Obj] = {}
        self.previewing = False
        self._clock = clock
        self._moment: int | None = None
        self._seed = seed
        self._issued = 0
        self._silent = False

    @property
    def now(self) -> int:
        """Unix seconds: the moment that is being caught up with, or the clock's."""
        return self.real_now if self._moment is None else self._moment

    @property
    def real_now(self) -> int:
        return int(self._clock().timestamp()) + self.offset

    def advance(self, seconds: int) -> None:
        """Move the twin's time on top of the clock, and do what fell due."""
        with self.lock:
            self.offset += seconds
            self.catch_up()

    def catch_up(self) -> None:
        """Do everything that became due up to the clock, in the order of time, each at its moment."""
        with self.lock:
            if self._moment is None:
                timeline.catch_up(self, self.real_now)

    def at(self, moment: int | None) -> None:
        """Stand at a moment of the past while it is caught up with; None goes back to the clock."""
        self._moment = moment

    def answer(self, request: Request) -> Answer:
        """What Stripe answers to a request; never raises for what a client did."""
        return answered(self, request)

    def deliver(self, post: Post | None = None, *, policy: Policy | None = None) -> list[Sent]:
        """Send the events that are due to `post`, or to `webhook_url`; how, a policy says."""
        return delivery.deliver(self, post, policy or Policy())

    def new_id(self, prefix: str) -> str:
        self._issued += 1
        return f"{prefix}_{sha256(f'{self._seed}/{prefix}/{self._issued}'.encode()).hexdigest()[:24]}"

    def add(self, prefix: str, obj: Obj) -> Obj:
        """Keep a new object under a new id, created now."""
        obj = {"id": self.new_id(prefix), "livemode": False, "created": self.now, **obj}
        self.tables.setdefault(obj["object"], {})[obj["id"]] = obj
        return obj

    def get(self, kind: str, name: str, param: str | None = None) -> Obj:
        """The object; raises Refusal, with 404 where no parameter but the path names it."""
        found = self.tables.get(kind, {}).get(name)
        if found is None or found.get("deleted"):
            raise missing(kind.rpartition(".")[2].replace("_", " ").replace("invoiceitem", "invoice item"), name, param)
        return found

    def all(self, kind: str, **facts: Any) -> Iterator[Obj]:
        """The objects that have these facts, newest first."""
        for obj in reversed(list(self.tables.get(kind, {}).values())):
            if all(obj.get(name) == value for name, value in facts.items()):
                yield obj

    def emit(self, kind: str, obj: Obj) -> None:
        """Tell the webhook, unless this is a what-if."""
        if self._silent:
            return
        event = event_of(self, kind, obj)
        self.events.append(event)
        self.outbox.put(event, self.now)

    def imagined(self, customer: str, at: int | None = None) -> "StripeTwin":
        """A copy for a what-if about one customer, at a moment; nothing that happens there is told."""
        other = StripeTwin(self._clock, grace=timedelta(seconds=self.grace), seed=f"{self._seed}/what-if")
        other._silent = True
        other._issued = self._issued
        other.offset = self.offset
        other.at(self.now if at is None else at)
        other.counted, other.identified = self.counted, self.identified
        for kind, table in self.tables.items():
            kept = dict(table) if kind in SHARED else copy.deepcopy(_about(table, customer))
            other.tables[kind] = kept
        return other


def _about(table: dict[str, Obj], customer: str) -> dict[str, Obj]:
    return {name: obj for name, obj in table.items() if customer in {obj.get("customer"), name}}
