"""How often somebody may guess: at passwords, or at names that are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from application.access.rate_limited import RateLimited
from application.actor import Source
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter, RatePolicy


@dataclass(frozen=True, slots=True)
class Guessing:
    """Throttles what callers do before they are known; a quota belongs to one address or one account."""

    rate_limiter: RateLimiter
    clock: Clock
    signups_per_hour: int
    logins_per_minute: int
    spares_this_machine: bool = False
    """Whether sign-ups from a loopback address are not counted."""

    def sign_up(self, source: Source) -> None:
        """Count one sign-up from an address; RateLimited when it was one too many."""
        if not (self.spares_this_machine and _is_this_machine(source)):
            self._take([RatePolicy("signup", _address(source), self.signups_per_hour, 3600)])

    def password(self, source: Source, account: str) -> None:
        """Count one password tried from an address and for an account; RateLimited when it was one too many."""
        self._take(
            [
                RatePolicy("login", _address(source), self.logins_per_minute, 60),
                RatePolicy("login", f"account/{account}", self.logins_per_minute, 60),
            ]
        )

    def _take(self, policies: Sequence[RatePolicy]) -> None:
        verdict = self.rate_limiter.take(policies, self.clock.now())
        if verdict.violated:
            raise RateLimited(verdict)


def _is_this_machine(source: Source) -> bool:
    try:
        address = ip_address(source.address or "")
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _address(source: Source) -> str:
    return f"address/{source.address or 'unknown'}"
