"""Everything of one organization, and the check and application of a commit under its lock."""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from threading import RLock
from typing import Final, assert_never

from sortedcontainers import SortedKeyList

from adapters.memory.books import Books
from adapters.memory.course import Course
from adapters.memory.ledger import Ledger
from adapters.memory.shelf import MOST_READ, Shelf
from application.unit_of_work import CommitRefused, Page, Resource, Staged
from domain.api_keys.api_key import ApiKey
from domain.audit.audit_event import AuditEvent
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice
from domain.ids import InvitationId, KeyId
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.user import User
from domain.projects.project import Project
from domain.usage.gauge import Gauge, LevelChange, StorageOpening

ENDED_INVITATIONS: Final = 1_000
"""Invitations of a tenant that were used, taken back or have run out and are still known; older ones are not."""


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")


class Tenant:
    """One organization's data. `lock` is held while a commit is checked and applied, and while a list is read."""

    def __init__(self, organization: Organization, retention: timedelta) -> None:
        self.lock = RLock()
        self.organization = organization
        self.erased = False
        self.users: Shelf[User] = Shelf(lambda user: user.email.text)
        self.invitations: Shelf[Invitation] = Shelf(lambda invitation: invitation.id)
        self.projects: Shelf[Project] = Shelf(lambda project: project.slug.text)
        self.api_keys: Shelf[ApiKey] = Shelf(lambda key: f"{_moment(key.created_at)}#{key.id}")
        self.ledger = Ledger()
        self.course = Course()
        self.books = Books()
        self.names: set[str] = set()
        self.last_used: dict[KeyId, datetime] = {}
        self._events: SortedKeyList[AuditEvent, str] = SortedKeyList(key=_event_place)
        self._retention = retention
        self._ended: deque[InvitationId] = deque()

    def check(self, staged: Staged) -> CommitRefused | None:
        """Return why a commit cannot be granted, with all that was found, or None."""
        ledger = self.ledger
        refused = [claim.limit for claim in staged.claims if not claim.fits(ledger.total(claim.limit))]
        moved_on = any(ledger.moved_on(claim) for claim in staged.claims)
        stale = self.erased or any(ledger.total(start.limit) != start.total for start in staged.stretches)
        repeats = ledger.repeats(staged.records) if staged.records else {}
        taken = self.names.intersection(staged.reserved) if staged.reserved else set()
        stale = stale or not all(self._follows(saved, staged) for saved in staged.saves)
        stale = stale or not all(self._version(removed) == removed.version for removed in staged.removals)
        if not (refused or moved_on or repeats or taken or stale):
            return None
        return CommitRefused(
            totals={claim.limit: ledger.total(claim.limit) for claim in staged.claims},
            refused=frozenset(refused),
            moved_on=moved_on,
            taken=frozenset(taken),
            repeats=repeats,
            stale=stale,
        )

    def apply(self, staged: Staged) -> None:
        """Write what was checked."""
        for saved in staged.saves:
            self._put(saved)
        for removed in staged.removals:
            self._drop(removed)
        self.names.difference_update(staged.released)
        self.names.update(staged.reserved)
        for claim in staged.claims:
            self.ledger.apply(claim)
        for start in staged.stretches:
            self.ledger.begin_stretch(start)
        if staged.records:
            self.ledger.add(staged.records)
        for event in staged.events:
            self._write(event)

    def forget_ended(self) -> tuple[str, ...]:
        """Forget the invitations that ended longest ago, and return what their tokens are known by."""
        tokens: list[str] = []
        while len(self._ended) > ENDED_INVITATIONS:
            forgotten = self.invitations.get(self._ended.popleft())
            self.invitations.drop(forgotten)
            tokens.append(forgotten.token_hash)
        return tuple(tokens)

    def events(
        self,
        after: str | None,
        limit: int,
        where: Callable[[AuditEvent], bool],
        start: datetime,
        end: datetime,
    ) -> Page[AuditEvent]:
        """Return events with start <= time < end, newest first."""
        found: list[AuditEvent] = []
        place: str | None = None
        newest = min(after, _moment(end)) if after is not None else _moment(end)
        events = self._events.irange_key(_moment(start), newest, inclusive=(True, False), reverse=True)
        for read, event in enumerate(events):
            if len(found) == limit or read == max(limit, MOST_READ):
                return Page(tuple(found), place)
            place = _event_place(event)
            if where(event):
                found.append(event)
        return Page(tuple(found), None)

    def sizes(self) -> Mapping[str, int]:
        """Return how much of everything there is, for a certificate of erasure."""
        return {
            "users": len(self.users),
            "invitations": len(self.invitations),
            "projects": len(self.projects),
            "api_keys": len(self.api_keys),
            "audit_events": len(self._events),
            **self.ledger.sizes(),
            **self.books.sizes(),
        }

    def _write(self, event: AuditEvent) -> None:
        self._events.add(event)
        expired = _moment(event.at - self._retention)
        while _event_place(self._events[0]) < expired:
            del self._events[0]

    def _follows(self, saved: Resource, staged: Staged) -> bool:
        """Tell whether a resource is as it was read; a gauge may be saved several times, each after the other."""
        former = self._version(saved)
        if isinstance(saved, Gauge):
            before = takewhile(lambda other: other is not saved, staged.saves)
            former += sum(isinstance(other, Gauge) and other.project_id == saved.project_id for other in before)
        return former == saved.version - 1

    def _version(self, resource: Resource) -> int:
        """Return the version that stands, 0 when there is none."""
        match resource:
            case Organization():
                return self.organization.version
            case Gauge(project_id=project_id):
                gauge = self.ledger.gauges.get(project_id)
                return 0 if gauge is None else gauge.version
            case StorageOpening():
                return 0 if self.ledger.opening is None else self.ledger.opening.version
            case User() | Invitation() | Project() | ApiKey():
                kept = self._shelf(resource).find(resource.id)
                return 0 if kept is None else kept.version
            case BillingAccount() | ExportBook() | Invoice():
                return self.books.version(resource)
            case _:
                assert_never(resource)

    def _put(self, resource: Resource) -> None:
        match resource:
            case Organization():
                self.organization = resource
            case Gauge(project_id=project_id):
                former = self.ledger.gauges.get(project_id)
                self.course.add(LevelChange(resource.at, resource.held - (0 if former is None else former.held)))
                self.ledger.gauges[project_id] = resource
            case StorageOpening():
                self.ledger.opening = resource
            case User():
                self.users.put(resource)
            case Invitation():
                self.invitations.put(resource)
                if resource.status is not InvitationStatus.PENDING:
                    self._ended.append(resource.id)
            case Project():
                self.projects.put(resource)
            case ApiKey():
                self.api_keys.put(resource)
            case BillingAccount() | ExportBook() | Invoice():
                self.books.put(resource)
            case _:
                assert_never(resource)

    def _drop(self, resource: Resource) -> None:
        match resource:
            case User():
                self.users.drop(resource)
            case Invitation():
                self.invitations.drop(resource)
            case Project():
                self.projects.drop(resource)
            case ApiKey():
                self.api_keys.drop(resource)
                self.last_used.pop(resource.id, None)
            case Organization() | Gauge() | StorageOpening() | BillingAccount() | ExportBook() | Invoice():
                raise ValueError("an organization is erased, its usage and its billing are not removed")
            case _:
                assert_never(resource)

    def _shelf(
        self, resource: User | Invitation | Project | ApiKey
    ) -> Shelf[User] | Shelf[Invitation] | Shelf[Project] | Shelf[ApiKey]:
        match resource:
            case User():
                return self.users
            case Invitation():
                return self.invitations
            case Project():
                return self.projects
            case ApiKey():
                return self.api_keys


def _event_place(event: AuditEvent) -> str:
    return f"{_moment(event.at)}#{event.id}"
