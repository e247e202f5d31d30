"""A session: a person signed in, bound to one organization at a time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Self

from domain.ids import OrganizationId, PersonId, SessionId, UserId

LONGEST_LIFE: Final = timedelta(hours=24)
"""After this a person signs in again, however often the session was refreshed."""

ACCESS_LIFETIME: Final = timedelta(minutes=15)
"""An access token lives no longer, and no longer than its session may go without a refresh."""


@dataclass(frozen=True, slots=True)
class Session:
    """Refresh tokens are known by their hashes; each works once, and using one twice ends the session."""

    id: SessionId
    person_id: PersonId
    organization_id: OrganizationId
    user_id: UserId
    methods: tuple[str, ...]
    """How the person proved who it is (RFC 8176 `amr` values): `pwd`, `otp`."""
    started_at: datetime
    refreshed_at: datetime
    refresh_hash: str
    spent_hashes: tuple[str, ...] = ()
    """The last refresh tokens that were used."""
    ended: bool = False
    version: int = 0

    def is_alive(self, now: datetime, lifetime: timedelta) -> bool:
        """Tell whether it still stands, under the organization's `lifetime` between two refreshes."""
        return not self.ended and now < min(self.started_at + LONGEST_LIFE, self.refreshed_at + lifetime)

    def access_lifetime(self, now: datetime, lifetime: timedelta) -> timedelta:
        """Return how long an access token issued at `now` lives: no longer than the session itself may."""
        return min(ACCESS_LIFETIME, lifetime, self.started_at + LONGEST_LIFE - now)

    def refresh(self, refresh_hash: str, now: datetime) -> Self:
        """Take the next refresh token."""
        spent = (self.refresh_hash, *self.spent_hashes)[:8]
        return replace(self, refresh_hash=refresh_hash, spent_hashes=spent, refreshed_at=now)

    def switch(self, organization_id: OrganizationId, user_id: UserId) -> Self:
        """Bind the session to another organization of the same person."""
        return replace(self, organization_id=organization_id, user_id=user_id)

    def end(self) -> Self:
        """Sign out."""
        return replace(self, ended=True)
