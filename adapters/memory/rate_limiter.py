"""Rate limits in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, final

from application.ports.rate_limiter import RateLimiter, RatePolicy, RateState, RateVerdict
from domain.limits.cell_rate import Debt, cost, owed, room, wait, whole_in

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LOOKED_AT: Final = 2
"""Subjects looked at for each new one, to be forgotten if their quota is whole."""


@final
class MemoryRateLimiter(RateLimiter):
    """One number for each subject. A quota that is whole again needs none, so memory is bounded by who asked within
    the longest window. Work under the lock is the same for one subject and for a million.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._debts: OrderedDict[tuple[str, str], Debt] = OrderedDict()

    def take(self, policies: Sequence[RatePolicy], now: datetime) -> RateVerdict:
        moment = (now - _EPOCH) // _MICROSECOND
        states, debts = [], []
        with self._lock:
            for policy in policies:
                name, subject, quota, window = policy
                key = (name, subject)
                price = cost(window)
                owing = price + owed(self._debts.get(key), moment, quota, window)
                if owing > price * quota:
                    return self._refused(policies, moment)
                debts.append((key, Debt(moment * quota + owing, quota, window)))
                states.append(_state(policy, owing))
            for key, debt in debts:
                if key not in self._debts:
                    self._forget_some(moment)
                self._debts[key] = debt
        return RateVerdict(tuple(states))

    def _refused(self, policies: Sequence[RatePolicy], moment: int) -> RateVerdict:
        owing = [self._owed(policy, moment) for policy in policies]
        waits = [wait(debt, policy.quota, policy.window) for policy, debt in zip(policies, owing, strict=True)]
        violated = dict.fromkeys(policy.name for policy, seconds in zip(policies, waits, strict=True) if seconds)
        return RateVerdict(tuple(map(_state, policies, owing)), tuple(violated), max(waits))

    def _owed(self, policy: RatePolicy, moment: int) -> int:
        return owed(self._debts.get((policy.name, policy.subject)), moment, policy.quota, policy.window)

    def _forget_some(self, moment: int) -> None:
        for _ in range(min(_LOOKED_AT, len(self._debts))):
            key, debt = self._debts.popitem(last=False)
            if debt[0] > moment * debt[1]:
                self._debts[key] = debt


def _state(policy: RatePolicy, owing: int) -> RateState:
    return RateState(policy, room(owing, policy.quota, policy.window), whole_in(owing, policy.quota))
