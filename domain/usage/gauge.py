"""The storage gauge: what projects hold now, and what holding it costs to the end of the cycle.

A gauge's state lives outside the cycle and carries over. A change at time t counts from t on: it adds its bytes,
through what is left of each cycle that it reaches, to the project's byte-time and to the organization's overage,
and reserves the cost of that against the spend cap; a fall gives it back. Time is counted in microseconds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from domain.billing_cycle import BillingCycle
from domain.errors import Conflict
from domain.ids import ProjectId
from domain.limits.claim import Claim, Limit
from domain.plans.history import PlanHistory, Stretch
from domain.plans.meter import Meter
from domain.usage.allowance import SPEND, STORAGE_TOTAL


@dataclass(frozen=True, slots=True)
class Gauge:
    """The bytes that one project holds since `at`, its latest record's time."""

    project_id: ProjectId
    held: int
    at: datetime
    version: int = 0

    def restate(self, held: int, at: datetime) -> Self:
        """Return the gauge after a record; Conflict when the record is older than the latest."""
        if at < self.at:
            raise Conflict("a later record of this project's storage is known already")
        return replace(self, held=held, at=at)

    def byte_time(self, cycle: BillingCycle, written: int) -> int:
        """Return the byte-microseconds of a whole `cycle`, of which `written` stand in its total.

        Cycles after the latest record have nothing written: what is held carries over.
        """
        return written if cycle <= BillingCycle.of(self.at) else self.held * cycle.seconds * 10**6


class LevelChange(NamedTuple):
    """The organization's bytes rose, or fell, by `change` at `at`."""

    at: datetime
    change: int


class Level(NamedTuple):
    """The organization holds `held` bytes from `since` on, until the next level."""

    since: datetime
    held: int


@dataclass(frozen=True, slots=True)
class StorageOpening:
    """Up to which cycle carried-over bytes were counted into the organization's overage and spend.

    Where storage can cost, every record of it saves the opening anew, so that its cost holds only for the levels
    that were read.
    """

    through: BillingCycle
    version: int = 0


@dataclass(frozen=True, slots=True)
class Reserve:
    """What a level of storage costs from some moment to the end of the cycles that it reaches."""

    overage: Mapping[Limit, int]
    """Byte-microseconds past the included volume, by stretch."""
    spend: Mapping[Limit, int]
    """Spend units, by cycle."""

    def minus(self, other: "Reserve") -> "Reserve":
        """Return the difference of two reserves."""
        return Reserve(_difference(self.overage, other.overage), _difference(self.spend, other.spend))


def byte_time_limit(cycle: BillingCycle, project_id: ProjectId) -> Limit:
    """Name the total of a project's byte-microseconds in a cycle, as if nothing changed to its end."""
    return Limit("storage-time", cycle.text, project_id)


def overage_limit(cycle: BillingCycle, stretch: Stretch) -> Limit:
    """Name the total of byte-microseconds past the included volume in one stretch of a cycle."""
    return Limit(f"storage-overage/{stretch.number}", cycle.text)


def cycles_between(first: BillingCycle, last: BillingCycle) -> tuple[BillingCycle, ...]:
    """Return the cycles from `first` to `last`, both included; none when `last` is before."""
    cycles: list[BillingCycle] = []
    while first <= last:
        cycles.append(first)
        first = first.next
    return tuple(cycles)


def course(held: int, later: Sequence[LevelChange], since: datetime) -> tuple[Level, ...]:
    """Return the organization's levels from `since` on: the `later` changes are known already and led to `held`."""
    level = held - sum(known.change for known in later)
    levels = [Level(since, level)]
    for at, change in later:
        level += change
        levels.append(Level(at, level))
    return tuple(levels)


def shifted(levels: Sequence[Level], change: int) -> tuple[Level, ...]:
    """Return the levels as they are after a change at their beginning."""
    return tuple(Level(since, held + change) for since, held in levels)


def reserve(levels: Sequence[Level], plans: PlanHistory, cycles: Iterable[BillingCycle]) -> Reserve:
    """Return what an organization's levels cost to the end of `cycles`, stretch by stretch."""
    overage: dict[Limit, int] = {}
    spend: Counter[Limit] = Counter()
    for cycle in cycles:
        for stretch in plans.stretches(cycle):
            past = _past(levels, stretch)
            if past:
                overage[overage_limit(cycle, stretch)] = past
                spend[Limit(SPEND, cycle.text)] += past * stretch.plan.unit_cost(Meter.STORAGE, cycle)
    return Reserve(overage, {limit: units for limit, units in spend.items() if units})


def _past(levels: Sequence[Level], stretch: Stretch) -> int:
    """Return the byte-microseconds past the included volume in a stretch."""
    included = stretch.included[Meter.STORAGE]
    if included is None:
        return 0
    past = 0
    for level, following in zip(levels, [*levels[1:], None], strict=True):
        begins = max(level.since, stretch.starts_at)
        ends = stretch.ends_at if following is None else min(following.since, stretch.ends_at)
        if level.held > included and begins < ends:
            past += (level.held - included) * ((ends - begins) // timedelta(microseconds=1))
    return past


def can_cost(plans: PlanHistory, cycles: Iterable[BillingCycle]) -> bool:
    """Tell whether storage has a limit in any stretch of `cycles`, past which it would cost."""
    return any(stretch.included[Meter.STORAGE] is not None for cycle in cycles for stretch in plans.stretches(cycle))


def byte_time_claims(gauge: Gauge | None, project_id: ProjectId, held: int, at: datetime) -> tuple[Claim, ...]:
    """Return the claims that a record makes on its project's byte-time: the cycles passed, and the rest of its own."""
    cycle = BillingCycle.of(at)
    former = 0 if gauge is None else gauge.held
    own = (held - former) * cycle.microseconds_until_end(at)
    passed = () if gauge is None else cycles_between(BillingCycle.of(gauge.at).next, cycle)
    carried = [(known, former * known.seconds * 10**6) for known in passed]
    amounts = Counter({byte_time_limit(cycle, project_id): own})
    for known, amount in carried:
        amounts[byte_time_limit(known, project_id)] += amount
    return tuple(Claim(limit, amount) for limit, amount in amounts.items() if amount)


def fixed_level(held: int) -> Claim:
    """Return the claim that holds only while the organization's bytes are still `held`."""
    return Claim(STORAGE_TOTAL, 0, held, held)


def _difference(one: Mapping[Limit, int], other: Mapping[Limit, int]) -> dict[Limit, int]:
    changed = {limit: one.get(limit, 0) - other.get(limit, 0) for limit in (*one, *other)}
    return {limit: amount for limit, amount in changed.items() if amount}
