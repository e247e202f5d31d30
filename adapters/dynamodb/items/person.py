"""A person's login as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import Attributes, Item, as_moment, as_number, as_text, moment, number, text
from domain.ids import OrganizationId, PersonId
from domain.organizations.names import EmailAddress
from domain.people.person import Person

_SCHEMA: Final = 1


def to_item(person: Person) -> Item:
    trial: Item = {} if person.trial_of is None else {"trial": text(person.trial_of)}
    return {
        "schema": number(_SCHEMA),
        "id": text(person.id),
        "email": text(person.email.text),
        "name": text(person.name),
        "password": text(person.password_hash),
        "created": moment(person.created_at),
        "version": number(person.version),
        **trial,
    }


def from_item(item: Attributes) -> Person:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Person(
        id=PersonId(as_text(item["id"])),
        email=EmailAddress(as_text(item["email"])),
        name=as_text(item["name"]),
        password_hash=as_text(item["password"]),
        created_at=as_moment(item["created"]),
        version=as_number(item["version"]),
        trial_of=OrganizationId(as_text(item["trial"])) if "trial" in item else None,
    )
