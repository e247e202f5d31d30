"""What belongs to no tenant: the keys of the few global items, and the writes of them that a commit may carry."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, assert_never
from zlib import crc32

from adapters.dynamodb.engine.table import TTL
from adapters.dynamodb.engine.writes import Judge, Write, put, stale
from adapters.dynamodb.items import answer as answers
from adapters.dynamodb.items import certificate as certificates
from adapters.dynamodb.items import invitation_address as addresses
from adapters.dynamodb.items import membership as memberships
from adapters.dynamodb.items import person as persons
from adapters.dynamodb.items import session as sessions
from adapters.dynamodb.items import work as works
from adapters.dynamodb.items.values import Item, moment, text
from adapters.dynamodb.keys import Key, sortable
from application.actor import Once
from application.ports.agenda import Work
from application.ports.answers import Answer
from application.ports.directory import (
    DirectoryEntry,
    FreeSlug,
    InvitationAddress,
    RemoveCustomer,
    RemoveInvitationAddress,
    RemoveMembership,
    SaveCustomer,
    SaveInvitationAddress,
    SaveMembership,
    SavePerson,
    SaveSession,
    TakeNotice,
    TakeSlug,
)
from application.unit_of_work import CommitRefused
from domain.audit.certificate import ErasureCertificate
from domain.billing.subscription import CustomerId
from domain.ids import OrganizationId, PersonId, SessionId
from domain.organizations.names import EmailAddress, Slug
from domain.people.person import Person
from domain.people.session import LONGEST_LIFE, Session

ADDRESSES_KEPT: Final = timedelta(days=90)
"""So long the token of an invitation is known, if only to say that it has run out."""

NOTICES_KNOWN: Final = timedelta(days=40)

CUSTOMERS: Final = "customer#all"
"""The partition of all customers of payment providers: a few are new each hour, and each notice looks up one."""

SHARDS: Final = 4
"""Partitions of the agenda; each takes some 300 pieces of work a second (1,000 write units of a partition)."""

LAST_ORGANIZATION: Final = "last"
ORGANIZATION: Final = "org"
AFTER_ERASURE: Final = "after_erasure"
"""The attribute of work that was planned with its tenant's erasure."""


def slug_key(slug: Slug) -> Key:
    return Key(f"slug#{slug.text}")


def login_key(email: EmailAddress) -> Key:
    return Key(f"login#{email.text}")


def person_key(person_id: PersonId) -> Key:
    return Key(f"person#{person_id}")


def line_key(person_id: PersonId, organization_id: OrganizationId) -> Key:
    return Key(f"person#{person_id}", f"org#{organization_id}")


def last_key(person_id: PersonId) -> Key:
    return Key(f"person#{person_id}", LAST_ORGANIZATION)


def session_key(session_id: SessionId) -> Key:
    return Key(f"session#{session_id}")


def refresh_key(refresh_hash: str) -> Key:
    return Key(f"refresh#{refresh_hash}")


def invitation_key(token_hash: str) -> Key:
    return Key(f"invite#{token_hash}")


def customer_key(customer: CustomerId) -> Key:
    return Key(CUSTOMERS, customer)


def notice_key(notice_id: str) -> Key:
    return Key(f"notice#{notice_id}")


def certificate_key(organization_id: OrganizationId) -> Key:
    return Key(f"certificate#{organization_id}")


def answer_key(scope: str, key: str) -> Key:
    """Scope and key are texts of callers: their hash cannot run into one another."""
    return Key(f"answer#{sha256(f'{len(scope)}#{scope}{key}'.encode()).hexdigest()}")


def rate_key(name: str, subject: str) -> Key:
    return Key(f"rate#{name}#{subject}")


def due_partition(shard: int) -> str:
    return f"due#{shard}"


def lease_key(shard: int) -> Key:
    return Key(f"lease#{shard}")


def work_key(work: Work) -> Key:
    shard = crc32(work.organization_id.encode()) % SHARDS
    return Key(due_partition(shard), f"{sortable(work.at)}#{work.organization_id}#{work.id}")


def expiring(item: Item, at: datetime) -> Item:
    """Give an item the second from which on DynamoDB may delete it (some days late; readers look themselves)."""
    item[TTL] = {"N": str(int(at.timestamp()))}
    return item


def planned(work: Work, *, after_erasure: bool = False) -> Write:
    """Return the write that puts work on the agenda; what is planned with an erasure outlives its tenant."""
    item = works.to_item(work)
    if after_erasure:
        item[AFTER_ERASURE] = {"BOOL": True}
    return put(work_key(work), item)


def certified(certificate: ErasureCertificate) -> Write:
    """Return the write of what an erasure leaves."""
    return put(certificate_key(certificate.organization_id), certificates.to_item(certificate))


def answered(once: Once, answer: Answer, now: datetime) -> Write:
    """Return the write of an answer; refused while another one is kept under the same key."""
    item = expiring(answers.to_item(answer), answer.expires_at)
    write = put(answer_key(once.scope, once.key), item)
    at = write.expressions.name(answers.EXPIRES)
    limit = write.expressions.value(moment(now))

    def judge(kept: Item | None, refused: CommitRefused) -> None:
        refused.answer = None if kept is None else answers.from_item(kept)

    write.when(f"(attribute_not_exists(PK) OR {at} <= {limit})", judge)
    return write


def entered(entry: DirectoryEntry, organization_id: OrganizationId, now: datetime) -> Iterator[Write]:
    """Return the writes of an entry that a commit of an organization carries."""
    match entry:
        case TakeSlug(slug=slug, organization_id=taker):
            yield _owned(put(slug_key(slug), {ORGANIZATION: text(taker)}), ORGANIZATION, taker, _slug_taken)
        case FreeSlug(slug=slug):
            yield freed(slug, organization_id)
        case SavePerson(person=person):
            yield from _saved_person(person)
        case SaveMembership(membership=line):
            yield put(line_key(line.person_id, line.organization_id), memberships.to_item(line))
        case RemoveMembership(person_id=person_id, organization_id=left):
            yield Write(line_key(person_id, left), "Delete")
        case SaveInvitationAddress(address=address):
            yield _addressed(address, now)
        case RemoveInvitationAddress(token_hash=token_hash):
            yield Write(invitation_key(token_hash), "Delete")
        case SaveSession(session=session):
            yield from saved_session(session)
            last = {ORGANIZATION: text(session.organization_id)}
            yield put(last_key(session.person_id), last)
        case SaveCustomer() | RemoveCustomer() | TakeNotice():
            yield _told_by_a_provider(entry, now)
        case _:
            assert_never(entry)


def is_known(notice: Item | None, now: datetime) -> bool:
    """Tell whether a notice was heard, and not too long ago: an item that has expired may be there for days."""
    return notice is not None and int(now.timestamp()) < int(notice[TTL]["N"])


def freed(slug: Slug, organization_id: OrganizationId) -> Write:
    """Return the write that lets a slug go, if it is the organization's."""
    return _owned(Write(slug_key(slug), "Delete"), ORGANIZATION, organization_id, stale)


def forgotten(customer: CustomerId, organization_id: OrganizationId) -> Write:
    """Return the write that forgets a customer, if it is the organization's."""
    return _owned(Write(customer_key(customer), "Delete"), ORGANIZATION, organization_id, stale)


def saved_session(session: Session) -> Iterator[Write]:
    """Return the writes of a session that is unchanged since it was read, findable by its refresh token's hash."""
    gone = session.started_at + LONGEST_LIFE
    saved = put(
        session_key(session.id), expiring(sessions.to_item(replace(session, version=session.version + 1)), gone)
    )
    saved.when_version(session.version, stale)
    yield saved
    yield put(refresh_key(session.refresh_hash), expiring({"session": text(session.id)}, gone))


def _saved_person(person: Person) -> Iterator[Write]:
    saved = put(person_key(person.id), persons.to_item(replace(person, version=person.version + 1)))
    saved.when_version(person.version, stale)
    yield saved
    yield _owned(put(login_key(person.email), {"person": text(person.id)}), "person", person.id, _email_taken)


def _addressed(address: InvitationAddress, now: datetime) -> Write:
    return put(invitation_key(address.token_hash), expiring(addresses.to_item(address), now + ADDRESSES_KEPT))


def _told_by_a_provider(entry: SaveCustomer | RemoveCustomer | TakeNotice, now: datetime) -> Write:
    match entry:
        case SaveCustomer(customer=customer, organization_id=organization_id):
            saved = put(customer_key(customer), {ORGANIZATION: text(organization_id)})
            return _owned(saved, ORGANIZATION, organization_id, stale)
        case RemoveCustomer(customer=customer, organization_id=organization_id):
            return forgotten(customer, organization_id)
        case TakeNotice(notice_id=notice_id):
            return _heard(notice_id, now)
        case _:
            assert_never(entry)


def _heard(notice_id: str, now: datetime) -> Write:
    """Return the write of a notice; refused while it is known."""
    write = put(notice_key(notice_id), expiring({}, now + NOTICES_KNOWN))
    name, value = write.expressions.name(TTL), write.expressions.value({"N": str(int(now.timestamp()))})
    write.when(f"(attribute_not_exists(PK) OR {name} <= {value})", stale)
    return write


def _owned(write: Write, attribute: str, owner: str, judge: Judge) -> Write:
    """Require that an item is nobody's yet, or the owner's already."""
    name, value = write.expressions.name(attribute), write.expressions.value(text(owner))
    write.when(f"(attribute_not_exists(PK) OR {name} = {value})", judge)
    return write


def _slug_taken(_: Item | None, refused: CommitRefused) -> None:
    refused.slug_taken = True


def _email_taken(_: Item | None, refused: CommitRefused) -> None:
    refused.email_taken = True
