"""Rates as header fields (draft-ietf-httpapi-ratelimit-headers-10)."""

from functools import lru_cache

from adapters.http.reply import Header
from application.ports.rate_limiter import RateVerdict


def rate_headers(verdict: RateVerdict) -> tuple[Header, ...]:
    """Return `RateLimit` and `RateLimit-Policy`, lists of strings with parameters (RFC 9651); none without rates."""
    states = verdict.states
    if not states:
        return ()
    if len(states) == 1:
        (policy, remaining, reset) = states[0]
        limit = f'"{policy.name}";r={remaining};t={reset}'
        return ("RateLimit", limit), ("RateLimit-Policy", _policy(policy.name, policy.quota, policy.window))
    limits = ", ".join([f'"{policy.name}";r={remaining};t={reset}' for policy, remaining, reset in states])
    policies = ", ".join([_policy(policy.name, policy.quota, policy.window) for policy, _, _ in states])
    return ("RateLimit", limits), ("RateLimit-Policy", policies)


@lru_cache(maxsize=4096)
def _policy(name: str, quota: int, window: int) -> str:
    return f'"{name}";q={quota};w={window}'
