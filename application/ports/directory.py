"""What is known outside any tenant: logins, slugs, and which person is a user where."""

from dataclasses import dataclass
from typing import Protocol

from domain.audit.certificate import ErasureCertificate
from domain.billing.subscription import CustomerId
from domain.ids import InvitationId, OrganizationId, PersonId
from domain.organizations.names import EmailAddress, Slug
from domain.people.person import Membership, Person
from domain.people.session import Session


@dataclass(frozen=True, slots=True)
class InvitationAddress:
    """Where the invitation of a token lies."""

    token_hash: str
    organization_id: OrganizationId
    invitation_id: InvitationId


@dataclass(frozen=True, slots=True)
class TakeSlug:
    """Enter a slug for an organization; refused when another one has it."""

    slug: Slug
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class FreeSlug:
    """Let a slug go."""

    slug: Slug


@dataclass(frozen=True, slots=True)
class SavePerson:
    """Enter a new person (version 0; refused when the e-mail has a login) or save a changed one."""

    person: Person


@dataclass(frozen=True, slots=True)
class SaveMembership:
    """Write a person's line for one organization."""

    membership: Membership


@dataclass(frozen=True, slots=True)
class RemoveMembership:
    """Strike a person's line for one organization."""

    person_id: PersonId
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class SaveInvitationAddress:
    """Make an invitation findable by its token's hash."""

    address: InvitationAddress


@dataclass(frozen=True, slots=True)
class RemoveInvitationAddress:
    """Forget a token that was replaced."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class SaveSession:
    """Start a session (version 0) or save a changed one."""

    session: Session


@dataclass(frozen=True, slots=True)
class SaveCustomer:
    """Make an organization findable by the name that its payment provider has for it."""

    customer: CustomerId
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class RemoveCustomer:
    """Forget a name that an organization's payment provider has for it no more; of another organization: refused."""

    customer: CustomerId
    organization_id: OrganizationId


@dataclass(frozen=True, slots=True)
class TakeNotice:
    """Note that a notice of the payment provider was heard; refused as stale when it was before.

    It is known for 40 days: longer than any provider repeats itself.
    """

    notice_id: str


DirectoryEntry = (
    TakeSlug
    | FreeSlug
    | SavePerson
    | SaveMembership
    | RemoveMembership
    | SaveInvitationAddress
    | RemoveInvitationAddress
    | SaveSession
    | SaveCustomer
    | RemoveCustomer
    | TakeNotice
)
"""A write outside the tenant that a workspace's commit may carry."""


class Directory(Protocol):
    """Answers which tenant and which person; it knows nothing of what is inside a tenant."""

    def person(self, person_id: PersonId) -> Person | None: ...
    def person_by_email(self, email: EmailAddress) -> Person | None: ...

    def memberships(self, person_id: PersonId) -> tuple[Membership, ...]:
        """Return a person's lines, by organization id (a person's own, so few)."""
        ...

    def organization_by_slug(self, slug: Slug) -> OrganizationId | None: ...
    def invitation(self, token_hash: str) -> InvitationAddress | None: ...

    def last_organization(self, person_id: PersonId) -> OrganizationId | None:
        """Return the organization that the person's last session was bound to."""
        ...

    def customer(self, customer: CustomerId) -> OrganizationId | None:
        """Return the organization that a payment provider's customer is."""
        ...

    def customers(self, after: CustomerId | None, most: int) -> tuple[CustomerId, ...]:
        """Return customers in the order of their names, those after `after`, at most so many."""
        ...

    def knows_notice(self, notice_id: str) -> bool:
        """Tell whether a notice of the payment provider was heard before."""
        ...

    def certificate(self, organization_id: OrganizationId) -> ErasureCertificate | None:
        """Return what the erasure of an organization has left; None for one that never began, and for all others."""
        ...
