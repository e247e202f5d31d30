"""Signed tokens that carry claims."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ids import OrganizationId, PersonId, SessionId, UserId


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says. Role and permissions are not in it: they are read where they are stored."""

    person_id: PersonId
    organization_id: OrganizationId
    user_id: UserId
    session_id: SessionId
    methods: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime


class AccessTokens(Protocol):
    """Issues and reads signed access tokens (JWT, RFC 7519, typed `at+jwt`)."""

    def issue(self, claims: AccessClaims) -> str:
        """Return a signed token."""
        ...

    def read(self, token: str, now: datetime) -> AccessClaims:
        """Return the claims of a good token; raise Unauthenticated for any other."""
        ...
