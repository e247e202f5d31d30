"""Making an API key."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.api_keys.known_key import CreatedKey
from application.api_keys.reach import check_grantable, check_reach, check_terms, check_unarchived
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.keys import KeySmith
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.api_keys.api_key import ApiKey, SecretHash
from domain.ids import KeyId, ProjectId, UserId
from domain.roles.permission import Permission
from domain.roles.role import Scope


@final
@dataclass(frozen=True, slots=True)
class CreateApiKey:
    """Makes a key of the organization, or of one project by whoever leads it. `rate_limit` is requests an hour.

    The result holds the whole key, which nobody can read again. PermissionDenied for a key or scope beyond the
    maker's own rights, Conflict for an archived project, InvalidRequest for terms that make no sense.
    """

    permission: ClassVar[Permission] = Permission.CREATE_KEYS
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    keys: KeySmith
    events: Events

    def __call__(
        self,
        actor: Actor,
        *,
        name: str,
        scopes: frozenset[Scope],
        rate_limit: int,
        project_id: ProjectId | None = None,
        expires_at: datetime | None = None,
    ) -> CreatedKey:
        def made(key_id: KeyId, secret: SecretHash, now: datetime) -> ApiKey:
            prefix, maker = self.keys.prefix(key_id), UserId(actor.id)
            return ApiKey(key_id, name, prefix, secret, scopes, rate_limit, now, maker, project_id, expires_at)

        def attempt() -> CreatedKey:
            key_id = self.ids.key()
            text, secret = self.keys.forge(key_id)
            return self._create(actor, made(key_id, secret, self.clock.now()), text)

        return settled(attempt)

    def _create(self, actor: Actor, key: ApiKey, text: str) -> CreatedKey:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            check_terms(key.scopes, key.rate_limit, key.expires_at, key.created_at)
            check_reach(actor, workspace, key.project_id, self.permission)
            check_grantable(actor, key.scopes)
            check_unarchived(workspace, key.project_id)
            created = workspace.save(key)
            workspace.record(self.events.changed(actor, "api_key.created", key.id, None, created))
            return workspace.commit(CreatedKey(created, text))
