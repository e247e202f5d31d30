"""Gauge records that are decided one after the other on one look, and kept in one step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from application.actor import Actor
from application.ports.workspaces import Workspace
from application.usage.intake import resets_at, same_or_conflict
from application.usage.opening import plain
from application.usage.remembered import CycleMemory
from application.usage.requests import Recorded, UsageRequest
from application.usage.storing import Storing, restated
from domain.billing_cycle import BillingCycle
from domain.errors import Conflict, Refusal
from domain.ids import RecordId
from domain.limits.claim import Limit
from domain.limits.refusals import PlanLimitExceeded
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.roles.refusals import OrganizationRestricted
from domain.usage.allowance import STORAGE_TOTAL, Bound, CycleTerms
from domain.usage.gauge import (
    Gauge,
    LevelChange,
    Reserve,
    byte_time_claims,
    can_cost,
    course,
    cycles_between,
    reserve,
    shifted,
)
from domain.usage.record import UsageRecord
from domain.usage.running import RunningTotal
from domain.usage.thresholds import Threshold
from domain.usage.wording import meter_refusal, records_refusal, spend_refusal


class Asked(NamedTuple):
    """A record of a project."""

    project: Project
    record: UsageRecord


class Stated(NamedTuple):
    """One request of a batch, and the record that it asks for, or why there can be none."""

    place: int
    request: UsageRequest
    asked: Asked | Refusal
    final: bool = False
    """Whether it is refused even if it was kept before."""

    def reaches(self, now: datetime) -> BillingCycle | None:
        """Return the last cycle that must be open before it is stored; None: it is not stored."""
        return None if isinstance(self.asked, Refusal) else max(self.asked.record.cycle, BillingCycle.of(now))


class GaugeGroup:
    """The first of some records: as many as one commit takes, each decided on the levels that those before it left."""

    def __init__(
        self,
        workspace: Workspace,
        storing: Storing,
        memory: CycleMemory,
        stated: Sequence[Stated],
        known: Mapping[RecordId, UsageRecord],
        recorded: Mapping[Limit, int],
        now: datetime,
    ) -> None:
        self.settled = 0
        """How many of the records have an outcome, or will once this is committed."""
        self.outcomes: dict[int, Recorded | Refusal] = {}
        self.records: list[UsageRecord] = []
        self.full: tuple[Bound, int] | None = None
        """The bound that refused, whose 100 % was not raised yet, and the amount: with it the group ends."""
        self.repeats: dict[RecordId, UsageRecord] = {}
        self._workspace, self._storing, self._memory, self.now = workspace, storing, memory, now
        self._stated = stated
        self._known = dict(known)
        self._plans = workspace.organization.plans
        records = [one.asked.record for one in stated if isinstance(one.asked, Asked)]
        self._gauges = dict(workspace.usage.gauges([record.project_id for record in records]))
        self._opening = workspace.usage.opening()
        held = memory.totals[STORAGE_TOTAL] = workspace.total(STORAGE_TOTAL)
        self._quiet = memory.quiet(now.date())
        self._level = self._running(memory.terms.allowances[Meter.STORAGE].bound, held)
        self._spend: dict[Limit, RunningTotal] = {}
        self._changes = list(workspace.usage.levels(min((record.timestamp for record in records), default=now)))
        self._saves: list[Gauge] = []
        self._byte_time: Counter[Limit] = Counter()
        self._overage: Counter[Limit] = Counter()
        self._can_cost = False
        self.recorded = dict(recorded)
        """How many records the cycles that refused one were told to have."""
        self._taken: Counter[BillingCycle] = Counter()

    @property
    def crossed(self) -> list[tuple[Bound, Threshold]]:
        """The thresholds that are reached on the way."""
        return [crossed for total in (self._level, *self._spend.values()) for crossed in total.crossed]

    @property
    def refuses(self) -> bool:
        """Whether a record is refused that would be answered otherwise if it was kept before."""
        outcomes = self.outcomes
        return any(isinstance(outcomes.get(one.place), Refusal) and not one.final for one in self._stated)

    def decide(self) -> None:
        """Decide each record in its turn, until the commit is full, or something else has to be done first."""
        for one in self._stated:
            known = None if one.final else self._known.get(one.request.record_id)
            if known is not None:
                outcome = again(known, one.request)
            elif isinstance(one.asked, Refusal):
                outcome = one.asked
            elif self._has_room_for(one.asked.record):
                outcome = self._outcome(one.asked)
            else:
                return
            self.outcomes[one.place] = outcome
            self.settled += 1
            if self.full is not None:
                return

    def stage(self, actor: Actor) -> None:
        """Stage everything that was decided."""
        for gauge in self._saves:
            self._workspace.save(gauge)
        if self._can_cost and self._opening is not None:
            self._workspace.save(self._opening)
        self._workspace.count(self.records)
        for cycle, number in self._taken.items():
            self._workspace.claim(*self._terms(cycle).claim_of_records(number))
        claims = [total.claim() for total in (self._level, *self._spend.values())]
        claims += [*plain(self._byte_time), *plain(self._overage)]
        self._storing.freeing.claim(self._workspace, actor, *claims)

    def _has_room_for(self, record: UsageRecord) -> bool:
        """Tell whether one more record surely fits into the commit, and its cycle is open."""
        if self._opening is None or self._opening.through < max(record.cycle, BillingCycle.of(self.now)):
            return False
        gauge = self._gauges.get(record.project_id)
        passed = 1 if gauge is None else len(cycles_between(BillingCycle.of(gauge.at), record.cycle))
        projects = {saved.project_id for saved in self._saves}
        totals = len(self._byte_time) + len(self._overage) + len(self._spend)
        ahead = len(self.records) + len(projects) + totals
        return not self.records or ahead + 2 + passed + 4 <= self._workspace.capacity

    def _outcome(self, asked: Asked) -> Recorded | Refusal:
        record = asked.record
        gauge = self._gauges.get(record.project_id)
        try:
            saved = restated(self._workspace.organization, gauge, asked.project, record)
        except (Conflict, OrganizationRestricted) as refusal:
            return refusal
        change = record.amount - (0 if gauge is None else gauge.held)
        cost = self._cost(record, change)
        claimed = [(self._level, change), *((self._spent(limit), cost.spend[limit]) for limit in sorted(cost.spend))]
        for total, amount in claimed:
            if not total.fits(amount):
                return self._refused(total, amount)
        if self._is_full(record.cycle):
            return self._one_too_many(record.cycle)
        for total, amount in claimed:
            total.take(amount)
        for claim in byte_time_claims(gauge, record.project_id, record.amount, record.timestamp):
            self._byte_time[claim.limit] += claim.amount
        self._overage.update(cost.overage)
        self._take(saved, record, change)
        return Recorded(record, resets_at(record))

    def _take(self, saved: Gauge, record: UsageRecord, change: int) -> None:
        self._saves.append(saved)
        self._gauges[record.project_id] = replace(saved, version=saved.version + 1)
        if change:
            self._changes.append(LevelChange(record.timestamp, change))
        self.records.append(record)
        self._taken[record.cycle] += 1
        self._known[record.record_id] = record

    def _cost(self, record: UsageRecord, change: int) -> Reserve:
        cycles = () if self._opening is None else cycles_between(record.cycle, self._opening.through)
        if not can_cost(self._plans, cycles):
            return Reserve({}, {})
        self._can_cost = True
        later = sorted(known for known in self._changes if known.at > record.timestamp)
        levels = course(self._level.used, later, record.timestamp)
        return reserve(shifted(levels, change), self._plans, cycles).minus(reserve(levels, self._plans, cycles))

    def _spent(self, limit: Limit) -> RunningTotal:
        total = self._spend.get(limit)
        if total is None:
            bound = self._terms(BillingCycle.parse(limit.cycle)).spend
            spent = 0 if bound.ceiling is None else self._workspace.total(limit)
            total = self._spend[limit] = self._running(bound, spent)
        return total

    def _terms(self, cycle: BillingCycle) -> CycleTerms:
        return self._storing.remembered.of(self._workspace.organization, cycle, self.now).terms

    def _is_full(self, cycle: BillingCycle) -> bool:
        """Tell whether the cycle takes no record more: as far as a refusal told of it, else a claim finds out."""
        bound = self._terms(cycle).records
        known = self.recorded.get(bound.limit)
        return known is not None and not bound.fits(known + self._taken[cycle], 1)

    def _one_too_many(self, cycle: BillingCycle) -> PlanLimitExceeded:
        bound = self._terms(cycle).records
        used = self.recorded[bound.limit] + self._taken[cycle]
        organization, catalogue = self._workspace.organization, self._storing.catalogue
        return records_refusal(organization, catalogue, bound, used, cycle, self.now)

    def _running(self, bound: Bound, total: int) -> RunningTotal:
        return RunningTotal(bound, total, self._memory.totals, bound.name in self._quiet)

    def _refused(self, total: RunningTotal, amount: int) -> PlanLimitExceeded:
        """Refuse a record alone; a bound that refuses for the first time ends the group, so that it is raised now."""
        total.refuse(amount)
        bound, cycle = total.bound, self._memory.terms.cycle
        if not (total.quiet or bound.full.was_told(self._memory.totals.get(bound.full.told, 0))):
            self.full = (bound, amount)
        if total is not self._level:
            return spend_refusal(bound, amount, total.used, bound.cycle)
        allowance = self._memory.terms.allowances[Meter.STORAGE]
        organization, catalogue = self._workspace.organization, self._storing.catalogue
        return meter_refusal(organization, catalogue, allowance, amount, total.used, cycle, self.now)


def again(known: UsageRecord, request: UsageRequest) -> Recorded | Refusal:
    """Answer a request under whose id a record was kept before."""
    try:
        same = same_or_conflict(known, request)
    except Conflict as conflict:
        return conflict
    return Recorded(same, resets_at(same), repeated=True)
