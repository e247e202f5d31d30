"""Which of many records fit, taken in their order, where a store has told all totals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.limits.claim import Limit
from domain.usage.allowance import Allowance, Bound, CycleTerms
from domain.usage.decision import overage
from domain.usage.record import UsageRecord


@dataclass(frozen=True, slots=True)
class MeterFull:
    """A meter's limit does not allow `amount` more on top of what is `used`."""

    allowance: Allowance
    amount: int
    used: int

    @property
    def bound(self) -> Bound:
        """What cannot be passed."""
        return self.allowance.bound


@dataclass(frozen=True, slots=True)
class CapReached:
    """The spend cap does not allow `amount` spend units more on top of what is `used`."""

    bound: Bound
    amount: int
    used: int


@dataclass(frozen=True, slots=True)
class BelowZero:
    """A correction that would take its project's total, or what was spent, below zero."""


@dataclass(frozen=True, slots=True)
class RecordsFull:
    """The plan allows no record more in the cycle, whatever it says, on top of those that were `used`."""

    bound: Bound
    used: int


Obstacle = MeterFull | CapReached | BelowZero | RecordsFull


@dataclass(frozen=True, slots=True)
class Fit:
    """The records that fit together, and those that do not, each with its obstacle."""

    fitting: tuple[UsageRecord, ...]
    obstructed: tuple[tuple[UsageRecord, Obstacle], ...]


def project_total(terms: CycleTerms, record: UsageRecord) -> Limit:
    """Name the total of a record's project and meter in its cycle."""
    return Limit(record.meter.value, terms.cycle.text, record.project_id)


def fit(terms: CycleTerms, records: Iterable[UsageRecord], told: Mapping[Limit, int]) -> Fit:
    """Take each record that still fits, in order; a refused one takes nothing of any total.

    What was spent may not have been told: then it refuses nothing here, and the next claim on it finds out.
    """
    totals = dict(told)
    fitting: list[UsageRecord] = []
    obstructed: list[tuple[UsageRecord, Obstacle]] = []
    for record in records:
        obstacle = _obstacle(terms, record, totals)
        if obstacle is None:
            fitting.append(record)
            _take(terms, record, totals)
        else:
            obstructed.append((record, obstacle))
    return Fit(tuple(fitting), tuple(obstructed))


def _obstacle(terms: CycleTerms, record: UsageRecord, totals: Mapping[Limit, int]) -> Obstacle | None:
    obstacle = _obstacle_of_usage(terms, record, totals)
    recorded = totals.get(terms.records.limit)
    if obstacle is not None or recorded is None or terms.records.fits(recorded, 1):
        return obstacle
    return RecordsFull(terms.records, recorded)


def _obstacle_of_usage(terms: CycleTerms, record: UsageRecord, totals: Mapping[Limit, int]) -> Obstacle | None:
    allowance = terms.allowances[record.meter]
    used = totals.get(allowance.bound.limit, 0)
    if record.amount < 0 and totals.get(project_total(terms, record), 0) + record.amount < 0:
        return BelowZero()
    if not allowance.bound.fits(used, record.amount):
        return MeterFull(allowance, record.amount, used)
    spend = overage(allowance, used, record.amount) * allowance.unit_cost
    spent = totals.get(terms.spend.limit)
    if spent is None:
        return None
    if spent + spend < 0:
        return BelowZero()
    return None if terms.spend.fits(spent, spend) else CapReached(terms.spend, spend, spent)


def _take(terms: CycleTerms, record: UsageRecord, totals: dict[Limit, int]) -> None:
    allowance = terms.allowances[record.meter]
    used = totals.get(allowance.bound.limit, 0)
    spend = overage(allowance, used, record.amount) * allowance.unit_cost
    for limit, amount in ((allowance.bound.limit, record.amount), (project_total(terms, record), record.amount)):
        totals[limit] = totals.get(limit, 0) + amount
    if terms.records.limit in totals:
        totals[terms.records.limit] += 1
    if terms.spend.limit in totals:
        totals[terms.spend.limit] += spend
