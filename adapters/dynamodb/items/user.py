"""A user as an item."""

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
from domain.ids import PersonId, UserId
from domain.organizations.names import EmailAddress
from domain.people.user import User, UserStatus
from domain.roles.role import ProjectRole, Role

_SCHEMA: Final = 1


def to_item(user: User) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(user.id),
        "person": text(user.person_id),
        "email": text(user.email.text),
        "name": text(user.name),
        "role": text(user.role.value),
        "created": moment(user.created_at),
        "version": number(user.version),
    }
    if user.status is not UserStatus.ACTIVE:
        item["status"] = text(user.status.value)
    if user.projects:
        item["projects"] = structure(dict(user.projects))
    return item


def from_item(item: Attributes) -> User:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    projects = as_structure(item["projects"]) if "projects" in item else {}
    return User(
        id=UserId(as_text(item["id"])),
        person_id=PersonId(as_text(item["person"])),
        email=EmailAddress(as_text(item["email"])),
        name=as_text(item["name"]),
        role=Role(as_text(item["role"])),
        created_at=as_moment(item["created"]),
        status=UserStatus(as_text(item["status"])) if "status" in item else UserStatus.ACTIVE,
        projects={project_id: ProjectRole(role) for project_id, role in projects.items()},
        version=as_number(item["version"]),
    )
