"""An invitation as an item."""

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
from domain.ids import InvitationId, UserId
from domain.organizations.names import EmailAddress
from domain.people.invitation import Invitation, InvitationStatus
from domain.roles.role import Role

_SCHEMA: Final = 1


def to_item(invitation: Invitation) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "id": text(invitation.id),
        "email": text(invitation.email.text),
        "role": text(invitation.role.value),
        "token": text(invitation.token_hash),
        "created": moment(invitation.created_at),
        "expires": moment(invitation.expires_at),
        "version": number(invitation.version),
    }
    if invitation.projects:
        item["projects"] = structure(invitation.projects)
    if invitation.invited_by is not None:
        item["inviter"] = text(invitation.invited_by)
    if invitation.status is not InvitationStatus.PENDING:
        item["status"] = text(invitation.status.value)
    return item


def from_item(item: Attributes) -> Invitation:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return Invitation(
        id=InvitationId(as_text(item["id"])),
        email=EmailAddress(as_text(item["email"])),
        role=Role(as_text(item["role"])),
        projects=tuple(as_structure(item["projects"])) if "projects" in item else (),
        token_hash=as_text(item["token"]),
        created_at=as_moment(item["created"]),
        expires_at=as_moment(item["expires"]),
        invited_by=UserId(as_text(item["inviter"])) if "inviter" in item else None,
        status=InvitationStatus(as_text(item["status"])) if "status" in item else InvitationStatus.PENDING,
        version=as_number(item["version"]),
    )
