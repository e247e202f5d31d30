"""A person's line for one organization as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import Attributes, Item, as_text, number, text
from domain.ids import OrganizationId, PersonId, UserId
from domain.people.person import Membership
from domain.people.user import UserStatus
from domain.roles.role import Role

_SCHEMA: Final = 1


def to_item(line: Membership) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "person": text(line.person_id),
        "org": text(line.organization_id),
        "user": text(line.user_id),
        "role": text(line.role.value),
        "org_name": text(line.organization_name),
    }
    if line.status is not UserStatus.ACTIVE:
        item["status"] = text(line.status.value)
    return item


def from_item(item: Attributes) -> Membership:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Membership(
        person_id=PersonId(as_text(item["person"])),
        organization_id=OrganizationId(as_text(item["org"])),
        user_id=UserId(as_text(item["user"])),
        role=Role(as_text(item["role"])),
        status=UserStatus(as_text(item["status"])) if "status" in item else UserStatus.ACTIVE,
        organization_name=as_text(item["org_name"]),
    )
