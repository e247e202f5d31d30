"""What the simulated provider has answered under idempotency keys, and for how long it remembers."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar, cast, final

from application.ports.payments import PaymentFailed, ProviderRefused

KEPT_FOR: Final = timedelta(hours=24)
"""As Stripe does, https://docs.stripe.com/api/idempotent_requests."""

MOST: Final = 20_000
"""So many are remembered at once: the oldest give way."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Given:
    asked: object
    answer: object
    at: datetime


@final
class Answers:
    """Gives an answer again where the same is asked under the same key, within a day."""

    def __init__(self) -> None:
        self._given: OrderedDict[str, _Given] = OrderedDict()

    def __len__(self) -> int:
        return len(self._given)

    def once(self, key: str, asked: object, act: Callable[[], Answer], now: datetime) -> Answer:
        """Act, or return what was answered; ProviderRefused when something else was asked under the key."""
        self._forget(now)
        given = self._given.get(key)
        if given is None:
            given = self._given[key] = _Given(asked, _outcome(act), now)
        if given.asked != asked:
            raise ProviderRefused(f"the key {key} was used for something else")
        if isinstance(given.answer, PaymentFailed):
            raise PaymentFailed(given.answer.reason)
        return cast("Answer", given.answer)

    def clear(self) -> None:
        """Remember nothing any more."""
        self._given.clear()

    def _forget(self, now: datetime) -> None:
        """Drop what is too old, and what is too much. A plain dictionary would search for its first key."""
        while self._given:
            oldest = next(iter(self._given))
            if now - self._given[oldest].at <= KEPT_FOR and len(self._given) < MOST:
                return
            self._given.popitem(last=False)


def _outcome(act: Callable[[], object]) -> object:
    try:
        return act()
    except PaymentFailed as failed:
        return failed
