"""Where resources, records and events lie: their items with the keys of the table and of the indexes."""

from datetime import timedelta
from typing import Final, assert_never

from adapters.dynamodb.engine.writes import Write, put
from adapters.dynamodb.items import api_key as api_keys
from adapters.dynamodb.items import audit_event as audit_events
from adapters.dynamodb.items import billing_account as billing_accounts
from adapters.dynamodb.items import export_book as export_books
from adapters.dynamodb.items import gauge as gauges
from adapters.dynamodb.items import invitation as invitations
from adapters.dynamodb.items import invoice as invoices
from adapters.dynamodb.items import organization as organizations
from adapters.dynamodb.items import project as projects
from adapters.dynamodb.items import usage_record as usage_records
from adapters.dynamodb.items import user as users
from adapters.dynamodb.items.values import Item, text
from adapters.dynamodb.keys import DEEDS, EMAIL, LISTS, RESOURCES, Index, TenantKeys, sortable
from adapters.dynamodb.layout.outside import expiring
from domain.api_keys.api_key import ApiKey, KeyStatus
from domain.audit.audit_event import ActorKind, AuditEvent
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.session import LONGEST_LIFE, Session
from domain.people.user import User
from domain.projects.project import Project
from domain.usage.gauge import Gauge
from domain.usage.record import UsageRecord, resource_id

ENDED_KEPT: Final = timedelta(days=30)
"""After its seven days an invitation that was used or taken back is known so much longer."""

PENDING: Final = "pending#"
ENDED: Final = "ended#"
ADDRESS: Final = "email#"
MADE: Final = "key#"

Kept = Organization | User | Invitation | Project | ApiKey | Gauge | BillingAccount | ExportBook | Invoice


def placed(resource: Kept, keys: TenantKeys) -> Write:
    """Return the write of a resource as it shall stand."""
    match resource:
        case Organization():
            write = put(keys.organization, organizations.to_item(resource))
        case User():
            write = _user(resource, keys)
        case Invitation():
            write = _invitation(resource, keys)
        case Project():
            item = indexed(projects.to_item(resource), LISTS, keys.projects, resource.slug.text)
            write = put(keys.project(resource.id), item)
        case ApiKey():
            write = _api_key(resource, keys)
        case Gauge():
            write = put(keys.gauge(resource.project_id), gauges.to_item(resource))
        case BillingAccount() | ExportBook() | Invoice():
            write = _of_billing(resource, keys)
        case _:
            assert_never(resource)
    return write


def removed(resource: User | Invitation | Project | ApiKey, keys: TenantKeys) -> Write:
    """Return the removal of a resource."""
    match resource:
        case User():
            key = keys.user(resource.id)
        case Invitation():
            key = keys.invitation(resource.id)
        case Project():
            key = keys.project(resource.id)
        case ApiKey():
            key = keys.api_key(resource.id)
        case _:
            assert_never(resource)
    return Write(key, "Delete")


def kept_record(record: UsageRecord, keys: TenantKeys) -> Write:
    """Return the write of a usage record."""
    partition = keys.of_project(record.project_id)
    sort = f"{sortable(record.timestamp)}#{resource_id(record.record_id)}"
    return put(keys.resource(record.record_id), indexed(usage_records.to_item(record), RESOURCES, partition, sort))


def written_event(event: AuditEvent, keys: TenantKeys, retention: timedelta) -> Write:
    """Return the write of an audit event, that of a user's deed findable by its user."""
    key = keys.event(event.at, event.id)
    item = expiring(audit_events.to_item(event), event.at + retention)
    if event.actor_kind is ActorKind.USER:
        item = indexed(item, DEEDS, keys.of_user(event.actor_id), key.sort)
    return put(key, item)


def bound_session(session: Session, keys: TenantKeys) -> Write:
    """Return the write that tells a tenant of a session that is bound to it, so that an erasure can end it."""
    return put(keys.session(session.id), expiring({}, session.started_at + LONGEST_LIFE))


def indexed(item: Item, index: Index, partition: str, sort: str) -> Item:
    """Give an item its place in an index."""
    item[index.partition], item[index.sort] = text(partition), text(sort)
    return item


def created(key: ApiKey) -> str:
    """Return where a key stands in the list of keys."""
    return f"{sortable(key.created_at)}#{key.id}"


def issued(invoice: Invoice) -> str:
    """Return where an invoice stands in the list of invoices."""
    return f"{sortable(invoice.created_at)}#{invoice.id}"


def _user(user: User, keys: TenantKeys) -> Write:
    item = indexed(users.to_item(user), EMAIL, keys.root, f"{ADDRESS}{user.email.text}")
    if user.owns:
        item = indexed(item, LISTS, keys.owners, user.id)
    return put(keys.user(user.id), item)


def _invitation(invitation: Invitation, keys: TenantKeys) -> Write:
    pending = invitation.status is InvitationStatus.PENDING
    sort = f"{PENDING if pending else ENDED}{invitation.id}"
    item = indexed(invitations.to_item(invitation), LISTS, keys.invitations, sort)
    if not pending:
        item = expiring(item, invitation.expires_at + ENDED_KEPT)
    return put(keys.invitation(invitation.id), item)


def _api_key(key: ApiKey, keys: TenantKeys) -> Write:
    item = indexed(api_keys.to_item(key), LISTS, keys.api_keys, created(key))
    if key.status is KeyStatus.ACTIVE:
        item = indexed(item, DEEDS, keys.of_user(key.created_by), f"{MADE}{key.id}")
    return put(keys.api_key(key.id), item)


def _of_billing(resource: BillingAccount | ExportBook | Invoice, keys: TenantKeys) -> Write:
    match resource:
        case BillingAccount():
            return put(keys.account, billing_accounts.to_item(resource))
        case ExportBook():
            return put(keys.exports(resource.cycle), export_books.to_item(resource))
        case Invoice():
            item = indexed(invoices.to_item(resource), LISTS, keys.invoices, issued(resource))
            return put(keys.invoice(resource.id), item)
