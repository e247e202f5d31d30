"""An API key: a machine credential of one organization, optionally of one project."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

from domain.errors import Conflict
from domain.ids import KeyId, ProjectId, UserId
from domain.roles.role import Scope

LEAST_RATE: Final = 1
GREATEST_RATE: Final = 10_000_000
"""Requests an hour."""

LONGEST_OVERLAP: Final = timedelta(days=30)


class KeyStatus(StrEnum):
    """Whether a key was revoked."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class SecretHash:
    """HMAC-SHA256 of a secret under the pepper of `pepper`, valid until `expires_at` if that is set."""

    pepper: str
    digest: bytes
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret. Keys belong to the organization and outlive their maker."""

    id: KeyId
    name: str
    prefix: str
    """What may be shown of it."""
    secret: SecretHash
    scopes: frozenset[Scope]
    rate_limit: int
    """Requests an hour."""
    created_at: datetime
    created_by: UserId
    project_id: ProjectId | None = None
    expires_at: datetime | None = None
    former_secret: SecretHash | None = None
    """The secret before the last rotation, while the overlap lasts."""
    status: KeyStatus = KeyStatus.ACTIVE
    version: int = 0

    def is_good(self, now: datetime) -> bool:
        """Tell whether the key as such can be used."""
        return self.status is KeyStatus.ACTIVE and (self.expires_at is None or now < self.expires_at)

    def secrets(self, now: datetime) -> tuple[SecretHash, ...]:
        """Return the hashes of which one must match."""
        former = self.former_secret
        if former is None or (former.expires_at is not None and now >= former.expires_at):
            return (self.secret,)
        return (self.secret, former)

    def rotate(self, secret: SecretHash, overlap: timedelta, now: datetime) -> Self:
        """Take a new secret; the former one works `overlap` longer. Id, scopes and rate stay. Conflict if revoked."""
        if not self.is_good(now):
            raise Conflict("a key that was revoked or has expired cannot be rotated")
        former = replace(self.secret, expires_at=now + overlap) if overlap else None
        return replace(self, secret=secret, former_secret=former)

    def revoke(self) -> Self:
        """End the key."""
        return replace(self, status=KeyStatus.REVOKED, former_secret=None)
