"""Correcting records of earlier plan segments: what the cycle costs, and what it still allows."""

from dataclasses import replace

import pytest

from application.organizations.moving import PlanMove
from application.usage.opening import Opening
from application.usage.requests import Recorded, UsageRequest
from domain.errors import Conflict
from domain.ids import RecordId
from domain.limits.refusals import PlanLimitExceeded
from domain.money import GIGABYTE
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from tests.assemblies.companies import ENTERPRISE, PRO, STARTER, WEBSITE, found, house, machine, organization, project
from tests.assemblies.companies import start as start_projects
from tests.assemblies.storage import Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.contract.deeds import events_of

MINUTE = 10**6


def desk_on(plan: Plan, cap_cents: int) -> tuple[Storage, UsageDesk]:
    """Acme on a plan, with overage up to a cap."""
    storage = in_memory()
    settings = Settings(overage=Overage(enabled=True, spend_cap_cents=cap_cents))
    found(storage, replace(organization(plan=plan), settings=settings))
    start_projects(storage, project(WEBSITE))
    return storage, usage_desk(storage)


def move(storage: Storage, plan: Plan) -> None:
    """Move Acme at once, as when nobody chooses."""
    with storage.workspaces.open_current(house()) as workspace:
        workspace.save(PlanMove(Opening(storage.workspaces), storage.ids).at_once(workspace, plan, storage.clock.now()))
        workspace.record(storage.events.changed(house(), "organization.plan_changed", "org_1"))
        workspace.commit(None)


def send(desk: UsageDesk, name: str, meter: Meter, amount: int, corrects: str | None = None) -> Recorded:
    corrected = None if corrects is None else RecordId(corrects)
    request = UsageRequest(WEBSITE, meter, amount, {}, RecordId(name), None, corrected)
    return desk.record_usage(machine(), **request._asdict())


def cents(desk: UsageDesk) -> tuple[int, int | None]:
    """What the usage costs, and what the cap compares."""
    report = desk.report_usage(machine())
    return report.total_cents, report.spend_cents


def test_what_was_free_in_a_trial_is_not_credited_after_it() -> None:
    storage, desk = desk_on(STARTER.on_trial(), 50_000)
    send(desk, "trial", Meter.BANDWIDTH, 2_000 * GIGABYTE)
    move(storage, STARTER)
    send(desk, "minutes", Meter.COMPUTE, 2_500 * MINUTE)

    send(desk, "correction", Meter.BANDWIDTH, -1_500 * GIGABYTE, "trial")

    assert cents(desk) == (13_500, 13_500)


def test_a_smaller_plan_gains_no_room_under_the_cap() -> None:
    storage, desk = desk_on(PRO, 1_360)
    send(desk, "larger", Meter.BANDWIDTH, 100 * GIGABYTE)
    move(storage, STARTER)
    send(desk, "smaller", Meter.BANDWIDTH, 100 * GIGABYTE)

    send(desk, "correction", Meter.BANDWIDTH, -100 * GIGABYTE, "larger")

    assert cents(desk) == (720, 720)
    send(desk, "fits", Meter.BANDWIDTH, 88 * GIGABYTE)
    with pytest.raises(PlanLimitExceeded):
        send(desk, "too-much", Meter.BANDWIDTH, GIGABYTE)


def test_what_an_unlimited_plan_covered_moves_with_it() -> None:
    storage, desk = desk_on(ENTERPRISE, 0)
    send(desk, "unlimited", Meter.API_CALL, 1_000_000)
    move(storage, STARTER)
    before = desk.report_usage(machine()).meters[0]

    send(desk, "correction", Meter.API_CALL, -400_000, "unlimited")

    after = desk.report_usage(machine()).meters[0]
    assert (after.quantity, after.cost_cents) == (600_000, 0)
    assert before.remaining == after.remaining


def test_an_addition_to_an_earlier_segment_keeps_to_its_limit() -> None:
    storage, desk = desk_on(STARTER.on_trial(), 50_000)
    send(desk, "trial", Meter.API_CALL, 100_000)
    move(storage, PRO)

    with pytest.raises(PlanLimitExceeded) as refused:
        send(desk, "correction", Meter.API_CALL, 1, "trial")

    assert (refused.value.meter, refused.value.maximum, refused.value.used) == ("api_call", 100_000, 100_000)


def test_an_addition_that_was_kept_is_answered_again_though_the_segment_is_full_now() -> None:
    storage, desk = desk_on(STARTER.on_trial(), 50_000)
    send(desk, "trial", Meter.API_CALL, 99_999)
    move(storage, PRO)
    send(desk, "correction", Meter.API_CALL, 1, "trial")

    assert send(desk, "correction", Meter.API_CALL, 1, "trial").repeated


def test_a_record_without_a_segment_is_credited_where_that_is_least() -> None:
    storage, desk = desk_on(STARTER.on_trial(), 50_000)
    with storage.workspaces.open(house()) as workspace:
        record = send(desk, "new", Meter.BANDWIDTH, 100 * GIGABYTE).record
        workspace.count([record._replace(record_id=RecordId("old"), segment=None)])
        workspace.commit(None)
    move(storage, STARTER)
    send(desk, "later", Meter.BANDWIDTH, 100 * GIGABYTE)

    send(desk, "correction", Meter.BANDWIDTH, -100 * GIGABYTE, "old")

    assert cents(desk) == (720, 720)


def test_a_record_without_a_segment_was_of_one_that_used_enough() -> None:
    storage, desk = desk_on(STARTER.on_trial(), 50_000)
    move(storage, STARTER)
    record = send(desk, "new", Meter.BANDWIDTH, 100 * GIGABYTE).record
    with storage.workspaces.open(house()) as workspace:
        workspace.count([record._replace(record_id=RecordId("old"), segment=None)])
        workspace.commit(None)

    send(desk, "correction", Meter.BANDWIDTH, -100 * GIGABYTE, "old")
    with pytest.raises(Conflict):
        send(desk, "again", Meter.BANDWIDTH, -1, "old")

    assert cents(desk) == (0, 0)


def test_a_correction_of_an_earlier_segment_is_one_event() -> None:
    storage, desk = desk_on(STARTER, 50_000)
    send(desk, "early", Meter.API_CALL, 10)
    move(storage, PRO)

    send(desk, "correction", Meter.API_CALL, -10, "early")

    assert [event.action for event in events_of(storage)].count("usage.corrected") == 1


def test_storage_is_not_corrected_among_other_records_of_storage_either() -> None:
    _, desk = desk_on(STARTER, 50_000)
    stated = UsageRequest(WEBSITE, Meter.STORAGE, GIGABYTE, {}, RecordId("stated"))
    corrected = stated._replace(record_id=RecordId("correction"), corrects=RecordId("stated"))

    outcome = desk.record_batch(machine(), records=[stated, corrected])

    assert outcome.accepted == 1
    assert [(index, refusal.code) for index, refusal in outcome.refused] == [(1, "invalid-request")]
