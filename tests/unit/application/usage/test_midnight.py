"""A plan that changes around midnight of the first, when fast clocks already use the next month."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.billing_cycle import BillingCycle
from domain.ids import RecordId
from domain.money import GIGABYTE
from domain.plans.meter import Meter
from tests.assemblies.companies import PRO, STARTER, WEBSITE, found, house, machine, organization, project, start
from tests.assemblies.storage import in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk

MIDNIGHT = datetime(2026, 4, 1, tzinfo=UTC)
APRIL = BillingCycle.of(MIDNIGHT)


@pytest.mark.parametrize("before_midnight", [timedelta(minutes=4), timedelta(0)])
def test_what_was_used_ahead_is_charged_as_the_report_prices_it(before_midnight: timedelta) -> None:
    storage = in_memory(MIDNIGHT - before_midnight)
    found(storage, organization(plan=STARTER))
    start(storage, project(WEBSITE))
    desk = usage_desk(storage)
    serve_a_thousand_gigabytes(desk)

    desk.change_plan(house(), plan=PRO.id)

    storage.clock.advance(timedelta(minutes=5))
    report = desk.report_usage(machine(), cycle=APRIL)
    assert report.plan == PRO.id
    assert report.spend_cents == report.total_cents > 0


def serve_a_thousand_gigabytes(desk: UsageDesk) -> None:
    desk.record_usage(
        machine(),
        project_id=WEBSITE,
        meter=Meter.BANDWIDTH,
        amount=1_000 * GIGABYTE,
        metadata={},
        record_id=RecordId("ahead"),
        timestamp=MIDNIGHT,
    )
