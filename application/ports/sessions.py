"""Sessions, as authentication and refreshing need them, before an actor exists."""

from typing import Protocol

from domain.ids import SessionId
from domain.people.session import Session


class Sessions(Protocol):
    """Sessions by id. They are started and switched through a workspace's commit."""

    def get(self, session_id: SessionId) -> Session | None: ...

    def by_refresh_hash(self, refresh_hash: str) -> Session | None:
        """Return the session whose current or recently used refresh token has this hash."""
        ...

    def save(self, session: Session) -> Session:
        """Save a refreshed or ended session; StaleVersion when another did so first."""
        ...
