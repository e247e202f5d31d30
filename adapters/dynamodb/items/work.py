"""A piece of due work as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    Item,
    as_moment,
    as_number,
    as_structure,
    as_text,
    moment,
    number,
    structure,
    text,
)
from application.ports.agenda import Work, WorkKind
from domain.ids import OrganizationId, WorkId

_SCHEMA: Final = 1


def to_item(work: Work) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(work.id),
        "at": moment(work.at),
        "kind": text(work.kind.value),
        "org": text(work.organization_id),
    }
    if work.subject:
        item["subject"] = structure(dict(work.subject))
    if work.attempts:
        item["attempts"] = number(work.attempts)
    return item


def from_item(item: Attributes) -> Work:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Work(
        id=WorkId(as_text(item["id"])),
        at=as_moment(item["at"]),
        kind=WorkKind(as_text(item["kind"])),
        organization_id=OrganizationId(as_text(item["org"])),
        subject=as_structure(item["subject"]) if "subject" in item else {},
        attempts=as_number(item["attempts"]) if "attempts" in item else 0,
    )
