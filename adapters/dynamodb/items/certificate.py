"""What an erasure leaves, as an item."""

from typing import Final

from adapters.dynamodb.items.schemas import NO_STEPS, upgraded
from adapters.dynamodb.items.values import (
    Attributes,
    Item,
    as_moment,
    as_structure,
    as_text,
    moment,
    number,
    structure,
    text,
)
from domain.audit.certificate import ErasureCertificate
from domain.ids import OrganizationId

_SCHEMA: Final = 1


def to_item(certificate: ErasureCertificate) -> Item:
    item: Item = {
        "schema": number(_SCHEMA),
        "org": text(certificate.organization_id),
        "at": moment(certificate.erased_at),
        "reason": text(certificate.reason),
    }
    if certificate.erased:
        item["erased"] = structure(dict(certificate.erased))
    return item


def from_item(item: Attributes) -> ErasureCertificate:
    item = upgraded(item, _SCHEMA, NO_STEPS)
    return ErasureCertificate(
        organization_id=OrganizationId(as_text(item["org"])),
        erased_at=as_moment(item["at"]),
        reason=as_text(item["reason"]),
        erased=as_structure(item["erased"]) if "erased" in item else {},
    )
