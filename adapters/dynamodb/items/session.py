"""A session as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    YES,
    Attributes,
    Item,
    as_moment,
    as_number,
    as_structure,
    as_text,
    is_so,
    moment,
    number,
    structure,
    text,
)
from domain.ids import OrganizationId, PersonId, SessionId, UserId
from domain.people.session import Session

_SCHEMA: Final = 1


def to_item(session: Session) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(session.id),
        "person": text(session.person_id),
        "org": text(session.organization_id),
        "user": text(session.user_id),
        "started": moment(session.started_at),
        "refreshed": moment(session.refreshed_at),
        "refresh": text(session.refresh_hash),
        "version": number(session.version),
    }
    if session.methods:
        item["methods"] = structure(session.methods)
    if session.spent_hashes:
        item["spent"] = structure(session.spent_hashes)
    if session.ended:
        item["ended"] = YES
    return item


def from_item(item: Attributes) -> Session:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Session(
        id=SessionId(as_text(item["id"])),
        person_id=PersonId(as_text(item["person"])),
        organization_id=OrganizationId(as_text(item["org"])),
        user_id=UserId(as_text(item["user"])),
        methods=tuple(as_structure(item["methods"])) if "methods" in item else (),
        started_at=as_moment(item["started"]),
        refreshed_at=as_moment(item["refreshed"]),
        refresh_hash=as_text(item["refresh"]),
        spent_hashes=tuple(as_structure(item["spent"])) if "spent" in item else (),
        ended=is_so(item.get("ended")),
        version=as_number(item["version"]),
    )
