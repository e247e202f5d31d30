"""The usage of one organization."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from application.unit_of_work import Page
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge, LevelChange, StorageOpening
from domain.usage.record import UsageRecord


class Usage(Protocol):
    """The usage records and totals of the organization."""

    def record(self, record_id: RecordId) -> UsageRecord | None: ...

    def records(self, record_ids: Sequence[RecordId]) -> Mapping[RecordId, UsageRecord]:
        """Return the records that there are under some ids."""
        ...

    def page(
        self,
        project_id: ProjectId,
        after: str | None,
        limit: int,
        where: Callable[[UsageRecord], bool],
        start: datetime | None,
        end: datetime | None,
    ) -> Page[UsageRecord]:
        """Return a project's records with start <= timestamp < end by (timestamp, resource id), newest first."""
        ...

    def gauge(self, project_id: ProjectId) -> Gauge | None:
        """Return what a project holds in storage."""
        ...

    def gauges(self, project_ids: Sequence[ProjectId]) -> Mapping[ProjectId, Gauge]:
        """Return what projects hold in storage; of those that ever held anything."""
        ...

    def levels(self, after: datetime) -> Sequence[LevelChange]:
        """Return how the organization's bytes changed after a moment, in the order of time.

        They are known for 40 days: longer than a record can be late.
        """
        ...

    def opening(self) -> StorageOpening | None:
        """Return up to which cycle carried-over storage was counted."""
        ...

    def totals(self, cycle: BillingCycle) -> CycleTotals:
        """Return all totals of a cycle, in one consistent look."""
        ...

    def days(self, project_id: ProjectId, first: date, last: date) -> Mapping[tuple[date, Meter], int]:
        """Return a project's totals of the counting meters by day, both days included.

        For storage: the bytes of the latest record of each day that has one.
        """
        ...
