"""A commit: everything that is staged, merged into one transaction with one write an item."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

from adapters.dynamodb.engine.writes import Judge, Write, put, stale
from adapters.dynamodb.items import usage_record as usage_records
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import Key, TenantKeys
from adapters.dynamodb.knowledge import Standing
from adapters.dynamodb.layout import totals
from adapters.dynamodb.layout.placing import Kept, bound_session, kept_record, placed, removed, written_event
from adapters.dynamodb.layout.storage import add_levels, save_opening
from adapters.dynamodb.tenant.usage import StorageLook, day_limit
from application.ports.directory import SaveSession
from application.unit_of_work import CommitRefused, Resource, Staged
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import Invoice
from domain.ids import ProjectId
from domain.limits.claim import OWNERS, SEATS, Claim, Limit
from domain.organizations.organization import Organization
from domain.plans.meter import Meter
from domain.usage.allowance import STORAGE_TOTAL
from domain.usage.gauge import Gauge, LevelChange, StorageOpening
from domain.usage.record import UsageRecord


class Commit:
    """The writes of one commit inside its tenant. An erasure is none: it has a module of its own.

    Every commit fails once the tenant is erased: it claims a total that exists, or changes the organization, or else
    checks that the total of seats is there, which the founding makes and the erasure takes away first.
    """

    def __init__(
        self,
        keys: TenantKeys,
        standing: Standing,
        look: StorageLook,
        staged: Staged,
        retention: timedelta,
        *,
        presuming: bool = False,
    ) -> None:
        self.presumed: Final[set[Key]] = set()
        """Claimed totals that are presumed to exist."""
        self._presuming = presuming
        self._keys = keys
        self._standing = standing
        self._look = look
        self._writes: dict[Key, Write] = {}
        self._restated: dict[ProjectId, Gauge] = {}
        self._proven = False
        self._founding = any(isinstance(saved, Organization) and saved.version == 1 for saved in staged.saves)
        self._stage(staged, retention)

    @property
    def writes(self) -> tuple[Write, ...]:
        return tuple(self._writes.values())

    def _stage(self, staged: Staged, retention: timedelta) -> None:
        for name in staged.released:
            self._add(Write(self._keys.name(name), "Delete"))
        for name in staged.reserved:
            write = put(self._keys.name(name), {})
            write.when("attribute_not_exists(PK)", _judge_of_name(name))
            self._add(write)
        self._claim_all(staged.claims)
        for start in staged.stretches:
            totals.start_stretch(self._total(start.limit), start)
        self._count(staged.records)
        self._save_all(staged.saves)
        for resource in staged.removals:
            self._remove(resource)
        for entry in staged.entries:
            if isinstance(entry, SaveSession):
                self._add(bound_session(entry.session, self._keys))
        for event in staged.events:
            self._add(written_event(event, self._keys, retention))
        self._prove()

    def _add(self, write: Write) -> None:
        self._writes[write.key] = write

    def _total(self, limit: Limit) -> Write:
        key = self._keys.total(limit)
        if key not in self._writes:
            self._writes[key] = Write(key)
        return self._writes[key]

    def _claim_all(self, claims: Sequence[Claim]) -> None:
        """Claim everything; of totals that this process has never seen one is presumed to be there, and proves so."""
        standing = {claim.limit for claim in claims if self._stands(claim.limit)}
        if self._presuming and not standing:
            standing = set(islice((claim.limit for claim in claims if _was_founded_long_ago(claim.limit)), 1))
        for claim in claims:
            self._claim(claim, exists=claim.limit in standing)

    def _stands(self, limit: Limit) -> bool:
        return self._keys.total(limit) in self._standing or (limit == SEATS and not self._founding)

    def _claim(self, claim: Claim, *, exists: bool) -> None:
        write = self._total(claim.limit)
        totals.claim_on(write, claim, exists=exists)
        if exists:
            self.presumed.add(write.key)
            self._proven = True

    def _count(self, records: Iterable[UsageRecord]) -> None:
        for record in records:
            write = kept_record(record, self._keys)
            write.when("attribute_not_exists(PK)", _judge_of_record(record))
            self._add(write)
            days = self._total(day_limit(record.project_id, record.meter, record.cycle))
            totals.tally(days, record.counted_at.date(), record.amount, latest=record.meter is Meter.STORAGE)

    def _save_all(self, saves: Iterable[Resource]) -> None:
        changes: list[LevelChange] = []
        for saved in saves:
            match saved:
                case StorageOpening():
                    save_opening(self._total(STORAGE_TOTAL), saved)
                    continue
                case Organization(version=version) if version > 1:
                    self._proven = True
                case Gauge():
                    changes.append(self._level_change(saved))
                case _:
                    pass
            self._save(saved)
        changes = [change for change in changes if change.change]
        if changes:
            for beside in add_levels(self._total(STORAGE_TOTAL), self._look.state, changes, self._keys):
                self._add(beside)

    def _save(self, saved: Kept) -> None:
        """Save a resource; a gauge that is saved again in the same step keeps the condition of its first time."""
        write = placed(saved, self._keys)
        former = self._writes.get(write.key)
        if former is not None and isinstance(saved, Gauge):
            former.item = write.item
            return
        write.when_version(saved.version - 1, stale)
        self._add(write)

    def _level_change(self, gauge: Gauge) -> LevelChange:
        former = self._restated.get(gauge.project_id)
        if former is None and gauge.version > 1:
            former = self._look.gauge(gauge.project_id)
        self._restated[gauge.project_id] = gauge
        return LevelChange(gauge.at, gauge.held - (0 if former is None else former.held))

    def _remove(self, resource: Resource) -> None:
        match resource:
            case Organization() | Gauge() | StorageOpening() | BillingAccount() | ExportBook() | Invoice():
                raise ValueError("an organization is erased, its usage and its billing are not removed")
            case _:
                write = removed(resource, self._keys)
        write.when_version(resource.version, stale)
        self._add(write)

    def _prove(self) -> None:
        """See to it that nothing is written for a tenant that was erased meanwhile."""
        if self._founding:
            self._total(SEATS).adds.setdefault(totals.TOTAL, 0)
        elif not self._proven:
            door = self._total(SEATS)
            door.when("attribute_exists(PK)", stale)


def _was_founded_long_ago(limit: Limit) -> bool:
    """Tell whether a total is there but for the first time that an organization, or a cycle of it, claims of it."""
    return limit.project is None and limit not in {SEATS, OWNERS}


def _judge_of_name(name: str) -> Judge:
    def judge(_: Item | None, refused: CommitRefused) -> None:
        refused.taken |= {name}

    return judge


def _judge_of_record(record: UsageRecord) -> Judge:
    def judge(item: Item | None, refused: CommitRefused) -> None:
        if item is not None:
            refused.repeats = {**refused.repeats, record.record_id: usage_records.from_item(item)}

    return judge
