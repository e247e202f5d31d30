"""Recording many usage records at once, each of them once, in their order, as many as fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import ClassVar, Final, cast, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.usage.counting import Counting
from application.usage.intake import GAUGES, Intake, resets_at, same_or_conflict
from application.usage.lot import taken_in
from application.usage.record_usage import RecordUsage
from application.usage.remembered import Remembered
from application.usage.requests import BatchOutcome, LimitState, UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import Conflict, Refusal, Unavailable
from domain.ids import ProjectId
from domain.plans.meter import Meter
from domain.roles.permission import Permission
from domain.usage.record import UsageRecord
from domain.usage.refusals import CycleClosed

MOST: Final = 1_000
"""Records in one batch."""

_METER: Final = itemgetter(UsageRequest._fields.index("meter"))
_ID: Final = itemgetter(UsageRequest._fields.index("record_id"))
_CORRECTS: Final = itemgetter(UsageRequest._fields.index("corrects"))
_METER_OF_RECORD: Final = itemgetter(UsageRecord._fields.index("meter"))


@dataclass(slots=True)
class _Tally:
    """What has become of the records so far."""

    accepted: int = 0
    duplicates: int = 0
    refused: dict[int, Refusal] = field(default_factory=dict)
    limits: dict[Meter, LimitState] = field(default_factory=dict)

    def met(self, record: UsageRecord) -> None:
        """Remember the limit that a record met."""
        if record.meter not in self.limits:
            self.limits[record.meter] = LimitState(record.meter, record.maximum, resets_at(record))

    def outcome(self) -> BatchOutcome:
        limits = tuple(self.limits[meter] for meter in Meter if meter in self.limits)
        refused = tuple((index, self.refused[index]) for index in sorted(self.refused))
        return BatchOutcome(self.accepted, self.duplicates, refused, limits)


@final
@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Atomic per record, not as a whole: one bad record is refused alone, with its index."""

    workspaces: Workspaces
    clock: Clock
    remembered: Remembered
    counting: Counting
    record_usage: RecordUsage
    permission: ClassVar = Permission.RECORD_USAGE

    def __call__(self, actor: Actor, *, records: Sequence[UsageRequest | Refusal]) -> BatchOutcome:
        """Record all that fit; a Refusal in the place of a record (its form is wrong) is refused at its index.

        Unavailable, for the batch as a whole, when not all of it could be done in time: what was kept until then is
        known when it is sent again.
        """
        tally = _Tally()
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            intake = Intake(actor, workspace, self.remembered, self.clock.now())
            requests = _requests(records)
            if _stand_alone(requests):
                self._together(actor, workspace, intake, records, requests, tally)
            else:
                self._one_by_one(actor, workspace, intake, records, tally)
        return tally.outcome()

    def _one_by_one(
        self,
        actor: Actor,
        workspace: Workspace,
        intake: Intake,
        records: Sequence[UsageRequest | Refusal],
        tally: _Tally,
    ) -> None:
        """Gauges, corrections and ids that stand twice depend on the records before them."""
        for index, request in enumerate(records):
            if isinstance(request, Refusal):
                tally.refused[index] = request
                continue
            try:
                recorded = self.record_usage.one(actor, workspace, intake, request)
            except Unavailable:
                raise
            except Refusal as refusal:
                tally.refused[index] = refusal
                continue
            tally.accepted += not recorded.repeated
            tally.duplicates += recorded.repeated
            tally.met(recorded.record)

    def _together(
        self,
        actor: Actor,
        workspace: Workspace,
        intake: Intake,
        records: Sequence[UsageRequest | Refusal],
        requests: Sequence[UsageRequest],
        tally: _Tally,
    ) -> None:
        """Count all records of a cycle in one commit, or in as few as there must be."""
        for cycle, counting in self._by_cycle(workspace, intake, records, requests, tally).items():
            for part in parts(counting, workspace.capacity):
                self._count(actor, cycle, part, records, tally)

    def _by_cycle(
        self,
        workspace: Workspace,
        intake: Intake,
        records: Sequence[UsageRequest | Refusal],
        requests: Sequence[UsageRequest],
        tally: _Tally,
    ) -> Mapping[BillingCycle, Sequence[UsageRecord]]:
        """Take in all records at once if that can be, else one by one."""
        lot = taken_in(intake, requests) if 0 < len(requests) == len(records) else None
        if lot:
            return {lot[0].cycle: lot}
        by_cycle: dict[BillingCycle, list[UsageRecord]] = {}
        for index, request in enumerate(records):
            if isinstance(request, Refusal):
                tally.refused[index] = request
                continue
            try:
                record = intake.record(request)
            except Unavailable:
                raise
            except Refusal as refusal:
                self._set_back(workspace, index, request, refusal, tally)
                continue
            by_cycle.setdefault(record.cycle, []).append(record)
        return by_cycle

    def _count(
        self,
        actor: Actor,
        cycle: BillingCycle,
        counting: Sequence[UsageRecord],
        records: Sequence[UsageRequest | Refusal],
        tally: _Tally,
    ) -> None:
        counted = self.counting.count(actor, cycle, counting)
        tally.accepted += len(counting) - len(counted.repeats) - len(counted.refused)
        first_of_each = dict(zip(map(_METER_OF_RECORD, reversed(counting)), reversed(counting), strict=True))
        for record in first_of_each.values():
            tally.met(record)
        if not (counted.repeats or counted.refused):
            return
        for index, request in enumerate(records):
            if isinstance(request, Refusal):
                continue
            if request.record_id in counted.refused:
                tally.refused[index] = counted.refused[request.record_id]
            elif request.record_id in counted.repeats:
                _repeat(index, counted.repeats[request.record_id], request, tally)

    def _set_back(
        self, workspace: Workspace, index: int, request: UsageRequest, refusal: Refusal, tally: _Tally
    ) -> None:
        """A repeat is recognised before a closed cycle and an archived project."""
        known: UsageRecord | None = None
        if isinstance(refusal, Conflict | CycleClosed):
            known = workspace.usage.record(request.record_id)
        if known is None:
            tally.refused[index] = refusal
        else:
            _repeat(index, known, request, tally)


def parts(records: Sequence[UsageRecord], capacity: int) -> Iterator[Sequence[UsageRecord]]:
    """Return records in their order, in parts of which each fits into one commit with the totals of its projects."""
    if 2 * len(records) <= capacity:
        yield records
        return
    start, totals = 0, set[tuple[ProjectId, Meter]]()
    for place, record in enumerate(records):
        totals.add((record.project_id, record.meter))
        if place - start + 1 + len(totals) > capacity:
            yield records[start:place]
            start, totals = place, {(record.project_id, record.meter)}
    yield records[start:]


def _stand_alone(requests: Sequence[UsageRequest]) -> bool:
    """Tell whether no record depends on another: all count, none corrects, each has an id of its own."""
    ids = set(map(_ID, requests))
    return (
        len(ids) == len(requests)
        and GAUGES.isdisjoint(map(_METER, requests))
        and set(map(_CORRECTS, requests)) <= {None}
    )


def _requests(records: Sequence[UsageRequest | Refusal]) -> Sequence[UsageRequest]:
    if set(map(type, records)) == {UsageRequest}:
        return cast(Sequence[UsageRequest], records)
    return [record for record in records if not isinstance(record, Refusal)]


def _repeat(index: int, known: UsageRecord, request: UsageRequest, tally: _Tally) -> None:
    try:
        tally.met(same_or_conflict(known, request))
    except Conflict as conflict:
        tally.refused[index] = conflict
    else:
        tally.duplicates += 1
