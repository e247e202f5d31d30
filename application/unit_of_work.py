"""The unit of work: what one use case stages, to be committed in one atomic step or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from application.ports.agenda import Work
from application.ports.answers import Answer
from application.ports.directory import DirectoryEntry, TakeNotice
from domain.api_keys.api_key import ApiKey
from domain.audit.audit_event import AuditEvent, Kind
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice
from domain.errors import StaleVersion
from domain.ids import RecordId
from domain.limits.claim import Claim, Limit
from domain.organizations.excess import LIFTED
from domain.organizations.organization import Organization
from domain.people.invitation import Invitation
from domain.people.user import User
from domain.projects.project import Project
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord

T = TypeVar("T")

Resource = (
    Organization | User | Invitation | Project | ApiKey | Gauge | StorageOpening | BillingAccount | ExportBook | Invoice
)
"""What is saved in a tenant, each with a version; usage records and audit events have none."""

Saved = TypeVar(
    "Saved",
    Organization,
    User,
    Invitation,
    Project,
    ApiKey,
    Gauge,
    StorageOpening,
    BillingAccount,
    ExportBook,
    Invoice,
)

Evident = Gauge | StorageOpening | BillingAccount | ExportBook | Invoice
"""What needs no audit event: usage, and what billing notes of a provider that has records of its own."""


class StretchStart(NamedTuple):
    """Moves a total on to another stretch (outside the cycle: another revision of the plan), if it is still `total`."""

    limit: Limit
    number: int
    total: int


class Erasure(NamedTuple):
    """When and why everything in a tenant is erased, if its organization still has the version that was read."""

    at: datetime
    reason: str
    version: int


@dataclass(eq=False)
class CommitRefused(Exception):
    """The store granted nothing of a commit. It tells all that it found.

    Raised to the use case, which words the refusal or tries again; never to a caller.
    """

    totals: Mapping[Limit, int] = field(default_factory=dict)
    """The total of every claimed limit, granted or not."""
    refused: frozenset[Limit] = frozenset()
    """The limits whose claims did not fit."""
    moved_on: bool = False
    """Whether a claim named a stretch that its total is no longer in."""
    taken: frozenset[str] = frozenset()
    """The reserved names that are taken already."""
    repeats: Mapping[RecordId, UsageRecord] = field(default_factory=dict)
    """The usage records that are there already."""
    stale: bool = False
    """Whether a saved resource has changed, exists already or is gone, or a total that moves on has changed."""
    slug_taken: bool = False
    email_taken: bool = False
    """Whether another slug or login got there first."""
    answer: Answer | None = None
    """The answer that another request with the same idempotency key has left."""


@dataclass(slots=True)
class Staged:
    """Everything that one commit writes. The stores apply it; this checks that it can be one step."""

    saves: list[Resource] = field(default_factory=list)
    """As they shall stand afterwards: version 1 is new, version n replaces n - 1; a gauge may be saved repeatedly."""
    removals: list[Resource] = field(default_factory=list)
    reserved: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    stretches: list[StretchStart] = field(default_factory=list)
    records: list[UsageRecord] = field(default_factory=list)
    entries: list[DirectoryEntry] = field(default_factory=list)
    events: list[AuditEvent] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    erasure: Erasure | None = None
    """That everything in the tenant is erased, in place of all other writes but works."""

    def save(self, resource: Saved) -> Saved:
        """Stage a resource and return it as it will stand, with its next version."""
        saved = replace(resource, version=resource.version + 1)
        self.saves.append(saved)
        return saved

    def check(self) -> None:
        """Raise ValueError when it is not one step: a change without its one audit event, or a total claimed twice.

        Usage is its own evidence, and so is what is noted of the payment provider: they need no event. A correction
        comes alone, and with one. What makes an organization fit its plan changes that too, with an event of its own.
        """
        changes = [event for event in self.events if event.kind is Kind.CHANGED]
        saved = [type(resource) for resource in self.saves if not isinstance(resource, Evident)]
        if any(event.action == LIFTED for event in changes):
            saved.remove(Organization)
            changes = [event for event in changes if event.action != LIFTED]
        changing = saved or self.removals or not all(isinstance(entry, TakeNotice) for entry in self.entries)
        changing = changing or (len(self.records) == 1 and self.records[0].corrects is not None)
        if (changing and len(changes) != 1) or (not changing and changes):
            raise ValueError(f"a change comes with exactly one audit event, not {len(changes)}")
        if len(self.claims) > 1 and len({claim.limit for claim in self.claims}) != len(self.claims):
            raise ValueError("a commit claims of each total once")


def check_version(resource: Resource, wanted: int | None) -> None:
    """Refuse with StaleVersion when a caller names another version than the one that stands."""
    if wanted is not None and resource.version != wanted:
        raise StaleVersion


class Page(NamedTuple, Generic[T]):
    """A part of a list, and where the next one begins (None: this was the last)."""

    items: Sequence[T]
    next: str | None
