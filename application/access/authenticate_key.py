"""Authenticating a machine by its API key."""

from dataclasses import dataclass
from typing import final

from application.access.authenticated import Authenticated
from application.actor import Actor, Source
from application.ports.clock import Clock
from application.ports.credentials import Credentials
from application.ports.keys import KeySmith
from application.ports.rate_limiter import RatePolicy
from domain.api_keys.api_key import SecretHash
from domain.audit.audit_event import ActorKind
from domain.errors import Unauthenticated
from domain.ids import OrganizationId


@final
@dataclass(frozen=True, slots=True)
class AuthenticateKey:
    """Tells which key of an organization it is; Unauthenticated for every other text. On the hot path."""

    credentials: Credentials
    keys: KeySmith
    clock: Clock

    def __call__(self, organization_id: OrganizationId, key: str, source: Source) -> Authenticated:
        read = self.keys.read(key)
        if read is None:
            raise Unauthenticated
        key_id, secret = read
        record = self.credentials.key(organization_id, key_id)
        if record is None:
            raise Unauthenticated
        organization, known = record.organization, record.key
        now = self.clock.now()
        if not self._matches(secret, known.secrets(now)) or not known.is_good(now):
            raise Unauthenticated
        self.credentials.note_use(organization_id, known, now)
        actor = Actor(
            organization_id,
            ActorKind.API_KEY,
            key_id,
            scopes=known.scopes,
            project_id=known.project_id,
            source=source,
        )
        own = RatePolicy("key", key_id, known.rate_limit, 3600)
        per_minute = organization.plan(now).requests_per_minute
        if per_minute is None:
            return Authenticated(actor, organization, (own,))
        return Authenticated(actor, organization, (own, RatePolicy("organization", organization_id, per_minute, 60)))

    def _matches(self, secret: bytes, kept: tuple[SecretHash, ...]) -> bool:
        return self.keys.matches(secret, kept[0]) or (len(kept) > 1 and self.keys.matches(secret, kept[1]))
