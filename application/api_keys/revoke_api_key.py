"""Revoking an API key."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.api_keys.reach import reached_key
from application.audit.events import Events
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.api_keys.api_key import KeyStatus
from domain.ids import KeyId
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class RevokeApiKey:
    """Ends a key, for its very next request; revoking it again changes nothing."""

    permission: ClassVar[Permission] = Permission.REVOKE_KEYS
    workspaces: Workspaces
    events: Events

    def __call__(self, actor: Actor, *, key_id: KeyId, version: int | None = None) -> None:
        settled(lambda: self._revoke(actor, key_id, version))

    def _revoke(self, actor: Actor, key_id: KeyId, version: int | None) -> None:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            key = reached_key(actor, workspace, key_id, self.permission)
            check_version(key, version)
            if key.status is KeyStatus.REVOKED:
                return
            revoked = workspace.save(key.revoke())
            workspace.record(self.events.changed(actor, "api_key.revoked", key_id, key, revoked))
            workspace.commit(None)
