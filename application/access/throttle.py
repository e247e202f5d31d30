"""Counting a request against the rates of its key and its organization."""

from dataclasses import dataclass
from typing import final

from application.access.authenticated import Authenticated
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter, RateVerdict


@final
@dataclass(frozen=True, slots=True)
class Throttle:
    """Counts an authenticated request once; the verdict says whether it may pass, and what is left."""

    rate_limiter: RateLimiter
    clock: Clock

    def __call__(self, authenticated: Authenticated) -> RateVerdict:
        if not authenticated.policies:
            return RateVerdict(())
        return self.rate_limiter.take(authenticated.policies, self.clock.now())
