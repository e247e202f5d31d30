"""The auditor's rules about usage: every total is the sum of the records, in units, in days, in bytes and in money."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Final, TypeVar

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.limits.claim import Limit
from domain.plans.history import PlanHistory
from domain.plans.meter import COUNTING, Meter
from domain.usage.allowance import RECORDS, SPEND
from domain.usage.cost import CycleTotals, lines
from domain.usage.gauge import Gauge, Level, Reserve, byte_time_claims, cycles_between, reserve
from domain.usage.record import UsageRecord
from tests.assemblies.contents import Tenant

Place = TypeVar("Place", bound=Hashable)

COUNTED: Final = frozenset(meter.value for meter in COUNTING)
BYTE_TIME: Final = "storage-time"
OVERAGE: Final = "storage-overage/"
NOTHING_STORED: Final = Reserve({}, {})


def totals_are_sums_of_records(tenant: Tenant) -> Iterator[str]:
    """The organization's totals of a meter, and each project's."""
    wanted: Counter[Limit] = Counter()
    for record in _counting(tenant):
        for project in (None, record.project_id):
            wanted[Limit(record.meter.value, record.cycle.text, project)] += record.amount
    yield from _differences(_some(tenant, lambda limit: limit.name in COUNTED), wanted)


def days_are_sums_of_records(tenant: Tenant) -> Iterator[str]:
    wanted: dict[tuple[ProjectId, Meter, date], int] = {}
    for record in (*_counting(tenant), *_stored(tenant)):
        day = (record.project_id, record.meter, record.counted_at.date())
        former = 0 if record.meter is Meter.STORAGE else wanted.get(day, 0)
        wanted[day] = former + record.amount
    yield from _differences(tenant.days, wanted)


def what_is_held_is_what_was_last_told(tenant: Tenant) -> Iterator[str]:
    latest = {record.project_id: record.amount for record in _stored(tenant)}
    yield from _differences({gauge.project_id: gauge.held for gauge in tenant.gauges}, latest)
    told = Counter(record.project_id for record in _stored(tenant))
    yield from _differences({gauge.project_id: gauge.version for gauge in tenant.gauges}, told)
    held = sum(latest.values())
    if (tenant.storage.total, tenant.levels) != (held, held):
        yield f"the bytes: {tenant.storage.total}, by their changes {tenant.levels}, not {held}"


def byte_time_is_held_bytes_by_time(tenant: Tenant) -> Iterator[str]:
    wanted: Counter[Limit] = Counter()
    by_project = sorted(_stored(tenant), key=lambda record: record.project_id)
    for project_id, records in groupby(by_project, key=lambda record: record.project_id):
        gauge: Gauge | None = None
        for record in records:
            for claim in byte_time_claims(gauge, project_id, record.amount, record.timestamp):
                wanted[claim.limit] += claim.amount
            gauge = Gauge(project_id, record.amount, record.timestamp)
    yield from _differences(_some(tenant, lambda limit: limit.name == BYTE_TIME), wanted)


def storage_past_the_volume_is_reserved(tenant: Tenant) -> Iterator[str]:
    found = _some(tenant, lambda limit: limit.name.startswith(OVERAGE))
    yield from _differences(found, _reserved(tenant).overage)


def spend_is_what_all_of_it_costs(tenant: Tenant) -> Iterator[str]:
    found = _some(tenant, lambda limit: limit.name == SPEND)
    wanted: Counter[Limit] = Counter(_reserved(tenant).spend)
    for cycle in {record.cycle for record in _counting(tenant)}:
        wanted[Limit(SPEND, cycle.text)] += _cost(tenant, cycle)
    yield from _differences(found, wanted)


def records_are_covered(tenant: Tenant) -> Iterator[str]:
    """As many records were claimed as there are, or more: each process claims some ahead."""
    recorded = Counter(record.cycle for record in tenant.records)
    for cycle, number in recorded.items():
        claimed = tenant.totals.get(Limit(RECORDS, cycle.text), 0)
        limited = all(stretch.plan.records is not None for stretch in _plans(tenant).stretches(cycle))
        if limited and claimed < number:
            yield f"the records of {cycle.text}: {claimed} claimed, {number} kept"


USAGE_RULES: Final[list[Callable[[Tenant], Iterator[str]]]] = [
    totals_are_sums_of_records,
    days_are_sums_of_records,
    what_is_held_is_what_was_last_told,
    byte_time_is_held_bytes_by_time,
    storage_past_the_volume_is_reserved,
    spend_is_what_all_of_it_costs,
    records_are_covered,
]


def _counting(tenant: Tenant) -> Iterable[UsageRecord]:
    return (record for record in tenant.records if record.meter in COUNTING)


def _stored(tenant: Tenant) -> list[UsageRecord]:
    """In the order of time; of several at one time, the one that is held comes last."""
    held = {gauge.project_id: gauge.held for gauge in tenant.gauges}
    stored = [record for record in tenant.records if record.meter is Meter.STORAGE]
    return sorted(stored, key=lambda record: (record.timestamp, record.amount == held.get(record.project_id)))


def _some(tenant: Tenant, wanted: Callable[[Limit], bool]) -> dict[Limit, int]:
    return {limit: total for limit, total in tenant.totals.items() if wanted(limit)}


def _plans(tenant: Tenant) -> PlanHistory:
    assert tenant.organization is not None
    return tenant.organization.plans


def _reserved(tenant: Tenant) -> Reserve:
    """What storage costs to the end of the cycles that were opened, by the levels that the records tell."""
    records, opening = _stored(tenant), tenant.storage.opening
    if not records or opening is None:
        return NOTHING_STORED
    held: Counter[ProjectId] = Counter()
    levels = []
    for record in records:
        held[record.project_id] = record.amount
        levels.append(Level(record.timestamp, held.total()))
    cycles = cycles_between(records[0].cycle, opening.through)
    return reserve(levels, _plans(tenant), cycles)


def _cost(tenant: Tenant, cycle: BillingCycle) -> int:
    """What the counting meters cost in a cycle, in spend units, stretch by stretch."""
    plans = _plans(tenant)
    counted = {meter: tenant.totals.get(Limit(meter.value, cycle.text), 0) for meter in COUNTING}
    invoice = lines(plans, cycle, CycleTotals(counted, {}, {}, {}, opened=True, spend=0), cycle.end, {})
    plan_at = {stretch.starts_at: stretch.plan for stretch in plans.stretches(cycle)}
    return sum(line.overage * plan_at[line.starts_at].unit_cost(line.meter, cycle) for line in invoice)


def _differences(found: Mapping[Place, int], wanted: Mapping[Place, int]) -> Iterator[str]:
    """Compare by place; what is 0 may be told or not."""
    for place in sorted({*found, *wanted}, key=str):
        if found.get(place, 0) != wanted.get(place, 0):
            yield f"{place}: {found.get(place, 0)}, not {wanted.get(place, 0)}"
