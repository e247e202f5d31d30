"""The usage of a month so far: the same for the same moment, and nothing that lies ahead of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter, from_public
from entrypoints.seed.companies import Daily

NOON: Final = timedelta(hours=12)
DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


def days(cycle: BillingCycle, now: datetime) -> tuple[datetime, ...]:
    """Return a moment for each day of a cycle up to now, in order; today's is now when noon is still to come."""
    begun = (min(now, cycle.end - DAY) - cycle.start) // DAY + 1
    return tuple(min(cycle.start + day * DAY + NOON, now) for day in range(begun))


def usage(
    project_id: ProjectId, name: str, daily: Daily, cycle: BillingCycle, now: datetime, calls_so_far: int | None
) -> Iterator[UsageRequest]:
    """Return a project's records of one cycle, four a day; with `calls_so_far` its calls add up to that."""
    moments = days(cycle, now)
    for day, moment in enumerate(moments):
        weight = _weight(moment)
        amounts = {
            Meter.API_CALL: daily.calls * weight // 100
            if calls_so_far is None
            else calls_so_far * (day + 1) // len(moments) - calls_so_far * day // len(moments),
            Meter.COMPUTE: from_public(Meter.COMPUTE, daily.minutes) * weight // 100,
            Meter.BANDWIDTH: daily.sent * weight // 100,
            Meter.STORAGE: daily.stored * (60 + 40 * (day + 1) // 31 - day * 3 % 5) // 100,
        }
        for meter, amount in amounts.items():
            record_id = RecordId(f"seed-{name}-{moment:%Y%m%d}-{meter}")
            yield UsageRequest(project_id, meter, amount, {}, record_id, moment)


def _weight(moment: datetime) -> int:
    """Return how busy a day is, in percent: weekends are quiet, and no two days are quite the same."""
    return (40 if moment.weekday() >= SATURDAY else 95) + moment.day * 7 % 11
