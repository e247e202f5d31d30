"""What the facts cost: unrounded against the cap, rounded once a line on the bill, and split among projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from math import floor

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.plans.meter import COUNTING, MEASURES, Meter
from tests.properties.oracle.book import MICROSECOND, Book, Part


@dataclass(slots=True)
class Bill(Book):
    """All amounts in cents."""

    def spend(self, cycle: BillingCycle) -> Fraction:
        """What the spend cap compares: all usage, and storage as if nothing changed to the end of the cycle."""
        counted = [self._counted_cost(meter, part) for meter in COUNTING for part in self.parts(cycle)]
        stored = [self._storage_cost(part, cycle.end) for part in self.parts(cycle)]
        return sum([*counted, *stored], Fraction(0))

    def bill(self, cycle: BillingCycle, now: datetime) -> dict[Meter, int]:
        """What each meter costs by now: each stretch is a line of its own, rounded once, half up."""
        counted = {
            meter: sum(half_up(self._counted_cost(meter, part)) for part in self.parts(cycle)) for meter in COUNTING
        }
        until = self.told_until(cycle, now)
        return counted | {Meter.STORAGE: sum(half_up(self._storage_cost(part, until)) for part in self.parts(cycle))}

    def quantities(self, cycle: BillingCycle, meter: Meter, now: datetime) -> dict[ProjectId, int]:
        """What each project used: units, or for storage byte-microseconds."""
        if meter is not Meter.STORAGE:
            users = {fact.request.project_id for fact in self.counted(cycle, meter)}
            return {project: self.total(cycle, meter, project) for project in users}
        until = self.told_until(cycle, now)
        return {
            project: sum(
                held * ((end - start) // MICROSECOND) for start, end, held in self._held(cycle, until, project)
            )
            for project in self.projects
            if any(self.levels_of(project))
        }

    def split(self, cycle: BillingCycle, meter: Meter, now: datetime) -> dict[ProjectId, int]:
        """The meter's cost by project: whole cents by quantity, then one each by largest remainder, ties by id.

        Where corrections took all back but money is still owed, everybody who used it pays alike.
        """
        cents, quantities = self.bill(cycle, now)[meter], self.quantities(cycle, meter, now)
        credit, cents = cents < 0, abs(cents)
        if not any(quantities.values()):
            quantities = dict.fromkeys(quantities, 1)
        whole = sum(quantities.values())
        exact = {project: Fraction(cents * amount, whole) for project, amount in quantities.items()}
        parts = {project: floor(share) for project, share in exact.items()}
        by_remainder = sorted(parts, key=lambda project: (parts[project] - exact[project], project))
        for project in by_remainder[: cents - sum(parts.values())]:
            parts[project] += 1
        return {project: -part for project, part in parts.items()} if credit else parts

    def told_until(self, cycle: BillingCycle, now: datetime) -> datetime:
        """Storage is told up to now, or up to the latest record, if one came from a clock that is fast."""
        latest = [at for project in self.projects for at, _ in self.levels_of(project)]
        return min(max([now, *latest]), cycle.end)

    def _counted_cost(self, meter: Meter, part: Part) -> Fraction:
        """A stretch costs max(0, T1 - I) - max(0, T0 - I)."""
        included = part.included[meter]
        if included is None:
            return Fraction(0)
        cycle = BillingCycle.of(part.start)
        before = self.total_before(cycle, meter, part.number)
        after = self.total_before(cycle, meter, part.number + 1)
        return (max(0, after - included) - max(0, before - included)) * self._price(part, meter)

    def _storage_cost(self, part: Part, until: datetime) -> Fraction:
        """The integral over time of max(0, the organization's bytes - included bytes), by the GB through the cycle."""
        included = part.included[Meter.STORAGE]
        if included is None:
            return Fraction(0)
        cycle = BillingCycle.of(part.start)
        past = sum(
            max(0, held - included) * ((min(end, part.end) - max(start, part.start)) // MICROSECOND)
            for start, end, held in self._held(cycle, until)
            if max(start, part.start) < min(end, part.end)
        )
        return past * self._price(part, Meter.STORAGE) / ((cycle.end - cycle.start) // MICROSECOND)

    @staticmethod
    def _price(part: Part, meter: Meter) -> Fraction:
        """Cents for one smallest unit, after discount; nothing in a trial."""
        rate = None if part.plan.trial else part.plan.rates.get(meter)
        return Fraction(rate or 0) * (1 - Fraction(part.plan.discount)) / MEASURES[meter].priced_per

    def _held(
        self, cycle: BillingCycle, until: datetime, project: ProjectId | None = None
    ) -> Iterator[tuple[datetime, datetime, int]]:
        """From when to when how much was held: constant between two records."""
        records = {at for known in self.projects for at, _ in self.levels_of(known)}
        moments = sorted({cycle.start, max(cycle.start, until), *(at for at in records if cycle.start < at < until)})
        for start, end in pairwise(moments):
            yield start, end, self.held(start, project)


def half_up(cents: Fraction) -> int:
    return floor(cents + Fraction(1, 2))
