"""The usage of one organization, on DynamoDB."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, final

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.items import gauge as gauges
from adapters.dynamodb.items import usage_record as usage_records
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import AFTER, LAST, RESOURCES, STORAGE, Key, TenantKeys, sortable
from adapters.dynamodb.layout.storage import StorageState, levels_after, state_of
from adapters.dynamodb.layout.totals import days_of, total_of
from adapters.dynamodb.tenant.audit_log import before
from adapters.dynamodb.tenant.pages import page
from application.ports.usage import Usage
from application.unit_of_work import Page
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Limit
from domain.plans.meter import COUNTING, Meter
from domain.usage.allowance import SPEND
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, LevelChange, StorageOpening, byte_time_limit
from domain.usage.record import UsageRecord

_OVERAGE: Final = "storage-overage/"
_BYTE_TIME: Final = "storage-time"
_METERS: Final = {meter.value: meter for meter in COUNTING} | {_BYTE_TIME: Meter.STORAGE}


def day_limit(project_id: ProjectId, meter: Meter, cycle: BillingCycle) -> Limit:
    """Return the project's total that holds the days of a meter."""
    if meter is Meter.STORAGE:
        return byte_time_limit(cycle, project_id)
    return Limit(meter.value, cycle.text, project_id)


class StorageLook:
    """What a workspace has read of gauges and of the organization's bytes: once, so that it decides on one look."""

    __slots__ = ("_consistent", "_gateway", "_gauges", "_keys", "_state")

    def __init__(self, gateway: Gateway, keys: TenantKeys, *, consistent: bool) -> None:
        self._gateway = gateway
        self._keys = keys
        self._consistent = consistent
        self._state: StorageState | None = None
        self._gauges: dict[ProjectId, Gauge | None] = {}

    @property
    def state(self) -> StorageState:
        """The organization's bytes, as they were at the first look."""
        if self._state is None:
            key = Key(self._keys.gauges, STORAGE)
            self._state = state_of(self._gateway.get(key, consistent=self._consistent))
        return self._state

    def gauge(self, project_id: ProjectId) -> Gauge | None:
        """Return a project's gauge; the first one comes with the organization's bytes, in one round trip."""
        if project_id not in self._gauges:
            own, whole = self._keys.gauge(project_id), Key(self._keys.gauges, STORAGE)
            wanted = [own] if self._state is not None else [own, whole]
            found = self._gateway.get_many(wanted, consistent=self._consistent)
            if self._state is None:
                self._state = state_of(found.get(whole))
            self._gauges[project_id] = gauges.from_item(found[own]) if own in found else None
        return self._gauges[project_id]

    def gauges(self, project_ids: Iterable[ProjectId]) -> dict[ProjectId, Gauge]:
        """Return projects' gauges, with the organization's bytes in one round trip, as they stand now."""
        unknown = {self._keys.gauge(known): known for known in project_ids if known not in self._gauges}
        whole = Key(self._keys.gauges, STORAGE)
        found = self._gateway.get_many([*unknown, whole]) if unknown or self._state is None else {}
        if self._state is None:
            self._state = state_of(found.get(whole))
        for key, project_id in unknown.items():
            self._gauges[project_id] = gauges.from_item(found[key]) if key in found else None
        return {project_id: gauge for project_id, gauge in self._gauges.items() if gauge is not None}


@final
class DynamoDbUsage(Usage):
    """The usage records and totals. Lists come from an index, which may lag a sortable behind."""

    __slots__ = ("_gateway", "_keys", "_look")

    def __init__(self, gateway: Gateway, keys: TenantKeys, look: StorageLook) -> None:
        self._gateway = gateway
        self._keys = keys
        self._look = look

    def record(self, record_id: RecordId) -> UsageRecord | None:
        item = self._gateway.get(self._keys.resource(record_id))
        return None if item is None else usage_records.from_item(item)

    def records(self, record_ids: Sequence[RecordId]) -> Mapping[RecordId, UsageRecord]:
        found = self._gateway.get_many(list({self._keys.resource(record_id): None for record_id in record_ids}))
        known = map(usage_records.from_item, found.values())
        return {record.record_id: record for record in known}

    def page(
        self,
        project_id: ProjectId,
        after: str | None,
        limit: int,
        where: Callable[[UsageRecord], bool],
        start: datetime | None,
        end: datetime | None,
    ) -> Page[UsageRecord]:
        newest = min(after or LAST, LAST if end is None else sortable(end))
        span = Span(
            self._keys.of_project(project_id),
            AFTER if start is None else sortable(start),
            newest if newest == LAST else before(newest),
            RESOURCES,
            backwards=True,
        )
        return page(self._gateway, span, limit, usage_records.from_item, where)

    def gauge(self, project_id: ProjectId) -> Gauge | None:
        return self._look.gauge(project_id)

    def gauges(self, project_ids: Sequence[ProjectId]) -> Mapping[ProjectId, Gauge]:
        return self._look.gauges(project_ids)

    def levels(self, after: datetime) -> tuple[LevelChange, ...]:
        return levels_after(self._look.state, after, self._gateway, self._keys)

    def opening(self) -> StorageOpening | None:
        return self._look.state.opening

    def totals(self, cycle: BillingCycle) -> CycleTotals:
        held = {item["SK"]["S"]: item for item in self._gateway.items(Span(self._keys.gauges, AFTER, LAST))}
        totals = {
            item["SK"]["S"]: item for item in self._gateway.items(Span(self._keys.totals(cycle.text), AFTER, LAST))
        }
        opening = state_of(held.pop(STORAGE, None)).opening
        by_project, counted, overage = _sorted_out(totals, cycle)
        known = [gauges.from_item(item) for item in held.values()]
        return CycleTotals(
            counted=counted,
            by_project=by_project,
            gauges={gauge.project_id: gauge for gauge in known},
            storage_overage=overage,
            opened=opening is not None and cycle <= opening.through,
            spend=total_of(totals.get(SPEND)),
        )

    def days(self, project_id: ProjectId, first: date, last: date) -> Mapping[tuple[date, Meter], int]:
        places: dict[Key, tuple[BillingCycle, Meter]] = {}
        cycle = BillingCycle.of_day(first)
        while cycle <= BillingCycle.of_day(last):
            places |= {self._keys.total(day_limit(project_id, meter, cycle)): (cycle, meter) for meter in Meter}
            cycle = cycle.next
        days: dict[tuple[date, Meter], int] = {}
        for key, item in self._gateway.get_many(list(places), consistent=False).items():
            cycle, meter = places[key]
            for number, amount in days_of(item).items():
                day = date(cycle.year, cycle.month, number)
                if first <= day <= last:
                    days[day, meter] = amount
        return days


def _sorted_out(
    totals: Mapping[str, Item], cycle: BillingCycle
) -> tuple[dict[tuple[ProjectId, Meter], int], dict[Meter, int], dict[Limit, int]]:
    by_project: dict[tuple[ProjectId, Meter], int] = {}
    counted: dict[Meter, int] = {}
    overage: dict[Limit, int] = {}
    for place, item in totals.items():
        name, _, project = place.partition("#")
        if "total" not in item:
            continue
        if project:
            by_project[ProjectId(project), _METERS[name]] = total_of(item)
        elif name.startswith(_OVERAGE):
            overage[Limit(name, cycle.text)] = total_of(item)
        elif name in _METERS:
            counted[_METERS[name]] = total_of(item)
    return by_project, counted, overage
