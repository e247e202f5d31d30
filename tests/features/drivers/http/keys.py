"""API keys and the audit log, over HTTP."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.features.driver import AuditLine
from tests.features.drivers.http.asking import Asking, Json
from tests.features.drivers.names import MadeKey, key_text
from tests.features.words import Caller, Key, Person


class Keys(Asking):
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
        said: dict[str, Any] = {
            "name": key,
            "scopes": list(scopes),
            "project_id": None if project is None else self.project_id(project),
            "rate_limit": requests_per_hour,
            "expires_at": None if until is None else until.isoformat().replace("+00:00", "Z"),
        }
        body = {member: value for member, value in said.items() if value is not None}
        made = self.ask(who, company, "POST", self.path(company, "api-keys"), json=body)
        self.made_keys[key] = MadeKey(made["key_id"], company, [made["key"]])

    def key_path(self, key: str, *parts: str) -> str:
        made = self.made_keys[key]
        return self.path(made.company, "api-keys", made.id, *parts)

    def rotate(self, who: Caller, key: str, *, overlap: int = 0) -> None:
        body = {"overlap_seconds": overlap}
        path = self.key_path(key, "rotate")
        answer = self.ask(who, self.made_keys[key].company, "POST", path, json=body)
        self.made_keys[key].secrets.append(answer["key"])

    def revoke(self, who: Caller, key: str) -> None:
        self.ask(who, self.made_keys[key].company, "DELETE", self.key_path(key))

    def keys(self, who: Caller, company: str) -> tuple[str, ...]:
        return tuple(row["name"] for row in self.all_of(who, company, self.path(company, "api-keys")))

    def keys_as_shown(self, who: Caller, company: str) -> str:
        return json.dumps(self.all_of(who, company, self.path(company, "api-keys")))

    def secret(self, key: Key) -> str:
        return key_text(self.made_keys[key.name], key)

    def audit(
        self, who: Caller, company: str, *, action: str | None = None, person: Person | None = None
    ) -> tuple[AuditLine, ...]:
        params = {} if action is None else {"action": action}
        if person is not None:
            params["user_id"] = self.user_id(company, person)
        return tuple(map(self.line, self.all_of(who, company, self.path(company, "audit"), **params)))

    def line(self, row: Json) -> AuditLine:
        actor = row["actor"]
        named = actor["type"] in ("operator", "system")
        return AuditLine(
            action=row["action"],
            actor=actor["type"] if named else self.name_of_user(actor["id"]),
            kind=row["kind"],
            changes={name: (change["from"], change["to"]) for name, change in row["changes"].items()},
            text=json.dumps(row),
        )
