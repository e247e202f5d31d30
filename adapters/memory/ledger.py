"""The usage of one tenant: records, totals, and the tallies of days."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any, Final

from adapters.memory.rows import AMOUNT, COUNTED_AT, METER, PROJECT, RECORD_ID, Row, from_row, to_rows
from adapters.memory.timeline import Timeline
from application.unit_of_work import Page, StretchStart
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Claim, Limit
from domain.plans.meter import COUNTING, Meter
from domain.usage.allowance import SPEND
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord

_OVERAGE: Final = "storage-overage/"
_ID: Final = itemgetter(RECORD_ID)
_PROJECT: Final = itemgetter(PROJECT)
_METER: Final = itemgetter(METER)
_AMOUNT: Final = itemgetter(AMOUNT)
_MOMENT: Final = itemgetter(COUNTED_AT)


class Ledger:
    """Changed only under the tenant's lock, and only by what was checked under the same lock."""

    def __init__(self) -> None:
        self._rows: dict[RecordId, Row] = {}
        self.gauges: dict[ProjectId, Gauge] = {}
        self.opening: StorageOpening | None = None
        self._timelines: dict[ProjectId, Timeline] = {}
        self._totals: dict[str, dict[Limit, int]] = {}
        self._stretches: dict[Limit, int] = {}
        self._days: dict[ProjectId, dict[tuple[date, Meter], int]] = {}

    def total(self, limit: Limit) -> int:
        """Return a total; 0 where nothing was claimed yet."""
        totals = self._totals.get(limit.cycle)
        return 0 if totals is None else totals.get(limit, 0)

    def moved_on(self, claim: Claim) -> bool:
        """Tell whether the total is in another stretch than the claim says."""
        return claim.stretch is not None and self._stretches.get(claim.limit, claim.stretch) != claim.stretch

    def apply(self, claim: Claim) -> None:
        """Add what was granted."""
        limit = claim.limit
        totals = self._totals.setdefault(limit.cycle, {})
        totals[limit] = totals.get(limit, 0) + claim.amount
        if claim.stretch is not None:
            self._stretches[limit] = claim.stretch

    def begin_stretch(self, start: StretchStart) -> None:
        """Move a total on to its next stretch."""
        self._stretches[start.limit] = start.number

    def record(self, record_id: RecordId) -> UsageRecord | None:
        """Return the record that is kept under an id."""
        row = self._rows.get(record_id)
        return None if row is None else from_row(row)

    def repeats(self, records: Sequence[UsageRecord]) -> dict[RecordId, UsageRecord]:
        """Return the records that are there already under the ids of these."""
        rows = self._rows
        if rows.keys().isdisjoint(map(_ID, records)):
            return {}
        return {record_id: from_row(rows[record_id]) for record_id in map(_ID, records) if record_id in rows}

    def add(self, records: Sequence[UsageRecord]) -> None:
        """Keep records, in their projects' order of time, and tally their days."""
        rows = to_rows(records)
        self._rows.update(zip(map(_ID, rows), rows, strict=True))
        for project_id, of_project in _grouped(rows, map(_PROJECT, rows)).items():
            self._timeline(project_id).add(of_project)
            self._tally(self._days.setdefault(project_id, {}), of_project)

    def page(
        self,
        project_id: ProjectId,
        after: str | None,
        limit: int,
        where: Callable[[UsageRecord], bool],
        start: datetime | None,
        end: datetime | None,
    ) -> Page[UsageRecord]:
        """Return a project's records, newest first."""
        timeline = self._timelines.get(project_id)
        return Page((), None) if timeline is None else timeline.page(after, limit, where, start, end)

    def days(self, project_id: ProjectId, first: date, last: date) -> dict[tuple[date, Meter], int]:
        """Return a project's tallies from one day to another."""
        tallies = self._days.get(project_id, {})
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        return {(day, meter): tallies[day, meter] for day in days for meter in Meter if (day, meter) in tallies}

    def cycle_totals(self, cycle: BillingCycle) -> CycleTotals:
        """Return everything counted in a cycle."""
        totals = self._totals.get(cycle.text, {})
        meters = {meter.value: meter for meter in COUNTING} | {"storage-time": Meter.STORAGE}
        by_project: dict[tuple[ProjectId, Meter], int] = {}
        counted: dict[Meter, int] = {}
        overage: dict[Limit, int] = {}
        for limit, total in totals.items():
            if limit.project is not None:
                by_project[limit.project, meters[limit.name]] = total
            elif limit.name.startswith(_OVERAGE):
                overage[limit] = total
            elif limit.name in meters:
                counted[meters[limit.name]] = total
        return CycleTotals(
            counted=counted,
            by_project=by_project,
            gauges=dict(self.gauges),
            storage_overage=overage,
            opened=self.opening is not None and cycle <= self.opening.through,
            spend=totals.get(Limit(SPEND, cycle.text), 0),
        )

    def sizes(self) -> Mapping[str, int]:
        """Return how much there is, for a certificate."""
        return {"usage_records": len(self._rows), "gauges": len(self.gauges)}

    def _timeline(self, project_id: ProjectId) -> Timeline:
        timeline = self._timelines.get(project_id)
        if timeline is None:
            timeline = self._timelines[project_id] = Timeline()
        return timeline

    def _tally(self, tallies: dict[tuple[date, Meter], int], rows: Sequence[Row]) -> None:
        for name, of_meter in _grouped(rows, map(_METER, rows)).items():
            meter = Meter(name)
            for day, same in _by_day(of_meter).items():
                amounts = map(_AMOUNT, same)
                if meter is Meter.STORAGE:
                    *_, tallies[day, meter] = amounts
                else:
                    tallies[day, meter] = tallies.get((day, meter), 0) + sum(amounts)


def _by_day(rows: Sequence[Row]) -> Mapping[date, Sequence[Row]]:
    moments = list(map(_MOMENT, rows))
    first, last = min(moments).date(), max(moments).date()
    return {first: rows} if first == last else _grouped(rows, map(datetime.date, moments))


def _grouped(rows: Sequence[Row], keys: Iterable[Any]) -> Mapping[Any, Sequence[Row]]:
    """Return rows by their keys, in their order; mostly all have the same."""
    named = list(keys)
    if named.count(named[0]) == len(named):
        return {named[0]: rows}
    groups: dict[Any, list[Row]] = {key: [] for key in named}
    for key, row in zip(named, rows, strict=True):
        groups[key].append(row)
    return groups
