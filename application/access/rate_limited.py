"""The refusal of a request that comes too soon after others."""

from dataclasses import dataclass
from typing import ClassVar

from application.ports.rate_limiter import RateVerdict
from domain.errors import Refusal


@dataclass(eq=False)
class RateLimited(Refusal):
    """Too many requests; the verdict tells which policies are used up, and when to come again."""

    code: ClassVar[str] = "rate-limited"
    verdict: RateVerdict

    @property
    def detail(self) -> str:
        return f"Too many requests; try again in {self.verdict.retry_after} seconds."
