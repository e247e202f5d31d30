"""What an organization may use of each meter in one cycle, and from where on it pays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from domain.billing_cycle import BillingCycle
from domain.limits.claim import Limit
from domain.money import spend_units_per_cent
from domain.organizations.organization import Organization
from domain.plans.history import Stretch
from domain.plans.limits import smallest
from domain.plans.meter import Meter

PERCENTS: Final = (80, 100)
SPEND: Final = "spend"
STORAGE_TOTAL: Final = Limit(Meter.STORAGE.value)
"""The bytes that all projects hold now: outside the cycle, carried over."""


class Threshold(NamedTuple):
    """Reaching `at` raises one event a cycle, kept by its mark."""

    at: int
    mark: str
    percent: int


@dataclass(frozen=True, slots=True)
class Bound:
    """One total, how far it may rise, and the thresholds on the way."""

    limit: Limit
    name: str
    """The meter's name, or `spend`."""
    ceiling: int | None
    """What may not be passed; None: no limit holds (unlimited, or overage is accepted)."""
    cycle: BillingCycle
    """The cycle in which its thresholds are raised."""
    stretch: int | None
    thresholds: tuple[Threshold, ...]

    @property
    def last_mark(self) -> str:
        """The mark of its 100 %."""
        return mark_of(self.name, self.cycle, PERCENTS[-1])

    def fits(self, total: int, amount: int) -> bool:
        """Tell whether `amount` may be added to `total`; a decrease always may."""
        return amount <= 0 or self.ceiling is None or total + amount <= self.ceiling


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one meter allows in one cycle, under the stretch in force."""

    meter: Meter
    bound: Bound
    included: int | None
    """Included volume in force; None: unlimited."""
    unit_cost: int
    """Spend units for each smallest unit past `priced_from`; 0: nothing is priced."""
    priced_from: int


@dataclass(frozen=True, slots=True)
class CycleTerms:
    """Everything that a record of one cycle can meet."""

    cycle: BillingCycle
    stretch: Stretch
    allowances: Mapping[Meter, Allowance]
    spend: Bound


def thresholds(name: str, maximum: int | None, cycle: BillingCycle) -> tuple[Threshold, ...]:
    """Return where 80 % and 100 % of a limit are reached, rounded up."""
    if not maximum:
        return ()
    return tuple(
        Threshold(-(-maximum * percent // 100), mark_of(name, cycle, percent), percent) for percent in PERCENTS
    )


def mark_of(name: str, cycle: BillingCycle, percent: int) -> str:
    """Return the mark that keeps a threshold from being raised twice in a cycle."""
    return f"threshold/{name}/{cycle.text}/{percent}"


def terms_of(organization: Organization, cycle: BillingCycle, now: datetime) -> CycleTerms:
    """Return the terms for records of `cycle` accepted at `now`.

    Overage is accepted on a priced plan when the owner turned it on; bandwidth has no limit and is priced from the
    first byte on a priced plan. A spend cap holds for all that is priced, whether or not overage is on. A late record
    belongs to the last stretch of its own cycle.
    """
    stretches = organization.plans.stretches(cycle)
    stretch = next((known for known in reversed(stretches) if known.starts_at <= now), stretches[0])
    overage = organization.settings.overage
    accepts = overage.enabled and stretch.plan.priced
    cap = overage.spend_cap_cents
    spend_cap = None if cap is None else cap * spend_units_per_cent(cycle)
    return CycleTerms(
        cycle,
        stretch,
        {meter: _allowance(organization, meter, cycle, stretch, now, accepts_overage=accepts) for meter in Meter},
        Bound(Limit(SPEND, cycle.text), SPEND, spend_cap, cycle, None, thresholds(SPEND, spend_cap, cycle)),
    )


def _allowance(
    organization: Organization,
    meter: Meter,
    cycle: BillingCycle,
    stretch: Stretch,
    now: datetime,
    *,
    accepts_overage: bool,
) -> Allowance:
    unlimited = meter is Meter.BANDWIDTH
    included = 0 if unlimited else stretch.included[meter]
    maximum = None if unlimited else included
    if meter is Meter.STORAGE:
        maximum = smallest(plan.included[meter] for plan in organization.plans.binding(now))
        limit, number = STORAGE_TOTAL, organization.plans.revision
    else:
        limit, number = Limit(meter.value, cycle.text), stretch.number
    ceiling = None if accepts_overage else maximum
    bound = Bound(limit, meter.value, ceiling, cycle, number, thresholds(meter.value, maximum, cycle))
    priced = included is not None and stretch.plan.priced
    return Allowance(meter, bound, maximum, stretch.plan.unit_cost(meter, cycle) if priced else 0, included or 0)
