"""Recording where processes remember different things, records overtake each other, and batches fill a limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from application.usage.requests import Recorded, UsageRequest
from domain.errors import Conflict
from domain.ids import ProjectId, RecordId
from domain.limits.refusals import PlanLimitExceeded
from domain.money import GIGABYTE
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from tests.assemblies.companies import SHOP, STARTER, WEBSITE, found, house, machine, organization, project, start
from tests.assemblies.storage import NOON, Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.contract.deeds import events_of

HOUR = timedelta(hours=1)
MINUTE = 10**6


@pytest.fixture
def storage() -> Storage:
    """Acme, on the starter plan, with two projects and overage up to 90 cents."""
    storage = in_memory()
    settings = Settings(overage=Overage(enabled=True, spend_cap_cents=90))
    found(storage, replace(organization(plan=STARTER), settings=settings))
    start(storage, project(WEBSITE), project(SHOP))
    return storage


@pytest.fixture
def desk(storage: Storage) -> UsageDesk:
    return usage_desk(storage)


def request(
    record_id: str,
    meter: Meter,
    amount: int,
    *,
    of: ProjectId = WEBSITE,
    ago: timedelta = timedelta(0),
    corrects: str | None = None,
) -> UsageRequest:
    corrected = None if corrects is None else RecordId(corrects)
    return UsageRequest(of, meter, amount, {}, RecordId(record_id), NOON - ago, corrected)


def send(desk: UsageDesk, asked: UsageRequest) -> Recorded:
    return desk.record_usage(machine(), **asked._asdict())


def cost(desk: UsageDesk) -> int:
    return desk.report_usage(machine()).spend_cents or 0


def test_a_cap_that_was_full_has_room_again_though_another_process_made_it(storage: Storage, desk: UsageDesk) -> None:
    send(desk, request("calls", Meter.API_CALL, 50_000))
    send(desk, request("minutes", Meter.COMPUTE, 1_010 * MINUTE))
    with pytest.raises(PlanLimitExceeded):
        send(desk, request("too-many", Meter.COMPUTE, MINUTE))
    another = usage_desk(storage)
    send(another, request("correction", Meter.COMPUTE, -10 * MINUTE, corrects="minutes"))
    send(another, request("more-calls", Meter.API_CALL, 50_000))

    send(desk, request("one-call", Meter.API_CALL, 1))

    assert cost(desk) == 1


def test_storage_that_was_stated_late_costs_only_what_it_added_at_its_time(desk: UsageDesk) -> None:
    send(desk, request("shop", Meter.STORAGE, 12 * GIGABYTE, of=SHOP))
    before = cost(desk)

    send(desk, request("website", Meter.STORAGE, 5 * GIGABYTE, ago=24 * HOUR))

    month, rest = 31 * 24, 31 * 24 - 9 * 24 - 12
    assert before == -(-2 * 9 * rest // month)
    assert cost(desk) == -(-7 * 9 * rest // month)


def test_a_batch_that_fills_a_limit_by_its_own_records_warns_of_it(storage: Storage) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.save(replace(workspace.organization, settings=Settings()))
        workspace.record(storage.events.changed(house(), "organization.settings_updated", "org_1"))
        workspace.commit(None)

    outcome = usage_desk(storage).record_batch(
        machine(), records=[request("fits", Meter.API_CALL, 50_000), request("does-not", Meter.API_CALL, 60_000)]
    )

    warnings = [event.changes["percent"].after for event in events_of(storage) if event.action == "threshold.reached"]
    assert (outcome.accepted, len(outcome.refused)) == (1, 1)
    assert warnings == [100]


def test_bandwidth_stops_at_a_cap_though_overage_is_off(storage: Storage) -> None:
    with storage.workspaces.open(house()) as workspace:
        settings = Settings(overage=Overage(enabled=False, spend_cap_cents=90))
        workspace.save(replace(workspace.organization, settings=settings))
        workspace.record(storage.events.changed(house(), "organization.settings_updated", "org_1"))
        workspace.commit(None)

    with pytest.raises(PlanLimitExceeded) as refused:
        send(usage_desk(storage), request("download", Meter.BANDWIDTH, 13 * GIGABYTE))

    assert (refused.value.meter, refused.value.maximum) == ("spend", 90)


def test_a_record_of_nothing_is_accepted_on_a_plan_that_prices(desk: UsageDesk) -> None:
    assert not send(desk, request("nothing", Meter.API_CALL, 0)).repeated


def test_storage_stated_by_a_fast_clock_is_never_reported_as_less_than_nothing(desk: UsageDesk) -> None:
    send(desk, request("soon", Meter.STORAGE, GIGABYTE, ago=timedelta(minutes=-5)))

    report = desk.report_usage(machine())

    assert [usage.quantity for usage in report.meters if usage.meter is Meter.STORAGE] == [0]


def test_carried_over_storage_is_held_against_the_cap_before_the_month_s_first_record(
    storage: Storage, desk: UsageDesk
) -> None:
    send(desk, request("shop", Meter.STORAGE, 12 * GIGABYTE, of=SHOP))

    storage.clock.set(NOON + 24 * 25 * HOUR)

    assert desk.report_usage(machine()).spend_cents == 18


def test_a_month_s_cap_counts_what_was_carried_over(storage: Storage, desk: UsageDesk) -> None:
    send(desk, request("shop", Meter.STORAGE, 20 * GIGABYTE, of=SHOP))
    storage.clock.set(NOON + 24 * 25 * HOUR)
    april = request("minutes", Meter.COMPUTE, 1_000 * MINUTE)._replace(timestamp=None)
    send(desk, april)

    with pytest.raises(PlanLimitExceeded) as refused:
        send(desk, april._replace(record_id=RecordId("one-more"), amount=MINUTE))

    assert (refused.value.meter, refused.value.used) == ("spend", 90)


def test_what_was_stored_in_a_month_s_last_minutes_is_held_against_the_next_one_s_cap(
    storage: Storage, desk: UsageDesk
) -> None:
    april, download = datetime(2026, 4, 1, tzinfo=UTC), request("soon", Meter.BANDWIDTH, 1)
    storage.clock.set(april - timedelta(minutes=4))
    send(desk, download._replace(timestamp=april))
    send(desk, request("shop", Meter.STORAGE, 20 * GIGABYTE, of=SHOP)._replace(timestamp=None))
    storage.clock.set(april + timedelta(minutes=1))

    with pytest.raises(PlanLimitExceeded) as refused:
        send(desk, download._replace(record_id=RecordId("too-much"), amount=GIGABYTE, timestamp=None))

    assert refused.value.meter == "spend"


def test_a_month_whose_first_record_is_of_storage_counts_what_was_carried_over(
    storage: Storage, desk: UsageDesk
) -> None:
    send(desk, request("march", Meter.STORAGE, 12 * GIGABYTE, of=SHOP))
    storage.clock.set(datetime(2026, 4, 16, tzinfo=UTC))

    send(desk, request("april", Meter.STORAGE, 10 * GIGABYTE, of=SHOP)._replace(timestamp=None))

    assert cost(desk) == 9


def test_storage_of_a_project_stated_before_its_latest_is_refused(desk: UsageDesk) -> None:
    send(desk, request("latest", Meter.STORAGE, 1))

    with pytest.raises(Conflict):
        send(desk, request("older", Meter.STORAGE, 2, ago=HOUR))
