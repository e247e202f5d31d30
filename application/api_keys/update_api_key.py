"""Changing an API key."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.api_keys.known_key import KnownKey
from application.api_keys.reach import check_grantable, check_terms, reached_key
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.api_keys.api_key import ApiKey, KeyStatus
from domain.errors import Conflict
from domain.ids import KeyId
from domain.roles.permission import Permission
from domain.roles.role import Scope


class Expiry(Enum):
    """What an expiry may be but a time."""

    NEVER = "never"


@dataclass(frozen=True, slots=True)
class KeyChanges:
    """What is to change; None leaves it as it is."""

    name: str | None = None
    scopes: frozenset[Scope] | None = None
    rate_limit: int | None = None
    expires_at: datetime | Expiry | None = None

    def apply(self, key: ApiKey) -> ApiKey:
        """Return the key as it shall be."""
        return replace(
            key,
            name=self.name or key.name,
            scopes=self.scopes or key.scopes,
            rate_limit=self.rate_limit or key.rate_limit,
            expires_at=self._expiry_of(key),
        )

    @property
    def deadline(self) -> datetime | None:
        """The time at which the key shall expire, if one is given."""
        return None if isinstance(self.expires_at, Expiry) else self.expires_at

    def _expiry_of(self, key: ApiKey) -> datetime | None:
        return None if self.expires_at is Expiry.NEVER else self.deadline or key.expires_at


@final
@dataclass(frozen=True, slots=True)
class UpdateApiKey:
    """Changes what is named, for the key's very next request, with the rights that making such a key takes."""

    permission: ClassVar[Permission] = Permission.MANAGE_KEYS
    workspaces: Workspaces
    clock: Clock
    events: Events

    def __call__(
        self,
        actor: Actor,
        *,
        key_id: KeyId,
        name: str | None = None,
        scopes: frozenset[Scope] | None = None,
        rate_limit: int | None = None,
        expires_at: datetime | Expiry | None = None,
        version: int | None = None,
    ) -> KnownKey:
        changes = KeyChanges(name, scopes, rate_limit, expires_at)
        return settled(lambda: self._update(actor, key_id, changes, version))

    def _update(self, actor: Actor, key_id: KeyId, changes: KeyChanges, version: int | None) -> KnownKey:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            check_terms(changes.scopes, changes.rate_limit, changes.deadline, self.clock.now())
            former = reached_key(actor, workspace, key_id, self.permission)
            updated = changes.apply(former)
            check_grantable(actor, granted_by(former, updated))
            check_version(former, version)
            last_used = workspace.api_keys.last_used([former]).get(key_id)
            if updated == former:
                return KnownKey(former, last_used)
            if former.status is KeyStatus.REVOKED:
                raise Conflict("a revoked key cannot be changed")
            saved = workspace.save(updated)
            workspace.record(self.events.changed(actor, "api_key.updated", key_id, former, saved))
            return workspace.commit(KnownKey(saved, last_used))


def granted_by(former: ApiKey, updated: ApiKey) -> frozenset[Scope]:
    """Return the scopes that a change grants: new ones, and all of a key that works longer than before."""
    prolonged = former.expires_at is not None and (updated.expires_at is None or updated.expires_at > former.expires_at)
    return updated.scopes if prolonged else updated.scopes - former.scopes
