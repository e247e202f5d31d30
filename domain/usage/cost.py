"""What a cycle's usage costs: computed from totals, rounded once per invoice line, split to the cent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.limits.claim import Limit
from domain.money import allocate, half_up, spend_units_per_cent
from domain.plans.history import PlanHistory, Stretch
from domain.plans.meter import COUNTING, LIMITED, Meter
from domain.usage.gauge import Gauge, Level, overage_limit, reserve


@dataclass(frozen=True, slots=True)
class CycleTotals:
    """What was counted in a cycle, as a store finds it in one consistent look."""

    counted: Mapping[Meter, int]
    """The organization's totals of the counting meters."""
    by_project: Mapping[tuple[ProjectId, Meter], int]
    """The projects' totals of the counting meters; for storage the byte-microseconds that are written."""
    gauges: Mapping[ProjectId, Gauge]
    storage_overage: Mapping[Limit, int]
    """Byte-microseconds past the included volume, by stretch, to the end of the cycle; empty if not opened."""
    opened: bool
    """Whether carried-over bytes stand in `storage_overage` already."""
    spend: int
    """Spend units reserved so far."""


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice line: a meter through one stretch."""

    meter: Meter
    starts_at: datetime
    ends_at: datetime
    included: int | None
    overage: int
    """Smallest units past the included volume; for storage byte-microseconds."""
    rate_cents: Decimal
    """After discount, per `Measure.priced_per`; 0 where the plan prices nothing."""
    cost_cents: int


@dataclass(frozen=True, slots=True)
class MeterUsage:
    """One meter's part of the report. Storage is told in byte-microseconds so far, and in bytes held now."""

    meter: Meter
    quantity: int
    held: int | None
    """Bytes held at `as_of`, for the gauge; None where they are not told."""
    included: int | None
    """What the plan in force includes; None: all of it."""
    overage: int
    rate_cents: Decimal
    lines: tuple[Line, ...]
    cost_cents: int
    maximum: int | None
    """The limit; None: there is none, or it is not told."""

    @property
    def used(self) -> int | None:
        """What the limit compares: the cycle's total, or the bytes that are held now."""
        return self.quantity if self.meter in COUNTING else self.held

    @property
    def excess(self) -> int:
        """What is past the included volume: in the cycle, or of the bytes that are held now."""
        if self.meter in COUNTING:
            return self.overage
        return 0 if self.included is None or self.held is None else max(0, self.held - self.included)

    @property
    def remaining(self) -> int | None:
        """What can still be used within the limit; never negative."""
        return None if self.maximum is None or self.used is None else max(0, self.maximum - self.used)


@dataclass(frozen=True, slots=True)
class ProjectUsage:
    """One project's part: quantities by meter, and its share of each meter's cost in cents."""

    project_id: ProjectId
    quantities: Mapping[Meter, int]
    costs: Mapping[Meter, int]

    @property
    def cost_cents(self) -> int:
        """The project's share of the whole."""
        return sum(self.costs.values())


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Usage and its cost in one cycle, by meter and by project; parts add up to the cent."""

    cycle: BillingCycle
    as_of: datetime
    final: bool
    """Whether the totals can no longer change."""
    plan: str
    plan_price_cents: int | None
    """Stands beside the usage; `total_cents` does not contain it."""
    meters: tuple[MeterUsage, ...]
    projects: tuple[ProjectUsage, ...]
    spend_cents: int | None
    """What the spend cap compares, rounded up: reserved to the end of the cycle for storage. None where only some
    projects are told of."""
    spend_cap_cents: int | None

    @property
    def total_cents(self) -> int:
        """The cost of all usage so far."""
        return sum(usage.cost_cents for usage in self.meters)


def lines(
    plans: PlanHistory,
    cycle: BillingCycle,
    totals: CycleTotals,
    moment: datetime,
    storage_past: Mapping[int, int],
) -> tuple[Line, ...]:
    """Return the lines of a cycle: each stretch of each meter under its own terms.

    A stretch costs max(0, T1 - I) - max(0, T0 - I), with T0 and T1 the cycle's totals at its start and end.
    `storage_past` is the storage overage in byte-microseconds up to `moment`, by stretch number.
    """
    stretches = [stretch for stretch in plans.stretches(cycle) if stretch.number == 0 or stretch.starts_at <= moment]
    found: list[Line] = []
    for stretch, following in zip(stretches, [*stretches[1:], None], strict=True):
        ends = totals.counted if following is None else following.totals
        for meter in COUNTING:
            included = _included(stretch, meter)
            past = 0 if included is None else _past(included, stretch.totals.get(meter, 0), ends.get(meter, 0))
            found.append(_line(meter, stretch, cycle, included, past))
        past = storage_past.get(stretch.number, 0)
        found.append(_line(Meter.STORAGE, stretch, cycle, stretch.included[Meter.STORAGE], past))
    return tuple(found)


def charged_at_first(plans: PlanHistory, cycle: BillingCycle, counted: Mapping[Meter, int]) -> int:
    """Return the spend units that totals of the counting meters come to under the first stretch of a cycle."""
    stretch = plans.stretches(cycle)[0]
    included = {meter: _included(stretch, meter) for meter in COUNTING}
    return sum(
        max(0, counted[meter] - volume) * stretch.plan.unit_cost(meter, cycle)
        for meter, volume in included.items()
        if volume is not None
    )


def charged_until(stretches: Sequence[Stretch], meter: Meter, cycle: BillingCycle) -> int:
    """Return the spend units of a counting meter in all `stretches` but the last, less what the last began with.

    With max(0, T - I) of the last one on top, for the total T of now, that is what the meter costs by now.
    """
    units = 0
    for stretch, following in zip(stretches, [*stretches[1:], None], strict=True):
        included = _included(stretch, meter)
        if included is not None:
            ends = included if following is None else following.totals.get(meter, 0)
            units += _past(included, stretch.totals.get(meter, 0), ends) * stretch.plan.unit_cost(meter, cycle)
    return units


def _included(stretch: Stretch, meter: Meter) -> int | None:
    """Return what is included of a counting meter; of one without a limit nothing where it is priced, else all."""
    if meter in LIMITED:
        return stretch.included[meter]
    return 0 if stretch.plan.priced else None


def _past(included: int, before: int, after: int) -> int:
    return max(0, after - included) - max(0, before - included)


def _line(meter: Meter, stretch: Stretch, cycle: BillingCycle, included: int | None, past: int) -> Line:
    cost = half_up(past * stretch.plan.unit_cost(meter, cycle), spend_units_per_cent(cycle))
    rate = stretch.plan.rate_cents(meter)
    return Line(meter, stretch.starts_at, stretch.ends_at, included, past, rate, cost)


def told_until(cycle: BillingCycle, totals: CycleTotals, now: datetime) -> datetime:
    """Return up to when storage is told: now, or the latest record where one came from a clock that is fast."""
    return min(max([now, *(gauge.at for gauge in totals.gauges.values())]), cycle.end)


def storage_past(plans: PlanHistory, cycle: BillingCycle, totals: CycleTotals, moment: datetime) -> dict[int, int]:
    """Return the storage overage of each stretch up to `moment`: what is reserved, less what is still to come."""
    held = sum(gauge.held for gauge in totals.gauges.values())
    past: dict[int, int] = {}
    for stretch in plans.stretches(cycle):
        included = stretch.included[Meter.STORAGE]
        excess = 0 if included is None else max(0, held - included)
        whole = (stretch.ends_at - stretch.starts_at) // timedelta(microseconds=1)
        reserved = totals.storage_overage.get(overage_limit(cycle, stretch), 0) if totals.opened else excess * whole
        ahead = max(timedelta(0), stretch.ends_at - max(moment, stretch.starts_at)) // timedelta(microseconds=1)
        past[stretch.number] = max(0, reserved - excess * ahead)
    return past


def spend_reserved(plans: PlanHistory, cycle: BillingCycle, totals: CycleTotals, now: datetime) -> int:
    """Return the spend units of a cycle, with carried-over storage also before the first claim counts it."""
    if totals.opened or now < cycle.start:
        return totals.spend
    held = sum(gauge.held for gauge in totals.gauges.values())
    return totals.spend + sum(reserve([Level(cycle.start, held)], plans, [cycle]).spend.values())


def lines_until(
    plans: PlanHistory, cycle: BillingCycle, totals: CycleTotals, until: datetime, now: datetime
) -> tuple[Line, ...]:
    """Return the lines of a cycle as of `now`, with storage up to `until` (see `told_until`)."""
    return lines(plans, cycle, totals, min(now, cycle.end), storage_past(plans, cycle, totals, until))


def byte_times(cycle: BillingCycle, totals: CycleTotals, moment: datetime) -> dict[ProjectId, int]:
    """Return each project's byte-microseconds in a cycle up to `moment`."""
    ahead = cycle.microseconds_until_end(moment) if moment >= cycle.start else cycle.seconds * 10**6
    return {
        project_id: gauge.byte_time(cycle, totals.by_project.get((project_id, Meter.STORAGE), 0)) - gauge.held * ahead
        for project_id, gauge in totals.gauges.items()
    }


def shares(total_cents: int, quantities: Mapping[ProjectId, int]) -> dict[ProjectId, int]:
    """Split a meter's cost by quantity, to the cent; a cost below zero (a correction's credit) likewise."""
    if total_cents < 0:
        return {project: -part for project, part in allocate(-total_cents, quantities).items()}
    return allocate(total_cents, quantities)
