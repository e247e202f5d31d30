"""What a cycle's usage past the included volume comes to, in the units in which a payment provider counts it.

A provider multiplies a whole number of units by a price, and rounds to the cent. Our cents are computed from exact
quantities, line by line (`domain.usage.cost`). So the units that are exported are the nearest whole number whose
price rounds to our cents: less than one unit away from the exact quantity as long as a plan is not left and taken up
again inside one cycle. That makes invoice and usage report equal to the cent, whatever was rounded.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import Final

from domain.billing_cycle import BillingCycle
from domain.money import half_up
from domain.plans.history import PlanHistory
from domain.plans.meter import Meter, paid_by_a_rate
from domain.plans.plan import Plan
from domain.usage.cost import CycleTotals, lines_until, told_until

UNITS_PER_RATE: Final[Mapping[Meter, int]] = {
    Meter.API_CALL: 1_000,
    Meter.COMPUTE: 1_000,
    Meter.BANDWIDTH: 1_024,
    Meter.STORAGE: 1_000,
}
"""Export units in what one rate pays for: a call, a thousandth of a minute, 2^20 bytes, a thousandth of a GB-month."""


@dataclass(frozen=True, slots=True)
class ExportMeter:
    """One meter under the rates of one version of a plan: usage keeps the price under which it was accepted."""

    plan: Plan
    meter: Meter

    @property
    def name(self) -> str:
        """The name by which the provider knows it: `starter_v1_api_call`."""
        return export_name(self.plan, self.meter)

    def is_of(self, plan: Plan) -> bool:
        """Tell whether it counts what is used under a plan, in this version."""
        return self.name == export_name(plan, self.meter)

    @property
    def unit_cents(self) -> Fraction:
        """The price of one export unit, exactly; at most 1 cent, or whole units could miss a cent."""
        return Fraction(self.plan.rate_cents(self.meter)) / UNITS_PER_RATE[self.meter]


@dataclass(frozen=True, slots=True)
class Charge:
    """What one export meter has come to in a cycle."""

    meter: ExportMeter
    units: int
    """Whole export units, of which the price rounds to `cost_cents`. Below zero where corrections took back more."""
    cost_cents: int


def export_name(plan: Plan, meter: Meter) -> str:
    """Return the name of a plan version's export meter."""
    return f"{plan.id}_v{plan.version}_{meter.value}"


def charges(plans: PlanHistory, cycle: BillingCycle, totals: CycleTotals, now: datetime) -> tuple[Charge, ...]:
    """Return what usage of `cycle` has cost so far: the lines of the usage report, added up by export meter."""
    until = told_until(cycle, totals, now)
    exact: defaultdict[str, Fraction] = defaultdict(Fraction)
    cents: defaultdict[str, int] = defaultdict(int)
    meters: dict[str, ExportMeter] = {}
    for line in lines_until(plans, cycle, totals, until, now):
        plan = plans.in_force(line.starts_at)
        if not plan.priced:
            continue
        known = meters.setdefault(export_name(plan, line.meter), ExportMeter(plan, line.meter))
        exact[known.name] += _units(known.meter, line.overage, cycle)
        cents[known.name] += line.cost_cents
    return tuple(
        Charge(meter, whole_units(exact[name], meter.unit_cents, cents[name]), cents[name])
        for name, meter in sorted(meters.items())
    )


def whole_units(exact: Fraction, unit_cents: Fraction, cost_cents: int) -> int:
    """Return the whole number of units nearest to `exact` whose price, rounded half up, is `cost_cents`."""
    nearest = half_up(exact.numerator, exact.denominator)
    if not unit_cents:
        return nearest
    least = ceil((Fraction(cost_cents) - Fraction(1, 2)) / unit_cents)
    most = ceil((Fraction(cost_cents) + Fraction(1, 2)) / unit_cents) - 1
    return max(least, min(most, nearest))


def _units(meter: Meter, overage: int, cycle: BillingCycle) -> Fraction:
    """Return smallest units past the included volume (storage: byte-microseconds) as export units, unrounded."""
    return Fraction(overage * UNITS_PER_RATE[meter], paid_by_a_rate(meter, cycle))
