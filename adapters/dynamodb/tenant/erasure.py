"""The erasure of a tenant: its door is closed in one step, then everything behind it is swept away.

A tenant has more items than one transaction takes. What counts is done at once: no organization, no slug, no commit
that could succeed, and the certificate. The rest is nobody's any more, and is deleted in the order that keeps it so:
totals first, without which no usage can be recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from adapters.dynamodb.engine.gateway import Gateway, Span, Wire, outside_gateway
from adapters.dynamodb.engine.patience import Cancelled, ConditionFailed
from adapters.dynamodb.engine.writes import Write, stale
from adapters.dynamodb.items import billing_account as accounts
from adapters.dynamodb.items import session as sessions
from adapters.dynamodb.items import user as users
from adapters.dynamodb.items.values import Item, text
from adapters.dynamodb.keys import AFTER, EMAIL, LAST, LISTS, RESOURCES, STANDING, STORAGE, Key, TenantKeys
from adapters.dynamodb.layout import outside
from adapters.dynamodb.tenant.step import judged, transact
from application.ports.agenda import Work
from application.unit_of_work import CommitRefused, Erasure
from domain.audit.certificate import ErasureCertificate
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId, PersonId, ProjectId, SessionId
from domain.organizations.organization import Organization

OLDEST_USAGE: Final = timedelta(days=62)
"""Usage can be older than its organization by no more than an open cycle."""

FAST_CLOCKS: Final = timedelta(days=62)
"""Nothing is dated further ahead than a cycle that was opened early."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """Erases one tenant."""

    keys: TenantKeys
    gateway: Gateway
    wire: Wire

    def close_door(self, organization: Organization, erasure: Erasure, works: Sequence[Work], now: datetime) -> None:
        """Erase what makes the tenant one, in one step; CommitRefused when the organization has changed."""
        gone = Write(self.keys.organization, "Delete")
        gone.when_version(erasure.version, stale)
        beside = [outside.freed(organization.slug, organization.id)]
        if organization.founded:
            erased = self._sizes(organization.created_at, now)
            beside.append(outside.certified(ErasureCertificate(organization.id, erasure.at, erasure.reason, erased)))
        beside += [outside.planned(work, after_erasure=True) for work in works]
        writes = [gone, Write(self.keys.door, "Delete")]
        try:
            transact(self.gateway, writes, beside)
        except Cancelled as cancelled:
            raise judged((*writes, *beside), cancelled.reasons) or CommitRefused(stale=True) from cancelled

    def sweep(self, organization_id: OrganizationId, since: datetime, now: datetime) -> None:
        """Delete whatever there is behind a door that was closed; may be done again, and finds nothing then."""
        cycles = list(_months(since - OLDEST_USAGE, now + FAST_CLOCKS))
        for place in (STANDING, *cycles):
            self._delete(Span(self.keys.totals(place), AFTER, LAST))
        self._delete(Span(self.keys.gauges, AFTER, LAST))
        self._delete(Span(self.keys.levels, AFTER, LAST))
        for project in self._listed(self.keys.projects):
            records = Span(self.keys.of_project(_id(project)), AFTER, LAST, RESOURCES)
            self._delete(records)
            self.gateway.delete_many([_key(project)])
        self._delete(Span(self.keys.api_keys, AFTER, LAST, LISTS))
        self._delete(Span(self.keys.last_uses, AFTER, LAST))
        self._delete(Span(self.keys.invitations, AFTER, LAST, LISTS))
        self._sweep_billing(organization_id)
        self._sweep_users(organization_id)
        self._sweep_sessions(organization_id)
        self._delete(Span(self.keys.names, AFTER, LAST))
        for month in cycles:
            self._delete(Span(self.keys.events(month), AFTER, LAST))

    def _sweep_billing(self, organization_id: OrganizationId) -> None:
        item = self.gateway.get(self.keys.account)
        customer = None if item is None else accounts.from_item(item).customer
        if customer is not None:
            with suppress(ConditionFailed):
                outside_gateway(self.wire).write(outside.forgotten(customer, organization_id))
        self._delete(Span(self.keys.invoices, AFTER, LAST, LISTS))
        self._delete(Span(self.keys.billing, AFTER, LAST))

    def _sweep_users(self, organization_id: OrganizationId) -> None:
        gateway = outside_gateway(self.wire)
        for item in self.gateway.items(Span(self.keys.root, AFTER, LAST, EMAIL)):
            person_id = users.from_item(item).person_id
            gateway.delete_many([outside.line_key(person_id, organization_id)])
            self._forget_as_last(gateway, person_id, organization_id)
            self.gateway.delete_many([_key(item)])

    def _forget_as_last(self, gateway: Gateway, person_id: PersonId, organization_id: OrganizationId) -> None:
        """Forget that a person was last signed in here, unless it has been elsewhere since."""
        last = Write(outside.last_key(person_id), "Delete")
        name, value = last.expressions.name(outside.ORGANIZATION), last.expressions.value(text(organization_id))
        last.when(f"{name} = {value}")
        with suppress(ConditionFailed):
            gateway.write(last)

    def _sweep_sessions(self, organization_id: OrganizationId) -> None:
        gateway = outside_gateway(self.wire)
        for marker in self.gateway.items(Span(self.keys.sessions, AFTER, LAST)):
            key = outside.session_key(SessionId(marker["SK"]["S"]))
            item = gateway.get(key)
            if item is not None and sessions.from_item(item).organization_id == organization_id:
                gateway.delete_many([key])
            self.gateway.delete_many([_key(marker)])

    def _listed(self, partition: str) -> Iterator[Item]:
        return self.gateway.items(Span(partition, AFTER, LAST, LISTS))

    def _delete(self, span: Span) -> None:
        self.gateway.delete_many(_key(item) for item in self.gateway.items(span))

    def _sizes(self, since: datetime, now: datetime) -> Mapping[str, int]:
        """Return how much of everything there is, for the certificate."""
        count = self.gateway.count
        projects = list(self._listed(self.keys.projects))
        return {
            "users": count(Span(self.keys.root, AFTER, LAST, EMAIL)),
            "invitations": count(Span(self.keys.invitations, AFTER, LAST, LISTS)),
            "projects": len(projects),
            "api_keys": count(Span(self.keys.api_keys, AFTER, LAST, LISTS)),
            "audit_events": sum(
                count(Span(self.keys.events(month), AFTER, LAST)) for month in _months(since, now + FAST_CLOCKS)
            ),
            "usage_records": sum(
                count(Span(self.keys.of_project(_id(project)), AFTER, LAST, RESOURCES)) for project in projects
            ),
            "gauges": count(Span(self.keys.gauges, f"{STORAGE}{AFTER}", LAST)),
            "invoices": count(Span(self.keys.invoices, AFTER, LAST, LISTS)),
        }


def _months(first: datetime, last: datetime) -> Iterator[str]:
    month, newest = BillingCycle.of(first), BillingCycle.of(last)
    while month <= newest:
        yield month.text
        month = month.next


def _key(item: Item) -> Key:
    return Key(item["PK"]["S"], item["SK"]["S"])


def _id(item: Item) -> ProjectId:
    return ProjectId(item["id"]["S"])
