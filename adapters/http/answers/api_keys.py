"""How API keys are shown."""

from datetime import datetime

from typing_extensions import TypedDict

from adapters.http.answers.words import KeyIdText, KeyStatusWord, ProjectIdText, ScopeWord
from application.api_keys.known_key import CreatedKey, KnownKey
from domain.api_keys.api_key import ApiKey


class ApiKeyAnswer(TypedDict):
    """A key without its secret. `former_key_until` is when the secret before the last rotation stops working."""

    key_id: KeyIdText
    name: str
    key_prefix: str
    project_id: ProjectIdText | None
    scopes: list[ScopeWord]
    rate_limit: int
    status: KeyStatusWord
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    last_used_at: datetime | None
    former_key_until: datetime | None
    version: int


class CreatedKeyAnswer(ApiKeyAnswer):
    """A key with its secret, which is shown this once; null when the answer is given again."""

    key: str | None


def present_key(known: KnownKey) -> ApiKeyAnswer:
    """Show a key."""
    return _shown(known.key, known.last_used_at)


def present_created(created: CreatedKey) -> CreatedKeyAnswer:
    """Show a key that was made or rotated just now."""
    return {**_shown(created.key, created.last_used_at), "key": created.secret}


def _shown(key: ApiKey, last_used_at: datetime | None) -> ApiKeyAnswer:
    return {
        "key_id": key.id,
        "name": key.name,
        "key_prefix": key.prefix,
        "project_id": key.project_id,
        "scopes": sorted(key.scopes),
        "rate_limit": key.rate_limit,
        "status": key.status.value,
        "created_at": key.created_at,
        "created_by": key.created_by,
        "expires_at": key.expires_at,
        "last_used_at": last_used_at,
        "former_key_until": None if key.former_secret is None else key.former_secret.expires_at,
        "version": key.version,
    }
