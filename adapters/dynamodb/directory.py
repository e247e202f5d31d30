"""What is known outside any tenant, on DynamoDB."""

from itertools import islice
from typing import final

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.items import certificate as certificates
from adapters.dynamodb.items import invitation_address as addresses
from adapters.dynamodb.items import membership as memberships
from adapters.dynamodb.items import person as persons
from adapters.dynamodb.keys import AFTER, LAST
from adapters.dynamodb.layout import outside
from application.ports.clock import Clock
from application.ports.directory import Directory, InvitationAddress
from domain.audit.certificate import ErasureCertificate
from domain.billing.subscription import CustomerId
from domain.ids import OrganizationId, PersonId
from domain.organizations.names import EmailAddress, Slug
from domain.people.person import Membership, Person


@final
class DynamoDbDirectory(Directory):
    """Logins, slugs, membership lines, customers, notices and certificates; read as they stand, written by commits."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock

    def person(self, person_id: PersonId) -> Person | None:
        item = self._gateway.get(outside.person_key(person_id))
        return None if item is None else persons.from_item(item)

    def person_by_email(self, email: EmailAddress) -> Person | None:
        login = self._gateway.get(outside.login_key(email))
        return None if login is None else self.person(PersonId(login["person"]["S"]))

    def memberships(self, person_id: PersonId) -> tuple[Membership, ...]:
        of_person = Span(outside.person_key(person_id).partition, "org#", f"org#{LAST}")
        return tuple(memberships.from_item(item) for item in self._gateway.items(of_person, consistent=True))

    def organization_by_slug(self, slug: Slug) -> OrganizationId | None:
        item = self._gateway.get(outside.slug_key(slug))
        return None if item is None else OrganizationId(item[outside.ORGANIZATION]["S"])

    def invitation(self, token_hash: str) -> InvitationAddress | None:
        item = self._gateway.get(outside.invitation_key(token_hash))
        return None if item is None else addresses.from_item(item)

    def last_organization(self, person_id: PersonId) -> OrganizationId | None:
        item = self._gateway.get(outside.last_key(person_id))
        return None if item is None else OrganizationId(item[outside.ORGANIZATION]["S"])

    def customer(self, customer: CustomerId) -> OrganizationId | None:
        item = self._gateway.get(outside.customer_key(customer))
        return None if item is None else OrganizationId(item[outside.ORGANIZATION]["S"])

    def customers(self, after: CustomerId | None, most: int) -> tuple[CustomerId, ...]:
        behind = Span(outside.CUSTOMERS, f"{after or ''}{AFTER}", LAST)
        found = islice(self._gateway.items(behind, most), most)
        return tuple(CustomerId(item[behind.sort]["S"]) for item in found)

    def knows_notice(self, notice_id: str) -> bool:
        return outside.is_known(self._gateway.get(outside.notice_key(notice_id)), self._clock.now())

    def certificate(self, organization_id: OrganizationId) -> ErasureCertificate | None:
        item = self._gateway.get(outside.certificate_key(organization_id))
        return None if item is None else certificates.from_item(item)
