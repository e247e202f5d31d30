"""That an organization has more than its plan allows, after a move that is never refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ALLOWED_FOR: Final = timedelta(days=30)
"""How long everything that fits goes on."""

LIFTED: Final = "organization.restriction_lifted"
"""The audit event that comes beside the one of the change which makes everything fit."""


@dataclass(frozen=True, slots=True)
class Excess:
    """More is in use than the plan allows; after 30 days new use is refused, until everything fits."""

    since: datetime
    """When the plan that does not fit took effect, or will."""
    restricted: bool = False

    @property
    def restricted_at(self) -> datetime:
        """When the thirty days are over."""
        return self.since + ALLOWED_FOR

    def counts(self, now: datetime) -> bool:
        """Tell whether it has begun, and restricts or still may."""
        return self.restricted or self.since <= now < self.restricted_at
