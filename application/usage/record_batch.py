"""Recording many usage records at once, each of them once, in their order, as many as fit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import ClassVar, Final, TypeGuard, cast, final

from application.access.authorise import authorise, standing_is_good
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.usage.counting import Counting
from application.usage.gauge_group import again
from application.usage.intake import GAUGES, Intake, resets_at
from application.usage.lot import taken_in
from application.usage.record_usage import RecordUsage
from application.usage.remembered import Remembered
from application.usage.requests import BatchOutcome, LimitState, Recorded, UsageRequest
from application.usage.runs import Entry, Kind, runs
from application.usage.storing_together import StoringTogether, out_of_time
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
_REQUEST: Final = itemgetter(1)
_METER_OF_RECORD: Final = itemgetter(UsageRecord._fields.index("meter"))


@dataclass(slots=True)
class _Tally:
    """What has become of the records so far."""

    refused: dict[int, Refusal]
    accepted: int = 0
    duplicates: int = 0
    limits: dict[Meter, LimitState] = field(default_factory=dict)

    def settle(self, index: int, outcome: Recorded | Refusal) -> None:
        """Take what became of the record at `index`."""
        if isinstance(outcome, Refusal):
            self.refused[index] = outcome
            return
        self.accepted += not outcome.repeated
        self.duplicates += outcome.repeated
        self.met(outcome.record)

    def leave(self, entries: Sequence[Entry], left: Sequence[UsageRecord]) -> None:
        """Refuse the records for which no time is left."""
        ids = {record.record_id for record in left}
        self.refused.update((index, Unavailable()) for index, request in entries if request.record_id in ids)

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

        What the request's time does not suffice for is refused with Unavailable, each at its index. Raises
        Unavailable when the store is out of reach: what was kept until then is known when the batch is sent again.
        """
        tally = _Tally({index: record for index, record in enumerate(records) if isinstance(record, Refusal)})
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            if not standing_is_good(workspace.organization):
                self._falls(actor, workspace, records, tally)
                return tally.outcome()
            intake = Intake(actor, workspace, self.remembered, self.clock.now())
            if _stand_alone(records):
                self._count_all(actor, workspace, intake, list(enumerate(records)), tally)
            else:
                self._in_runs(actor, workspace, intake, records, tally)
        return tally.outcome()

    def _falls(
        self, actor: Actor, workspace: Workspace, records: Sequence[UsageRequest | Refusal], tally: _Tally
    ) -> None:
        """Record each alone while nothing new begins: one can end that; a batch without gauges is refused whole."""
        requests = [(index, request) for index, request in enumerate(records) if isinstance(request, UsageRequest)]
        if GAUGES.isdisjoint(request.meter for _, request in requests):
            authorise(actor, workspace.organization, self.record_usage.new_permission)
        for index, request in requests:
            tally.settle(index, _outcome(actor, partial(self.record_usage, actor, **request._asdict())))

    def _in_runs(
        self,
        actor: Actor,
        workspace: Workspace,
        intake: Intake,
        records: Sequence[UsageRequest | Refusal],
        tally: _Tally,
    ) -> None:
        """Gauges, corrections and ids that stand twice depend on the records before them."""
        ordered = workspace.organization.settings.overage.spend_cap_cents is not None
        together = StoringTogether(self.record_usage.storing)
        for kind, entries in runs(records, ordered=ordered):
            match kind:
                case Kind.COUNTED:
                    self._count_all(actor, workspace, intake, entries, tally)
                case Kind.STORED:
                    for index, outcome in together.store(actor, intake, entries):
                        tally.settle(index, outcome)
                case Kind.ALONE:
                    for index, request in entries:
                        tally.settle(index, self._alone(actor, workspace, intake, request))

    def _alone(self, actor: Actor, workspace: Workspace, intake: Intake, request: UsageRequest) -> Recorded | Refusal:
        return _outcome(actor, lambda: self.record_usage.one(actor, workspace, intake, request))

    def _count_all(
        self, actor: Actor, workspace: Workspace, intake: Intake, entries: Sequence[Entry], tally: _Tally
    ) -> None:
        """Count all records of a cycle in one commit, or in as few as there must be."""
        for cycle, counting in self._by_cycle(workspace, intake, entries, tally).items():
            for part in parts(counting, workspace.capacity):
                if out_of_time(actor):
                    tally.leave(entries, part)
                else:
                    self._count(actor, cycle, part, entries, tally)

    def _by_cycle(
        self, workspace: Workspace, intake: Intake, entries: Sequence[Entry], tally: _Tally
    ) -> Mapping[BillingCycle, Sequence[UsageRecord]]:
        """Take in all records at once if that can be, else one by one."""
        lot = taken_in(intake, list(map(_REQUEST, entries))) if entries else None
        if lot:
            return {lot[0].cycle: lot}
        by_cycle: dict[BillingCycle, list[UsageRecord]] = {}
        refused: dict[int, tuple[UsageRequest, Refusal]] = {}
        for index, request in entries:
            try:
                record = intake.record(request)
            except Unavailable:
                raise
            except Refusal as refusal:
                refused[index] = (request, refusal)
                continue
            by_cycle.setdefault(record.cycle, []).append(record)
        self._set_back(workspace, refused, tally)
        return by_cycle

    def _count(
        self,
        actor: Actor,
        cycle: BillingCycle,
        counting: Sequence[UsageRecord],
        entries: Sequence[Entry],
        tally: _Tally,
    ) -> None:
        counted = self.counting.count(actor, cycle, counting)
        tally.accepted += len(counting) - len(counted.repeats) - len(counted.refused)
        first_of_each = dict(zip(map(_METER_OF_RECORD, reversed(counting)), reversed(counting), strict=True))
        for record in first_of_each.values():
            tally.met(record)
        if not (counted.repeats or counted.refused):
            return
        for index, request in entries:
            if request.record_id in counted.refused:
                tally.refused[index] = counted.refused[request.record_id]
            elif request.record_id in counted.repeats:
                tally.settle(index, again(counted.repeats[request.record_id], request))

    def _set_back(
        self, workspace: Workspace, refused: Mapping[int, tuple[UsageRequest, Refusal]], tally: _Tally
    ) -> None:
        """A repeat is recognised before a closed cycle and an archived project."""
        late = [
            request.record_id for request, refusal in refused.values() if isinstance(refusal, Conflict | CycleClosed)
        ]
        known = workspace.usage.records(late) if late else {}
        for index, (request, refusal) in refused.items():
            kept = known.get(request.record_id) if isinstance(refusal, Conflict | CycleClosed) else None
            tally.settle(index, refusal if kept is None else again(kept, request))


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


def _outcome(actor: Actor, attempt: Callable[[], Recorded]) -> Recorded | Refusal:
    """Return what became of a record that is tried alone, if there is time left for it."""
    if out_of_time(actor):
        return Unavailable()
    try:
        return attempt()
    except Unavailable:
        raise
    except Refusal as refusal:
        return refusal


def _stand_alone(records: Sequence[UsageRequest | Refusal]) -> TypeGuard[Sequence[UsageRequest]]:
    """Tell whether no record depends on another: all count, none corrects, each has an id of its own."""
    if set(map(type, records)) != {UsageRequest}:
        return False
    requests = cast(Sequence[UsageRequest], records)
    return (
        len(set(map(_ID, requests))) == len(requests)
        and GAUGES.isdisjoint(map(_METER, requests))
        and set(map(_CORRECTS, requests)) <= {None}
    )
