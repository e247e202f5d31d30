"""Authenticating a person by the access token of a session."""

from dataclasses import dataclass
from typing import final

from application.access.authenticated import Authenticated
from application.actor import Actor, Source
from application.ports.access_tokens import AccessTokens
from application.ports.clock import Clock
from application.ports.credentials import Credentials
from application.ports.rate_limiter import RatePolicy
from domain.audit.audit_event import ActorKind
from domain.errors import Unauthenticated


@final
@dataclass(frozen=True, slots=True)
class AuthenticateToken:
    """Tells which user it is, with the role and settings that stand now; Unauthenticated for all else.

    The session must stand, be bound to the token's organization and live under its session timeout, and the user
    must be active.
    """

    access_tokens: AccessTokens
    credentials: Credentials
    clock: Clock

    def __call__(self, token: str, source: Source) -> Authenticated:
        now = self.clock.now()
        claims = self.access_tokens.read(token, now)
        record = self.credentials.session(claims.organization_id, claims.user_id, claims.session_id)
        if record is None:
            raise Unauthenticated
        organization, user, session = record.organization, record.user, record.session
        if not user.active or not session.is_alive(now, organization.settings.session_lifetime):
            raise Unauthenticated
        actor = Actor(
            organization.id,
            ActorKind.USER,
            user.id,
            role=user.role,
            project_roles=user.projects,
            person_id=user.person_id,
            session_id=session.id,
            methods=session.methods,
            source=source,
        )
        per_minute = organization.plan(now).requests_per_minute
        if per_minute is None:
            return Authenticated(actor, organization, ())
        return Authenticated(actor, organization, (RatePolicy("organization", organization.id, per_minute, 60),))
