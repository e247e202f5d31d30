"""How events reach the webhook: late, twice, shuffled or lost where a test says so, and again while they fail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, final

import httpx

from entrypoints.stripe_twin.events import body_of, signature
from entrypoints.stripe_twin.objects import Obj

if TYPE_CHECKING:
    from entrypoints.stripe_twin.twin import StripeTwin

Post = Callable[[bytes, str], int]
"""Takes the raw body and the value of `Stripe-Signature`, answers the status."""

GIVEN_UP_AFTER = 3 * 24 * 3600
FIRST_WAIT = 60
LONGEST_WAIT = 6 * 3600


@final
@dataclass(frozen=True)
class Policy:
    """What becomes of the events that are due; each list names them by their places in the queue.

    `order` sends only these places in this order, and leaves the others queued; `twice` sends some again at once;
    `lose` drops some for ever; `delay` keeps some back for so many seconds of the twin's clock.
    """

    order: Sequence[int] | None = None
    twice: Sequence[int] = ()
    lose: Sequence[int] = ()
    delay: dict[int, int] = field(default_factory=dict)


@final
@dataclass(frozen=True)
class Sent:
    """One delivery: the event, and the status of the answer; 0 where none came."""

    event: Obj
    status: int


@final
@dataclass
class Parcel:
    """An event under way."""

    event: Obj
    since: int
    due: int
    attempts: int = 0


@final
class Outbox:
    """The events that no webhook has acknowledged yet; safe for any thread."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []
        self.sending = Lock()

    def put(self, event: Obj, now: int) -> None:
        self.parcels.append(Parcel(event, since=now, due=now))


def deliver(twin: "StripeTwin", post: Post | None, policy: Policy) -> list[Sent]:
    """Send what is due, one after the other; without a receiver nothing is sent and all stays queued."""
    send = post or _poster(twin)
    if send is None:
        return []
    with twin.outbox.sending:
        return [_attempt(twin, parcel, send) for parcel in _chosen(twin, policy)]


def _chosen(twin: "StripeTwin", policy: Policy) -> list[Parcel]:
    with twin.lock:
        twin.catch_up()
        now = twin.real_now
        twin.outbox.parcels = [parcel for parcel in twin.outbox.parcels if _wanted(twin, parcel.event)]
        due = [parcel for parcel in twin.outbox.parcels if parcel.due <= now]
        for place in policy.lose:
            twin.outbox.parcels.remove(due[place])
        for place, seconds in policy.delay.items():
            due[place].due = now + seconds
        places = range(len(due)) if policy.order is None else policy.order
        kept_back = {*policy.lose, *policy.delay}
        once = [place for place in places if place not in kept_back]
        return [due[place] for place in once for _ in range(2 if place in policy.twice else 1)]


def _wanted(twin: "StripeTwin", event: Obj) -> bool:
    """Whether the endpoint of this URL, if one was made, is enabled for the kind of event."""
    endpoint = next(twin.all("webhook_endpoint", url=twin.webhook_url), None) if twin.webhook_url else None
    if endpoint is None:
        return True
    kinds = endpoint["enabled_events"]
    return endpoint["status"] == "enabled" and ("*" in kinds or event["type"] in kinds)


def _attempt(twin: "StripeTwin", parcel: Parcel, send: Post) -> Sent:
    body = body_of(parcel.event)
    status = send(body, signature(body, twin.webhook_secret, twin.real_now))
    with twin.lock:
        now = twin.real_now
        parcel.attempts += 1
        parcel.due = now + min(LONGEST_WAIT, FIRST_WAIT * 4 ** (parcel.attempts - 1))
        done = 200 <= status < 300 or now - parcel.since > GIVEN_UP_AFTER
        if done and parcel in twin.outbox.parcels:
            twin.outbox.parcels.remove(parcel)
            parcel.event["pending_webhooks"] = 0
    return Sent(parcel.event, status)


def _poster(twin: "StripeTwin") -> Post | None:
    url = twin.webhook_url
    if url is None:
        return None

    def post(body: bytes, signed: str) -> int:
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signed}
        try:
            return httpx.post(url, content=body, headers=headers, timeout=20).status_code
        except httpx.HTTPError:
            return 0

    return post
