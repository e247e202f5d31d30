"""How often something may be asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class RatePolicy(NamedTuple):
    """`quota` requests in `window` seconds, with a burst of the whole quota, for whom `subject` names."""

    name: str
    """What callers know it by: `key`, `organization`, `signup`, `login`."""
    subject: str
    quota: int
    window: int


class RateState(NamedTuple):
    """What is left of a policy's quota, and in how many seconds (rounded up) it is whole again."""

    policy: RatePolicy
    remaining: int
    reset: int


class RateVerdict(NamedTuple):
    """Whether the request may pass; a refused one took nothing of any policy."""

    states: tuple[RateState, ...]
    violated: tuple[str, ...] = ()
    """The names of the policies that are used up, each once."""
    retry_after: int = 0
    """Seconds, rounded up, until the same request would pass."""


class RateLimiter(Protocol):
    """Grants requests by the generic cell rate algorithm (GCRA), never more than allowed in total."""

    def take(self, policies: Sequence[RatePolicy], now: datetime) -> RateVerdict:
        """Take one request of every policy, or of none when one of them is used up."""
        ...
