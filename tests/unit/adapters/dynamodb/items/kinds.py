"""Every kind that is kept: its two translations, and its values as they are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final, NamedTuple

import pytest
from hypothesis.strategies import SearchStrategy

from adapters.dynamodb.items import (
    answer,
    api_key,
    audit_event,
    billing_account,
    certificate,
    export_book,
    gauge,
    invitation,
    invitation_address,
    invoice,
    membership,
    organization,
    person,
    project,
    session,
    storage_opening,
    usage_record,
    user,
    work,
)
from adapters.dynamodb.items.values import Attributes, Item
from tests.unit.adapters.dynamodb.items import drawn, drawn_billing


class Kind(NamedTuple):
    """One kind."""

    to_item: Callable[[Any], Item]
    from_item: Callable[[Attributes], Any]
    values: SearchStrategy[Any]


KINDS: Final[Mapping[str, Kind]] = {
    "answer": Kind(answer.to_item, answer.from_item, drawn.answers),
    "API key": Kind(api_key.to_item, api_key.from_item, drawn.api_keys),
    "audit event": Kind(audit_event.to_item, audit_event.from_item, drawn.audit_events),
    "billing account": Kind(billing_account.to_item, billing_account.from_item, drawn_billing.billing_accounts),
    "certificate": Kind(certificate.to_item, certificate.from_item, drawn.certificates),
    "export book": Kind(export_book.to_item, export_book.from_item, drawn_billing.export_books),
    "gauge": Kind(gauge.to_item, gauge.from_item, drawn.gauges),
    "invitation": Kind(invitation.to_item, invitation.from_item, drawn.invitations),
    "invitation address": Kind(invitation_address.to_item, invitation_address.from_item, drawn.invitation_addresses),
    "invoice": Kind(invoice.to_item, invoice.from_item, drawn_billing.invoices),
    "membership": Kind(membership.to_item, membership.from_item, drawn.memberships),
    "organization": Kind(organization.to_item, organization.from_item, drawn.organizations),
    "person": Kind(person.to_item, person.from_item, drawn.persons),
    "project": Kind(project.to_item, project.from_item, drawn.projects),
    "session": Kind(session.to_item, session.from_item, drawn.sessions),
    "storage opening": Kind(storage_opening.to_item, storage_opening.from_item, drawn.storage_openings),
    "usage record": Kind(usage_record.to_item, usage_record.from_item, drawn.usage_records),
    "user": Kind(user.to_item, user.from_item, drawn.users),
    "work": Kind(work.to_item, work.from_item, drawn.works),
}

of_every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def anatomy(value: object) -> object:
    """Return a value with the types of all its parts: a name of a role equals the role, and 1 equals True."""
    match value:
        case Mapping():
            return {"map": {name: (anatomy(name), anatomy(part)) for name, part in value.items()}}
        case tuple() | list():
            return type(value), [anatomy(part) for part in value]
        case frozenset():
            return type(value), {part: anatomy(part) for part in value}
        case _ if is_dataclass(value):
            return type(value), [anatomy(getattr(value, field.name)) for field in fields(value) if field.compare]
        case _:
            return type(value), value
