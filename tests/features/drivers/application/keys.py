"""API keys and the audit log, by use cases."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from application.api_keys.known_key import KnownKey
from domain.audit.audit_event import ActorKind, AuditEvent
from domain.ids import KeyId, ProjectId, UserId
from domain.roles.role import Scope
from tests.features.driver import AuditLine
from tests.features.drivers.application.acting import Acting, told
from tests.features.drivers.names import MadeKey, key_text
from tests.features.words import Caller, Key, Person

MANY = 200
REQUESTS_PER_HOUR = 1_000


class Keys(Acting):
    def make_key(
        self,
        who: Caller,
        company: str,
        key: str,
        scopes: Sequence[str],
        *,
        project: str | None = None,
        requests_per_hour: int | None = None,
        until: datetime | None = None,
    ) -> None:
        create_api_key = self.application.create_api_key
        with told():
            created = create_api_key(
                self.acting(who, company, create_api_key.permission),
                name=key,
                scopes=frozenset(Scope(scope) for scope in scopes),
                rate_limit=requests_per_hour or REQUESTS_PER_HOUR,
                project_id=None if project is None else ProjectId(self.project_id(project)),
                expires_at=until,
            )
        self.made_keys[key] = MadeKey(created.key.id, company, [created.secret or ""])

    def rotate(self, who: Caller, key: str, *, overlap: int = 0) -> None:
        made, rotate_api_key = self.made_keys[key], self.application.rotate_api_key
        with told():
            actor = self.acting(who, made.company, rotate_api_key.permission)
            rotated = rotate_api_key(actor, key_id=KeyId(made.id), overlap=timedelta(seconds=overlap))
        made.secrets.append(rotated.secret or "")

    def revoke(self, who: Caller, key: str) -> None:
        made, revoke_api_key = self.made_keys[key], self.application.revoke_api_key
        with told():
            actor = self.acting(who, made.company, revoke_api_key.permission)
            revoke_api_key(actor, key_id=KeyId(made.id))

    def listed_keys(self, who: Caller, company: str) -> tuple[KnownKey, ...]:
        list_api_keys = self.application.list_api_keys
        with told():
            actor = self.acting(who, company, list_api_keys.permission)
            return tuple(list_api_keys(actor, after=None, limit=MANY).items)

    def keys(self, who: Caller, company: str) -> tuple[str, ...]:
        return tuple(known.key.name for known in self.listed_keys(who, company))

    def keys_as_shown(self, who: Caller, company: str) -> str:
        return repr(self.listed_keys(who, company))

    def secret(self, key: Key) -> str:
        return key_text(self.made_keys[key.name], key)

    def audit(
        self, who: Caller, company: str, *, action: str | None = None, person: Person | None = None
    ) -> tuple[AuditLine, ...]:
        query_audit = self.application.query_audit
        user_id = None if person is None else UserId(self.user_id(company, person))
        with told():
            actor = self.acting(who, company, query_audit.permission)
            page = query_audit(actor, user_id=user_id, action=action, after=None, limit=MANY)
        return tuple(map(self.line, page.items))

    def line(self, event: AuditEvent) -> AuditLine:
        named = event.actor_kind in (ActorKind.OPERATOR, ActorKind.SYSTEM)
        return AuditLine(
            action=event.action,
            actor=event.actor_kind.value if named else self.name_of_user(event.actor_id),
            kind=event.kind.value,
            changes={name: (change.before, change.after) for name, change in event.changes.items()},
            text=repr(event),
        )
