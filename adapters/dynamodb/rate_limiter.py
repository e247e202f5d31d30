"""Rate limits, shared by all processes on one table."""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, final

from adapters.dynamodb.engine.gateway import Gateway
from adapters.dynamodb.engine.patience import ConditionFailed
from adapters.dynamodb.engine.table import TTL
from adapters.dynamodb.engine.tokens import new_token
from adapters.dynamodb.engine.writes import Write
from adapters.dynamodb.items.values import Item, number, text
from adapters.dynamodb.layout import outside
from application.ports.rate_limiter import RateLimiter, RatePolicy, RateState, RateVerdict
from domain.errors import Unavailable
from domain.limits.cell_rate import Debt, cost, melted, owed, room, wait, whole_in

SLICES: Final = 16
"""A process takes a sixteenth of what is left: large slices while there is plenty, single requests at the end."""

TAKING: Final = "taking"
"""The attribute that names the write which took the last slice."""

_TRIES: Final = 50
_MOST: Final = 100_000
_LOCKS: Final = 64
_DAY: Final = 24 * 60 * 60
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(slots=True)
class _Slice:
    """What a process has taken of a subject's quota, and what it knows of the rest."""

    debt: Debt | None = None
    """The shared debt as it was last seen; the others can only have added to it."""
    granted: int = 0
    used: int = 0
    taken_at: int = 0

    def left(self, moment: int, policy: RatePolicy) -> int:
        """Return how many requests of the slice are good.

        The debt of a slice melts as time goes by. What has melted is taken to be of the requests not used yet, so
        that whoever keeps a slice gains nothing by waiting: in total it is never more than the quota.
        """
        if self.debt is None or (self.debt.quota, self.debt.window) != (policy.quota, policy.window):
            return 0
        gone = melted(max(0, moment - self.taken_at), policy.quota, policy.window)
        return max(0, self.granted - self.used - gone)

    def owed(self, moment: int, policy: RatePolicy) -> int:
        """Return what is owed in total but for the slice's own unused requests."""
        owing = owed(self.debt, moment, policy.quota, policy.window)
        return max(0, owing - self.left(moment, policy) * cost(policy.window))


@final
class DynamoDbRateLimiter(RateLimiter):
    """The generic cell rate algorithm over one item a subject, from which each process takes slices.

    Never more is granted than allowed, in all processes together, as far as their clocks agree; less by at most the
    unused slice of each. A quota that is known to be used up is refused without asking. One write for each slice.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._locks = [Lock() for _ in range(_LOCKS)]
        self._kept = Lock()
        self._slices: OrderedDict[tuple[str, str], _Slice] = OrderedDict()

    def take(self, policies: Sequence[RatePolicy], now: datetime) -> RateVerdict:
        moment = (now - _EPOCH) // _MICROSECOND
        with ExitStack() as stack:
            for place in sorted({hash((policy.name, policy.subject)) % _LOCKS for policy in policies}):
                stack.enter_context(self._locks[place])
            slices = [self._slice(policy) for policy in policies]
            taken = list(zip(policies, slices, strict=True))
            granted = [self._has_one(policy, known, moment) for policy, known in taken]
            if not all(granted):
                return _refused(taken, moment)
            for known in slices:
                known.used += 1
            return RateVerdict(tuple(_state(policy, known.owed(moment, policy)) for policy, known in taken))

    def _slice(self, policy: RatePolicy) -> _Slice:
        key = (policy.name, policy.subject)
        with self._kept:
            known = self._slices.get(key)
            if known is None:
                known = self._slices[key] = _Slice()
                if len(self._slices) > _MOST:
                    self._slices.popitem(last=False)
            return known

    def _has_one(self, policy: RatePolicy, known: _Slice, moment: int) -> bool:
        if known.left(moment, policy):
            return True
        for _ in range(_TRIES):
            owing = owed(known.debt, moment, policy.quota, policy.window)
            free = room(owing, policy.quota, policy.window)
            if free < 1:
                return False
            count = max(1, free // SLICES)
            debt = Debt(moment * policy.quota + owing + count * cost(policy.window), policy.quota, policy.window)
            taking = new_token()
            try:
                self._gateway.write(_write(policy, known.debt, debt, taking))
            except ConditionFailed as found:
                # what stands against it may be this very write, whose answer was lost
                if found.item is None or found.item.get(TAKING) != text(taking):
                    known.debt = None if found.item is None else _debt(dict(found.item))
                    continue
            known.debt, known.granted, known.used, known.taken_at = debt, count, 0, moment
            return True
        raise Unavailable


def _write(policy: RatePolicy, former: Debt | None, debt: Debt, taking: str) -> Write:
    write = Write(outside.rate_key(policy.name, policy.subject))
    whole = debt.whole_at // debt.quota // 10**6
    write.sets = {
        "whole_at": number(debt.whole_at),
        "quota": number(debt.quota),
        "window": number(debt.window),
        TAKING: text(taking),
        TTL: number(whole + _DAY),
    }
    name, value = write.expressions.name, write.expressions.value
    if former is None:
        write.when("attribute_not_exists(PK)")
    else:
        write.when(
            f"{name('whole_at')} = {value(number(former.whole_at))} AND {name('quota')} = {value(number(former.quota))}"
            f" AND {name('window')} = {value(number(former.window))}"
        )
    return write


def _debt(item: Item) -> Debt:
    return Debt(*(int(item[name]["N"]) for name in ("whole_at", "quota", "window")))


def _refused(taken: Sequence[tuple[RatePolicy, _Slice]], moment: int) -> RateVerdict:
    owing = [known.owed(moment, policy) for policy, known in taken]
    waits = [wait(debt, policy.quota, policy.window) for (policy, _), debt in zip(taken, owing, strict=True)]
    violated = dict.fromkeys(policy.name for (policy, _), seconds in zip(taken, waits, strict=True) if seconds)
    states = tuple(_state(policy, debt) for (policy, _), debt in zip(taken, owing, strict=True))
    return RateVerdict(states, tuple(violated), max(waits))


def _state(policy: RatePolicy, owing: int) -> RateState:
    return RateState(policy, room(owing, policy.quota, policy.window), whole_in(owing, policy.quota))
