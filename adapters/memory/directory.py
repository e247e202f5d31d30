"""What is known outside any tenant, in memory."""

from collections import deque
from dataclasses import replace
from datetime import datetime
from threading import RLock
from typing import Final, assert_never, final

from adapters.memory.customers import Customers
from adapters.memory.sessions import MemorySessions
from application.ports.directory import (
    Directory,
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
from domain.audit.certificate import ErasureCertificate
from domain.billing.subscription import CustomerId
from domain.ids import OrganizationId, PersonId
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.people.person import Membership, Person

OUTLIVED_TOKENS: Final = 10_000
"""Tokens of organizations that were erased and are still known to have run out; older ones are unknown."""


@final
class MemoryDirectory(Directory):
    """Logins, slugs, membership lines, customers, notices and certificates.

    Commits change it under `lock`, after their tenant's.
    """

    def __init__(self, sessions: MemorySessions) -> None:
        self.lock = RLock()
        self._sessions = sessions
        self._slugs: dict[Slug, OrganizationId] = {}
        self._persons: dict[PersonId, Person] = {}
        self._emails: dict[EmailAddress, PersonId] = {}
        self._memberships: dict[PersonId, dict[OrganizationId, Membership]] = {}
        self._invitations: dict[str, InvitationAddress] = {}
        self._last: dict[PersonId, OrganizationId] = {}
        self._customers = Customers()
        self._outlived: deque[str] = deque()
        self._certificates: dict[OrganizationId, ErasureCertificate] = {}

    def person(self, person_id: PersonId) -> Person | None:
        return self._persons.get(person_id)

    def person_by_email(self, email: EmailAddress) -> Person | None:
        person_id = self._emails.get(email)
        return None if person_id is None else self._persons[person_id]

    def memberships(self, person_id: PersonId) -> tuple[Membership, ...]:
        with self.lock:
            lines = self._memberships.get(person_id, {})
            return tuple(lines[organization_id] for organization_id in sorted(lines))

    def organization_by_slug(self, slug: Slug) -> OrganizationId | None:
        return self._slugs.get(slug)

    def invitation(self, token_hash: str) -> InvitationAddress | None:
        return self._invitations.get(token_hash)

    def last_organization(self, person_id: PersonId) -> OrganizationId | None:
        return self._last.get(person_id)

    def customer(self, customer: CustomerId) -> OrganizationId | None:
        return self._customers.get(customer)

    def customers(self, after: CustomerId | None, most: int) -> tuple[CustomerId, ...]:
        with self.lock:
            return self._customers.after(after, most)

    def knows_notice(self, notice_id: str) -> bool:
        return self._customers.knows(notice_id)

    def certificate(self, organization_id: OrganizationId) -> ErasureCertificate | None:
        return self._certificates.get(organization_id)

    def slug_taken(self, entry: DirectoryEntry) -> bool:
        """Tell whether another organization has the slug that an entry takes."""
        return (
            isinstance(entry, TakeSlug) and self._slugs.get(entry.slug, entry.organization_id) != entry.organization_id
        )

    def email_taken(self, entry: DirectoryEntry) -> bool:
        """Tell whether an entry makes a login for an e-mail address that has one."""
        return isinstance(entry, SavePerson) and entry.person.version == 0 and entry.person.email in self._emails

    def stale(self, entry: DirectoryEntry, now: datetime) -> bool:
        """Tell whether an entry saves what has changed since it was read, or takes what another one has taken."""
        match entry:
            case SavePerson(person=person) if person.version > 0:
                kept = self._persons.get(person.id)
                return kept is None or kept.version != person.version
            case SaveSession(session=session):
                return self._sessions.stale(session)
            case SaveCustomer() | RemoveCustomer() | TakeNotice():
                return self._customers.stale(entry, now)
            case _:
                return False

    def apply(self, entry: DirectoryEntry, now: datetime) -> None:
        """Write an entry that was checked."""
        match entry:
            case TakeSlug(slug=slug, organization_id=organization_id):
                self._slugs[slug] = organization_id
            case FreeSlug(slug=slug):
                self._slugs.pop(slug, None)
            case SavePerson(person=person):
                self._save(person)
            case SaveMembership(membership=line):
                self._memberships.setdefault(line.person_id, {})[line.organization_id] = line
            case RemoveMembership(person_id=person_id, organization_id=organization_id):
                self._memberships.get(person_id, {}).pop(organization_id, None)
            case SaveInvitationAddress(address=address):
                self._invitations[address.token_hash] = address
            case RemoveInvitationAddress(token_hash=token_hash):
                self._invitations.pop(token_hash, None)
            case SaveSession(session=session):
                self._sessions.put(session)
                self._last[session.person_id] = session.organization_id
            case SaveCustomer() | RemoveCustomer() | TakeNotice():
                self._customers.apply(entry, now)
            case _:
                assert_never(entry)

    def erase(self, organization: Organization, persons: set[PersonId], tokens: set[str]) -> None:
        """Forget an organization: its slug, its persons' lines and sessions, and what its provider calls it.

        Its invitations' tokens are forgotten only after many others.
        """
        self._slugs.pop(organization.slug, None)
        for person_id in persons:
            self._memberships.get(person_id, {}).pop(organization.id, None)
        self._sessions.forget(organization.id)
        self._customers.forget(organization.id)
        self._outlived.extend(token_hash for token_hash in tokens if token_hash in self._invitations)
        while len(self._outlived) > OUTLIVED_TOKENS:
            self._invitations.pop(self._outlived.popleft(), None)

    def forget(self, token_hash: str) -> None:
        """Forget the token of an invitation that ended long ago."""
        with self.lock:
            self._invitations.pop(token_hash, None)

    def certify(self, certificate: ErasureCertificate) -> None:
        """Keep what an erasure has left."""
        self._certificates[certificate.organization_id] = certificate

    def _save(self, person: Person) -> None:
        self._persons[person.id] = replace(person, version=person.version + 1)
        self._emails[person.email] = person.id
