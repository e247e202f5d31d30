"""What an organization may use of each meter in one cycle, and from where on it pays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim, Limit
from domain.money import spend_units_per_cent
from domain.organizations.organization import Organization
from domain.plans.history import Stretch
from domain.plans.limits import smallest
from domain.plans.meter import Meter, to_public
from domain.usage.thresholds import PERCENTS, Threshold, threshold, thresholds

SPEND: Final = "spend"
RECORDS: Final = "records"
"""The total of a cycle's usage records, which plans limit; no meter."""
STORAGE_TOTAL: Final = Limit(Meter.STORAGE.value)
"""The bytes that all projects hold now: outside the cycle, carried over."""


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
    def full(self) -> Threshold:
        """Its 100 %, of the ceiling that refuses."""
        return threshold(self.name, self.ceiling or 0, self.cycle, PERCENTS[-1])

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

    @property
    def records(self) -> Bound:
        """How many records of any meter the cycle may have; nobody is warned before it is reached."""
        return Bound(records_limit(self.cycle), RECORDS, self.stretch.plan.records, self.cycle, None, ())

    def claim_of_records(self, number: int) -> tuple[Claim, ...]:
        """Return the claim that so many more records make; none where they are unlimited."""
        most = self.stretch.plan.records
        return () if most is None else (Claim(records_limit(self.cycle), number, 0, most),)

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """All thresholds of the cycle."""
        bounds = (*(allowance.bound for allowance in self.allowances.values()), self.spend)
        return tuple(threshold for bound in bounds for threshold in bound.thresholds)


def shown(name: str, amount: int, cycle: BillingCycle) -> int | str:
    """Return an amount of a meter, or of `spend`, as customers read it: in its unit, of spend in cents, rounded up."""
    if name == SPEND:
        return -(-amount // spend_units_per_cent(cycle))
    public = to_public(Meter(name), amount)
    return public if isinstance(public, int) else str(public)


def records_limit(cycle: BillingCycle) -> Limit:
    """Name the total of a cycle's records."""
    return Limit(RECORDS, cycle.text)


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


def allowance_in(
    organization: Organization, meter: Meter, cycle: BillingCycle, stretch: Stretch, now: datetime
) -> Allowance:
    """Return what a stretch of `cycle` allows of a meter, under the settings of now."""
    accepts = organization.settings.overage.enabled and stretch.plan.priced
    return _allowance(organization, meter, cycle, stretch, now, accepts_overage=accepts)


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
