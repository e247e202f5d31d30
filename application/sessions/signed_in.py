"""What somebody gets who has signed in, and how long it is good for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from application.ports.access_tokens import AccessClaims, AccessTokens
from application.ports.ids import Ids
from application.ports.opaque_tokens import OpaqueTokens
from domain.ids import OrganizationId
from domain.organizations.organization import Organization
from domain.people.person import Membership
from domain.people.session import Session
from domain.people.user import User

BY_PASSWORD: Final = ("pwd",)
"""RFC 8176: the person has proved its password."""


class SignedIn(NamedTuple):
    """Tokens, shown once, and where the person is a user. `expires_in` is that of the access token, in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int
    organizations: tuple[Membership, ...]


def new_session(
    ids: Ids, tokens: OpaqueTokens, user: User, organization_id: OrganizationId, now: datetime
) -> tuple[Session, str]:
    """Return a new session of a user who has proved its password, and its first refresh token."""
    token = tokens.new()
    session = Session(
        ids.session(),
        user.person_id,
        organization_id,
        user.id,
        BY_PASSWORD,
        started_at=now,
        refreshed_at=now,
        refresh_hash=tokens.hash(token),
    )
    return session, token


def signed_in(
    access_tokens: AccessTokens,
    session: Session,
    organization: Organization,
    refresh_token: str,
    organizations: Iterable[Membership],
    now: datetime,
) -> SignedIn:
    """Return what a session gives its person, bound to its organization and no longer alive than it."""
    lifetime = session.access_lifetime(now, organization.settings.session_lifetime)
    claims = AccessClaims(
        session.person_id, session.organization_id, session.user_id, session.id, session.methods, now, now + lifetime
    )
    lines = sorted(organizations, key=lambda line: line.organization_id)
    return SignedIn(access_tokens.issue(claims), refresh_token, int(lifetime.total_seconds()), tuple(lines))
