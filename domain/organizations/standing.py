"""The standing of an organization: active, suspended by the operator, or closing at its owner's wish."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

REOPENING_PERIOD: Final = timedelta(days=30)
"""How long a closing organization can still be reopened."""


@dataclass(frozen=True, slots=True)
class Active:
    """Everything works."""

    def close(self, now: datetime) -> "Closing":
        """Ask for the organization's end."""
        return Closing(since=now, erased_at=now + REOPENING_PERIOD)


@dataclass(frozen=True, slots=True)
class Closing:
    """Reading works; all data is erased at `erased_at` unless it is reopened before."""

    since: datetime
    erased_at: datetime

    def reopen(self) -> Active:
        """Change one's mind."""
        return Active()


@dataclass(frozen=True, slots=True)
class Suspended:
    """Nothing works but reading why."""

    since: datetime
    reason: str
    former: Active | Closing

    def lift(self) -> Active | Closing:
        """Go back to the standing that it had."""
        return self.former


Standing = Active | Closing | Suspended
