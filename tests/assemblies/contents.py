"""What a table holds, read by a scan behind the ports' backs and sorted out by tenant."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from adapters.dynamodb.items import (
    api_key,
    audit_event,
    billing_account,
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
    usage_record,
    user,
    work,
)
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import STANDING, STORAGE
from adapters.dynamodb.layout.storage import StorageState, state_of
from adapters.dynamodb.layout.totals import days_of, total_of
from application.ports.agenda import Work
from application.ports.directory import InvitationAddress
from domain.api_keys.api_key import ApiKey
from domain.audit.audit_event import AuditEvent, Kind
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice
from domain.billing.subscription import CustomerId
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId, PersonId, ProjectId
from domain.limits.claim import Limit
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation
from domain.people.person import Membership, Person
from domain.people.session import Session
from domain.people.user import User
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.usage.gauge import Gauge
from domain.usage.record import UsageRecord

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

Known = TypeVar("Known")

METERS: Final = {meter.value: meter for meter in Meter} | {"storage-time": Meter.STORAGE}


@dataclass(frozen=True)
class Contents:
    """All items of a table."""

    items: tuple[Item, ...]

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], list[Item]]:
        """By tenant (empty: outside any) and kind, as the partitions name it; an organization's own kind is empty."""
        sorted_out: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in self.items:
            first, owner, kind = (*item["PK"]["S"].split("#"), "")[:3]
            sorted_out[(owner, kind) if first == "org" else ("", first)].append(item)
        return sorted_out

    def of_kind(self, kind: str, tenant: str = "") -> list[Item]:
        return self._by_kind.get((tenant, kind), [])

    @cached_property
    def tenants(self) -> tuple["Tenant", ...]:
        """Everybody who has an item, also who has no organization any more."""
        return tuple(Tenant(self, OrganizationId(name)) for name in sorted({name for name, _ in self._by_kind} - {""}))

    def tenant(self, organization_id: OrganizationId) -> "Tenant":
        return Tenant(self, organization_id)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        return _read(person.from_item, _whole(self.of_kind("person")))

    @cached_property
    def logins(self) -> Mapping[str, PersonId]:
        """Whose login an address is."""
        return {_name(item): PersonId(item["person"]["S"]) for item in self.of_kind("login")}

    @cached_property
    def lines(self) -> tuple[Membership, ...]:
        return _read(membership.from_item, [item for item in self.of_kind("person") if _sort(item).startswith("org#")])

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        return _read(session.from_item, self.of_kind("session"))

    @cached_property
    def refreshable(self) -> frozenset[str]:
        """The hashes by which sessions are found."""
        return frozenset(map(_name, self.of_kind("refresh")))

    @cached_property
    def slugs(self) -> Mapping[str, OrganizationId]:
        return {_name(item): OrganizationId(item["org"]["S"]) for item in self.of_kind("slug")}

    @cached_property
    def addresses(self) -> tuple[InvitationAddress, ...]:
        return _read(invitation_address.from_item, self.of_kind("invite"))

    @cached_property
    def customers(self) -> Mapping[CustomerId, OrganizationId]:
        return {CustomerId(_sort(item)): OrganizationId(item["org"]["S"]) for item in self.of_kind("customer")}

    @cached_property
    def work(self) -> tuple[Work, ...]:
        return _read(work.from_item, self.of_kind("due"))


@dataclass(frozen=True)
class Tenant:
    """What one tenant has."""

    contents: Contents
    id: OrganizationId

    def _items(self, kind: str) -> list[Item]:
        return self.contents.of_kind(kind, self.id)

    @cached_property
    def organization(self) -> Organization | None:
        """None: it was erased."""
        return next(iter(_read(organization.from_item, self._items(""))), None)

    @cached_property
    def users(self) -> tuple[User, ...]:
        return _read(user.from_item, self._items("user"))

    @cached_property
    def invitations(self) -> tuple[Invitation, ...]:
        return _read(invitation.from_item, self._items("invitation"))

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        return _read(project.from_item, self._items("project"))

    @cached_property
    def api_keys(self) -> tuple[ApiKey, ...]:
        return _read(api_key.from_item, _whole(self._items("key")))

    @cached_property
    def events(self) -> tuple[AuditEvent, ...]:
        return _read(audit_event.from_item, sorted(self._items("audit"), key=_sort))

    @property
    def changes(self) -> tuple[AuditEvent, ...]:
        return tuple(event for event in self.events if event.kind is Kind.CHANGED)

    @cached_property
    def records(self) -> tuple[UsageRecord, ...]:
        read = _read(usage_record.from_item, self._items("resource"))
        return tuple(sorted(read, key=lambda record: record.timestamp))

    @cached_property
    def gauges(self) -> tuple[Gauge, ...]:
        return _read(gauge.from_item, [item for item in self._items("gauge") if "held" in item])

    @cached_property
    def storage(self) -> StorageState:
        return state_of(next((item for item in self._items("gauge") if _sort(item) == STORAGE), None))

    @cached_property
    def levels(self) -> int:
        """What the changes of the organization's bytes add up to, earlier ones included."""
        beside = [item for item in self._items("gauge") if "lately" in item and _sort(item) != STORAGE]
        changes = [change for item in beside for change in state_of(item).lately]
        return sum(known.change for known in (*changes, *self.storage.lately))

    @cached_property
    def account(self) -> BillingAccount:
        """A new one: it has none yet."""
        kept = [item for item in self._items("billing") if _sort(item) == "account"]
        return next(iter(_read(billing_account.from_item, kept)), BillingAccount())

    @cached_property
    def exports(self) -> tuple[ExportBook, ...]:
        return _read(export_book.from_item, [item for item in self._items("billing") if _sort(item) != "account"])

    @cached_property
    def invoices(self) -> tuple[Invoice, ...]:
        return _read(invoice.from_item, self._items("invoice"))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(map(_sort, self._items("names")))

    @cached_property
    def totals(self) -> Mapping[Limit, int]:
        """All totals but the organization's bytes."""
        return {_limit(item): total_of(item) for item in self._items("usage") if "total" in item}

    @cached_property
    def days(self) -> Mapping[tuple[ProjectId, Meter, date], int]:
        return dict(self._days())

    def _days(self) -> Iterator[tuple[tuple[ProjectId, Meter, date], int]]:
        for item in self._items("usage"):
            limit = _limit(item)
            for number, amount in days_of(item).items():
                cycle = BillingCycle.parse(limit.cycle)
                day = date(cycle.year, cycle.month, number)
                yield (ProjectId(str(limit.project)), METERS[limit.name], day), amount

    @cached_property
    def bound_sessions(self) -> frozenset[str]:
        return frozenset(map(_sort, self._items("sessions")))

    @property
    def lines(self) -> tuple[Membership, ...]:
        return tuple(line for line in self.contents.lines if line.organization_id == self.id)

    @property
    def work(self) -> tuple[Work, ...]:
        return tuple(work for work in self.contents.work if work.organization_id == self.id)


def read_contents(client: "DynamoDBClient", table: str) -> Contents:
    """Read a whole table."""
    pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return Contents(tuple(dict(item) for page in pages for item in page["Items"]))


def _read(of_item: Callable[[Item], Known], items: Iterable[Item]) -> tuple[Known, ...]:
    return tuple(map(of_item, items))


def _whole(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if _sort(item) == "METADATA"]


def _name(item: Item) -> str:
    return str(item["PK"]["S"]).partition("#")[2]


def _sort(item: Item) -> str:
    return str(item["SK"]["S"])


def _limit(item: Item) -> Limit:
    cycle = str(item["PK"]["S"]).rpartition("#")[2]
    name, _, project_id = _sort(item).partition("#")
    return Limit(name, "" if cycle == STANDING else cycle, ProjectId(project_id) if project_id else None)
