"""An API key as an item: of its secrets it holds hashes alone."""

from datetime import datetime
from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    Item,
    as_binary,
    as_moment,
    as_number,
    as_structure,
    as_text,
    binary,
    moment,
    number,
    structure,
    text,
)
from domain.api_keys.api_key import ApiKey, KeyStatus, SecretHash
from domain.ids import KeyId, ProjectId, UserId
from domain.roles.role import Scope

_SCHEMA: Final = 1


def to_item(key: ApiKey) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(key.id),
        "name": text(key.name),
        "prefix": text(key.prefix),
        **_secret_told("secret", key.secret),
        "rate": number(key.rate_limit),
        "created": moment(key.created_at),
        "creator": text(key.created_by),
        "version": number(key.version),
    }
    if key.scopes:
        item["scopes"] = structure(sorted(key.scopes))
    if key.project_id is not None:
        item["project"] = text(key.project_id)
    if key.expires_at is not None:
        item["expires"] = moment(key.expires_at)
    if key.former_secret is not None:
        item.update(_secret_told("former", key.former_secret))
    if key.status is not KeyStatus.ACTIVE:
        item["status"] = text(key.status.value)
    return item


def from_item(item: Attributes) -> ApiKey:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return ApiKey(
        id=KeyId(as_text(item["id"])),
        name=as_text(item["name"]),
        prefix=as_text(item["prefix"]),
        secret=_secret("secret", item),
        scopes=frozenset(Scope(name) for name in as_structure(item["scopes"])) if "scopes" in item else frozenset(),
        rate_limit=as_number(item["rate"]),
        created_at=as_moment(item["created"]),
        created_by=UserId(as_text(item["creator"])),
        project_id=ProjectId(as_text(item["project"])) if "project" in item else None,
        expires_at=_moment_if_told("expires", item),
        former_secret=_secret("former", item) if "former" in item else None,
        status=KeyStatus(as_text(item["status"])) if "status" in item else KeyStatus.ACTIVE,
        version=as_number(item["version"]),
    )


def _secret_told(name: str, secret: SecretHash) -> Item:
    told: Item = {name: binary(secret.digest), f"{name}_pepper": text(secret.pepper)}
    if secret.expires_at is not None:
        told[f"{name}_expires"] = moment(secret.expires_at)
    return told


def _secret(name: str, item: Attributes) -> SecretHash:
    expires_at = _moment_if_told(f"{name}_expires", item)
    return SecretHash(as_text(item[f"{name}_pepper"]), as_binary(item[name]), expires_at)


def _moment_if_told(name: str, item: Attributes) -> datetime | None:
    return as_moment(item[name]) if name in item else None
