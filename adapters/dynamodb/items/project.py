"""A project, with its team, as an item."""

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
from domain.ids import ProjectId
from domain.organizations.names import Slug
from domain.projects.project import Environment, Project, ProjectStatus, ProjectType
from domain.roles.role import ProjectRole

_SCHEMA: Final = 1


def to_item(project: Project) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(project.id),
        "name": text(project.name),
        "slug": text(project.slug.text),
        "type": text(project.type.value),
        "env": text(project.environment.value),
        "created": moment(project.created_at),
        "version": number(project.version),
    }
    if project.description:
        item["about"] = text(project.description)
    if project.tags:
        item["tags"] = structure(project.tags)
    if project.team:
        item["team"] = structure(dict(project.team))
    if project.status is not ProjectStatus.ACTIVE:
        item["status"] = text(project.status.value)
    return item


def from_item(item: Attributes) -> Project:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    team = as_structure(item["team"]) if "team" in item else {}
    return Project(
        id=ProjectId(as_text(item["id"])),
        name=as_text(item["name"]),
        slug=Slug(as_text(item["slug"])),
        type=ProjectType(as_text(item["type"])),
        environment=Environment(as_text(item["env"])),
        created_at=as_moment(item["created"]),
        description=as_text(item["about"]) if "about" in item else "",
        tags=tuple(as_structure(item["tags"])) if "tags" in item else (),
        team={user_id: ProjectRole(role) for user_id, role in team.items()},
        status=ProjectStatus(as_text(item["status"])) if "status" in item else ProjectStatus.ACTIVE,
        version=as_number(item["version"]),
    )
