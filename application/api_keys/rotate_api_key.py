"""Giving an API key a new secret."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.api_keys.known_key import CreatedKey
from application.api_keys.reach import check_grantable, reached_key
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.keys import KeySmith
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.api_keys.api_key import LONGEST_OVERLAP
from domain.errors import InvalidRequest
from domain.ids import KeyId
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class RotateApiKey:
    """Gives a key a new secret, shown once; the former one works `overlap` longer, 30 days at most.

    Id, scopes, project and rate stay. The new secret is a key in the caller's hands, so the caller needs the rights
    that making such a key takes: PermissionDenied. Conflict when the key was revoked or has expired.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_KEYS
    workspaces: Workspaces
    clock: Clock
    keys: KeySmith
    events: Events

    def __call__(
        self, actor: Actor, *, key_id: KeyId, overlap: timedelta = timedelta(0), version: int | None = None
    ) -> CreatedKey:
        return settled(lambda: self._rotate(actor, key_id, overlap, version))

    def _rotate(self, actor: Actor, key_id: KeyId, overlap: timedelta, version: int | None) -> CreatedKey:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
                raise InvalidRequest.at(
                    "/overlap_seconds", f"a former secret works {LONGEST_OVERLAP.days} days at most"
                )
            key = reached_key(actor, workspace, key_id, self.permission)
            check_grantable(actor, key.scopes)
            check_version(key, version)
            text, secret = self.keys.forge(key_id)
            rotated = workspace.save(key.rotate(secret, overlap, self.clock.now()))
            workspace.record(self.events.changed(actor, "api_key.rotated", key_id, key, rotated))
            return workspace.commit(CreatedKey(rotated, text, workspace.api_keys.last_used([key]).get(key_id)))
