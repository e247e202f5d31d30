"""An organization as an item."""

from typing import Final

from adapters.dynamodb.items import billing_state, excess, plan_history, settings, standing
from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    YES,
    Attributes,
    Item,
    as_moment,
    as_number,
    as_text,
    is_so,
    moment,
    number,
    text,
)
from domain.ids import OrganizationId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization

_SCHEMA: Final = 1


def to_item(organization: Organization) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(organization.id),
        "name": text(organization.name),
        "slug": text(organization.slug.text),
        "email": text(organization.billing_email.text),
        "created": moment(organization.created_at),
        **plan_history.to_item(organization.plans),
        **settings.to_item(organization.settings),
        **standing.to_item(organization.standing),
        **billing_state.to_item(organization.billing),
        **excess.to_item(organization.excess),
        "version": number(organization.version),
    }
    if organization.founded:
        item["founded"] = YES
    return item


def from_item(item: Attributes) -> Organization:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Organization(
        id=OrganizationId(as_text(item["id"])),
        name=as_text(item["name"]),
        slug=Slug(as_text(item["slug"])),
        billing_email=EmailAddress(as_text(item["email"])),
        created_at=as_moment(item["created"]),
        plans=plan_history.from_item(item),
        settings=settings.from_item(item),
        standing=standing.from_item(item),
        billing=billing_state.from_item(item),
        excess=excess.from_item(item),
        founded=is_so(item.get("founded")),
        version=as_number(item["version"]),
    )
