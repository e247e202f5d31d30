"""The usage of one tenant: records, totals, and the tallies of days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from adapters.memory.timeline import Row, Timeline
from application.unit_of_work import Page, StretchStart
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Claim, Limit
from domain.plans.meter import COUNTING, Meter
from domain.usage.allowance import SPEND
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, StorageOpening
from domain.usage.record import UsageRecord

_OVERAGE = "storage-overage/"
_PROJECT = itemgetter(UsageRecord._fields.index("project_id"))
_DAY_OF = itemgetter(*(UsageRecord._fields.index(name) for name in ("project_id", "meter", "counted_at")))


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
        return None if row is None else UsageRecord._make(row)

    def repeats(self, records: Sequence[UsageRecord]) -> dict[RecordId, UsageRecord]:
        """Return the records that are there already under the ids of these."""
        rows = self._rows
        known = {record[0] for record in records if record[0] in rows}
        return {record_id: UsageRecord._make(rows[record_id]) for record_id in known}

    def add(self, records: Sequence[UsageRecord]) -> None:
        """Keep records, in their projects' order of time, and tally their days."""
        rows = [tuple(record) for record in records]
        self._rows.update(zip([record[0] for record in records], rows, strict=True))
        for project_id, same in groupby(rows, key=_PROJECT):
            self._timeline(project_id).add(list(same))
        self._tally(records)

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

    def _tally(self, records: Sequence[UsageRecord]) -> None:
        for (project_id, meter, counted_at), same in groupby(records, key=_DAY_OF):
            tallies = self._days.setdefault(project_id, {})
            key = (counted_at.date(), meter)
            amounts = [record[3] for record in same]
            tallies[key] = amounts[-1] if meter is Meter.STORAGE else tallies.get(key, 0) + sum(amounts)
