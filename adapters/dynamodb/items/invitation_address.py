"""Where the invitation of a token lies, as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import Attributes, Item, as_text, number, text
from application.ports.directory import InvitationAddress
from domain.ids import InvitationId, OrganizationId

_SCHEMA: Final = 1


def to_item(address: InvitationAddress) -> Item:
    return {
        "schema": number(_SCHEMA),
        "token": text(address.token_hash),
        "org": text(address.organization_id),
        "invitation": text(address.invitation_id),
    }


def from_item(item: Attributes) -> InvitationAddress:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return InvitationAddress(
        token_hash=as_text(item["token"]),
        organization_id=OrganizationId(as_text(item["org"])),
        invitation_id=InvitationId(as_text(item["invitation"])),
    )
