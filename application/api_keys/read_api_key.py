"""Reading an API key."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.api_keys.known_key import KnownKey
from application.api_keys.reach import reached_key
from application.ports.workspaces import Workspaces
from domain.ids import KeyId
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ReadApiKey:
    """Returns a key without its secret."""

    permission: ClassVar[Permission] = Permission.READ_KEYS
    workspaces: Workspaces

    def __call__(self, actor: Actor, *, key_id: KeyId) -> KnownKey:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            key = reached_key(actor, workspace, key_id, self.permission)
            return KnownKey(key, workspace.api_keys.last_used([key]).get(key_id))
