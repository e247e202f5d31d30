"""The facts: which records were accepted under which plans, and what they add up to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.plans.meter import COUNTING, Meter
from domain.plans.plan import Plan

MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Fact:
    """A record that was accepted."""

    request: UsageRequest
    timestamp: datetime
    counted_at: datetime
    """For a correction, the time of the record that it corrects."""
    stretch: int
    """In which stretch of the cycle that it counts in it was accepted; a correction is in that of its record."""


@dataclass(frozen=True, slots=True)
class PlanStarts:
    at: datetime
    plan: Plan


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a cycle under one plan. Included volume: None is unlimited."""

    number: int
    plan: Plan
    start: datetime
    end: datetime
    included: Mapping[Meter, int | None]


@dataclass(slots=True)
class Book:
    """It keeps no totals: whatever it is asked it adds up anew from the list of facts."""

    plans: list[PlanStarts]
    projects: frozenset[ProjectId]
    facts: list[Fact] = field(default_factory=list)

    def kept(self, record_id: RecordId) -> Fact | None:
        return next((fact for fact in self.facts if fact.request.record_id == record_id), None)

    def net(self, fact: Fact) -> int:
        """What a record and all its corrections come to."""
        name = fact.request.record_id
        return sum(one.request.amount for one in self.facts if name in {one.request.record_id, one.request.corrects})

    def counted(self, cycle: BillingCycle, meter: Meter) -> Iterator[Fact]:
        return (
            fact for fact in self.facts if fact.request.meter is meter and cycle.start <= fact.counted_at < cycle.end
        )

    def total(self, cycle: BillingCycle, meter: Meter, project: ProjectId | None = None) -> int:
        """The total of a counting meter, of all projects or of one."""
        return sum(
            fact.request.amount
            for fact in self.counted(cycle, meter)
            if project is None or fact.request.project_id == project
        )

    def day(self, project: ProjectId, day: date, meter: Meter) -> int | None:
        """A day's total; for storage what its latest record says. None: there is no record."""
        amounts = [
            fact.request.amount
            for fact in self.facts
            if (fact.request.project_id, fact.request.meter, fact.counted_at.date()) == (project, meter, day)
        ]
        if not amounts:
            return None
        return amounts[-1] if meter is Meter.STORAGE else sum(amounts)

    def levels_of(self, project: ProjectId) -> Iterator[tuple[datetime, int]]:
        """What a project holds, and since when: in the order of time, for older ones are refused."""
        for fact in self.facts:
            if fact.request.meter is Meter.STORAGE and fact.request.project_id == project:
                yield fact.timestamp, fact.request.amount

    def held(self, moment: datetime | None = None, project: ProjectId | None = None) -> int:
        """The bytes that one or all projects hold at a moment, or by their latest records."""
        return sum(
            next((held for at, held in reversed(list(self.levels_of(known))) if moment is None or at <= moment), 0)
            for known in (self.projects if project is None else [project])
        )

    def plan_at(self, moment: datetime) -> Plan:
        return [starts.plan for starts in self.plans if starts.at <= moment][-1]

    def parts(self, cycle: BillingCycle) -> list[Part]:
        inside = [starts for starts in self.plans if cycle.start < starts.at < cycle.end]
        borders = [cycle.start, *(starts.at for starts in inside), cycle.end]
        plans = [self.plan_at(cycle.start), *(starts.plan for starts in inside)]
        return [
            Part(number, plan, borders[number], borders[number + 1], self._included(cycle, plans, borders, number))
            for number, plan in enumerate(plans)
        ]

    def _included(
        self, cycle: BillingCycle, plans: list[Plan], borders: list[datetime], number: int
    ) -> dict[Meter, int | None]:
        included = {meter: self._volume(cycle, meter, plans, borders, number) for meter in COUNTING}
        return included | {Meter.BANDWIDTH: 0, Meter.STORAGE: plans[number].included[Meter.STORAGE]}

    def _volume(
        self, cycle: BillingCycle, meter: Meter, plans: list[Plan], borders: list[datetime], number: int
    ) -> int | None:
        """Old + (new - old) × the part of the cycle that remains, for each change; rounded up in the end.

        From unlimited, old is what was used until then, and new comes on top of it.
        """
        volume: Fraction | None = None
        for index, plan in enumerate(plans[: number + 1]):
            own, former = plan.included[meter], plans[index - 1].included[meter] if index else 0
            remaining = Fraction((cycle.end - borders[index]) // MICROSECOND, (cycle.end - cycle.start) // MICROSECOND)
            if own is None:
                volume = None
            elif volume is None or former is None:
                volume = self.total_before(cycle, meter, index) + own * remaining
            else:
                volume += (own - former) * remaining
        return None if volume is None else ceil(volume)

    def total_before(self, cycle: BillingCycle, meter: Meter, stretch: int) -> int:
        return sum(fact.request.amount for fact in self.counted(cycle, meter) if fact.stretch < stretch)
