"""Corrections: how much of a record they may take back, what they change of a cycle, and what is told of each."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Self

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Claim, Limit
from domain.organizations.organization import Organization
from domain.plans.meter import Meter, to_public
from domain.usage.allowance import Allowance, allowance_in, terms_of
from domain.usage.cost import charged_until
from domain.usage.fitting import MeterFull
from domain.usage.record import UsageRecord, resource_id


@dataclass(frozen=True, slots=True)
class Correction:
    """What the audit event of a correction tells."""

    record_id: RecordId
    corrects: RecordId | None
    project_id: ProjectId
    type: Meter
    quantity: int | Decimal
    """Signed, in the meter's public unit."""

    @classmethod
    def of(cls, record: UsageRecord) -> Self:
        """Return what is told of a record that corrects another."""
        quantity = to_public(record.meter, record.amount)
        return cls(record.record_id, record.corrects, record.project_id, record.meter, quantity)


@dataclass(frozen=True, slots=True)
class NetQuantity:
    """What a record and all its corrections come to: never less than nothing.

    The first correction founds a total of the record's own. It holds one more than the net quantity, so that 0 says
    that the record was never corrected.
    """

    corrected: UsageRecord
    total: int

    @staticmethod
    def limit(corrected: UsageRecord) -> Limit:
        """Name the total of a record's net quantity: outside the cycle, where no report reads it."""
        return Limit(f"net-quantity/{resource_id(corrected.record_id)}")

    @property
    def amount(self) -> int:
        """The net quantity, in the meter's smallest unit."""
        return self.total - 1 if self.total else self.corrected.amount

    def claim(self, amount: int) -> Claim:
        """Return the claim of a correction by `amount`, which holds only if no more is taken back than there is."""
        limit = self.limit(self.corrected)
        if self.total:
            return Claim(limit, amount, max(1, 1 - amount))
        founded = 1 + self.corrected.amount + amount
        return Claim(limit, founded, 0, founded)


@dataclass(frozen=True, slots=True)
class Restatement:
    """A cycle once one of its plan segments has used another amount of a meter, from the start."""

    before: Organization
    after: Organization
    """As it is to be saved: where later segments begin with other totals, its history says so."""
    cycle: BillingCycle
    meter: Meter
    segment: int
    amount: int
    former: Allowance
    """What the segment in force allowed."""
    allowance: Allowance
    """What it allows once the amount is restated."""
    settled: int
    """By how many spend units everything changes that does not depend on the total of now."""
    full: MeterFull | None
    """The limit of the record's own segment, where more was added than it had left."""

    @property
    def kinks(self) -> tuple[int, int]:
        """Below the lower total and above the higher one, the price of the correction is the same for every total."""
        places = self.former.priced_from, self.allowance.priced_from - self.amount
        return min(places), max(places)

    def price(self, total: int) -> int:
        """Return by how many spend units the cycle's cost changes where `total` has been used by now."""
        after = max(0, total + self.amount - self.allowance.priced_from)
        before = max(0, total - self.former.priced_from)
        return self.settled + (after - before) * self.allowance.unit_cost


def restated(
    organization: Organization, cycle: BillingCycle, meter: Meter, segment: int, amount: int, now: datetime
) -> Restatement:
    """Return what becomes of a cycle when `amount` more of a meter was used in one of its plan segments.

    Every later segment began with as much more, and so is priced by what it used itself, as before.
    """
    number = terms_of(organization, cycle, now).stretch.number
    plans = organization.plans.restated(cycle, segment, meter, amount)
    after = organization if plans is organization.plans else replace(organization, plans=plans)
    stretches, former = plans.stretches(cycle), organization.plans.stretches(cycle)
    full = None
    if segment < number:
        used = stretches[segment + 1].totals.get(meter, 0)
        own = allowance_in(after, meter, cycle, stretches[segment], now)
        full = None if own.bound.fits(used - amount, amount) else MeterFull(own, amount, used - amount)
    return Restatement(
        before=organization,
        after=after,
        cycle=cycle,
        meter=meter,
        segment=segment,
        amount=amount,
        former=allowance_in(organization, meter, cycle, former[number], now),
        allowance=allowance_in(after, meter, cycle, stretches[number], now),
        settled=charged_until(stretches[: number + 1], meter, cycle)
        - charged_until(former[: number + 1], meter, cycle),
        full=full,
    )


def restatement_of(
    corrected: UsageRecord, organization: Organization, amount: int, total: int, now: datetime
) -> Restatement | None:
    """Return what a correction restates; None where no segment has used so much.

    Records of former versions do not know their segment: then it is the one whose restatement credits least, among
    those that have used enough.
    """
    cycle, meter = corrected.cycle, corrected.meter
    number = terms_of(organization, cycle, now).stretch.number
    if corrected.segment is not None:
        return restated(organization, cycle, meter, min(corrected.segment, number), amount, now)
    stretches = organization.plans.stretches(cycle)[: number + 1]
    begins = [stretch.totals.get(meter, 0) for stretch in stretches]
    used = [end - begin for begin, end in zip(begins, [*begins[1:], total], strict=True)]
    choices = [
        restated(organization, cycle, meter, segment, amount, now)
        for segment, own in enumerate(used)
        if own + amount >= 0
    ]
    return max(choices, key=lambda choice: choice.price(total), default=None)
