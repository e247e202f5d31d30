"""What authentication reads of a tenant, before an actor exists."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.api_keys.api_key import ApiKey
from domain.ids import KeyId, OrganizationId, SessionId, UserId
from domain.organizations.organization import Organization
from domain.people.session import Session
from domain.people.user import User


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key and the organization that it belongs to."""

    organization: Organization
    key: ApiKey


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A user and its organization."""

    organization: Organization
    user: User


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session, its user and the organization that it is bound to."""

    organization: Organization
    user: User
    session: Session


class Credentials(Protocol):
    """Keys, users and sessions by id, at most 2 seconds old."""

    def key(self, organization_id: OrganizationId, key_id: KeyId) -> KeyRecord | None: ...
    def user(self, organization_id: OrganizationId, user_id: UserId) -> UserRecord | None: ...

    def session(self, organization_id: OrganizationId, user_id: UserId, session_id: SessionId) -> SessionRecord | None:
        """Return a session, if it is this user's and bound to this organization."""
        ...

    def note_use(self, organization_id: OrganizationId, key: ApiKey, now: datetime) -> None:
        """Remember, coarsely (to the minute) and off the hot path, when a key was last used."""
        ...
