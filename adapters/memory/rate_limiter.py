"""Rate limits in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, final

from application.ports.rate_limiter import RateLimiter, RatePolicy, RateState, RateVerdict

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = 10**6

_LOOKED_AT: Final = 2
"""Subjects looked at for each new one, to be forgotten if their quota is whole."""


_Debt = tuple[int, int, int]
"""When a quota will be whole again, in microseconds × quota so that a request costs a whole number; quota; window."""


@final
class MemoryRateLimiter(RateLimiter):
    """The generic cell rate algorithm (ITU-T I.371), one number for each subject, exact to the microsecond.

    A request owes its interval, window / quota; what is owed melts with time and is never more than the window. A
    quota that is whole again needs no number, so memory is bounded by who asked within the longest window. Work
    under the lock is the same for one subject and for a million.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._debts: OrderedDict[tuple[str, str], _Debt] = OrderedDict()

    def take(self, policies: Sequence[RatePolicy], now: datetime) -> RateVerdict:
        moment = (now - _EPOCH) // _MICROSECOND
        states, debts = [], []
        with self._lock:
            for policy in policies:
                name, subject, quota, window = policy
                key = (name, subject)
                cost = window * _SECOND
                debt = self._debts.get(key)
                owed = cost if debt is None else cost + _left(debt, moment, quota, window)
                if owed > cost * quota:
                    return self._refused(policies, moment)
                debts.append((key, (moment * quota + owed, quota, window)))
                states.append(_state(policy, owed))
            for key, debt in debts:
                if key not in self._debts:
                    self._forget_some(moment)
                self._debts[key] = debt
        return RateVerdict(tuple(states))

    def _refused(self, policies: Sequence[RatePolicy], moment: int) -> RateVerdict:
        owed = [self._owed(policy, moment) for policy in policies]
        waits = [_wait(policy, debt) for policy, debt in zip(policies, owed, strict=True)]
        violated = dict.fromkeys(policy.name for policy, wait in zip(policies, waits, strict=True) if wait)
        return RateVerdict(tuple(map(_state, policies, owed)), tuple(violated), max(waits))

    def _owed(self, policy: RatePolicy, moment: int) -> int:
        debt = self._debts.get((policy.name, policy.subject))
        return 0 if debt is None else _left(debt, moment, policy.quota, policy.window)

    def _forget_some(self, moment: int) -> None:
        for _ in range(min(_LOOKED_AT, len(self._debts))):
            key, debt = self._debts.popitem(last=False)
            if debt[0] > moment * debt[1]:
                self._debts[key] = debt


def _left(debt: _Debt, moment: int, quota: int, window: int) -> int:
    """Return what is owed at `moment`, under a quota that may have changed since: requests used stay used."""
    whole_at, former_quota, former_window = debt
    owed = whole_at - moment * former_quota
    if owed <= 0:
        return 0
    if quota != former_quota or window != former_window:
        owed = -(-owed // (former_window * _SECOND)) * window * _SECOND
    most = quota * window * _SECOND
    return min(most, owed)


def _state(policy: RatePolicy, owed: int) -> RateState:
    _, _, quota, window = policy
    return RateState(policy, quota - -(-owed // (window * _SECOND)), -(-owed // (quota * _SECOND)))


def _wait(policy: RatePolicy, owed: int) -> int:
    """Return the seconds, rounded up, until one request more owes no more than the window."""
    surplus = owed - (policy.quota - 1) * policy.window * _SECOND
    return max(0, -(-surplus // (policy.quota * _SECOND)))
