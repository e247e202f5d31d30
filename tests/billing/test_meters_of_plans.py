"""A subscription has the meters of one plan, and yet all usage of a month with two plans is invoiced, once."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from domain.billing.invoice import Invoice, InvoiceStatus
from domain.billing.reconciliation import Name
from domain.ids import ProjectId
from domain.plans.meter import Meter
from tests.billing import places
from tests.billing.audit import amiss, invoices, subscriptions
from tests.billing.twin_side import TwinSide, twin_world
from tests.billing.world import HOUR, World, in_memory_world

APRIL = datetime(2026, 4, 1, tzinfo=UTC)
FINAL = APRIL + timedelta(hours=49)
PAID = APRIL + timedelta(hours=74)
MAY_PAID = datetime(2026, 5, 4, 2, tzinfo=UTC)


@pytest.fixture(params=["simulated", "twin"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    with twin_world() if request.param == "twin" else nullcontext(in_memory_world()) as world:
        yield world


@pytest.fixture
def twin() -> Iterator[World]:
    with twin_world() as world:
        yield world


def upgraded(world: World) -> ProjectId:
    """March is starter's, with 30,000 calls past what is included, and then pro's."""
    places.paying(world)
    places.allow_overage(world)
    project = places.start_project(world)
    places.use(world, project, "calls", Meter.API_CALL, 130_000)
    places.use(world, project, "bytes", Meter.BANDWIDTH, 50 * 2**30)
    world.live_on_time(world.now + 3 * HOUR)
    world.usual.use.choose_plan(world.alice, plan="pro")
    return project


def usage(invoice: Invoice) -> list[tuple[str | None, int]]:
    return sorted((line.meter, line.amount_cents) for line in invoice.lines if line.meter is not None)


def test_usage_before_an_upgrade_is_on_the_month_s_invoice_once(world: World) -> None:
    upgraded(world)

    world.live_on_time(PAID)

    # 30,000 × 0.045 = 1350; 50 GB × 7.2 = 360
    assert usage(invoices(world)[-1]) == [("starter_v1_api_call", 1350), ("starter_v1_bandwidth", 360)]
    assert invoices(world)[-1].status is InvoiceStatus.PAID
    assert amiss(world) == []


def test_its_lines_say_what_was_used_at_which_rate(world: World) -> None:
    upgraded(world)

    world.live_on_time(FINAL)

    said = {line.description for line in invoices(world)[-1].lines if line.meter is not None}
    assert said == {
        "Starter plan: API calls past the included volume, $0.45 per 1,000 calls (2026-03)",
        "Starter plan: Bandwidth, $0.072 per GB (2026-03)",
    }


def test_usage_of_both_plans_is_on_one_invoice(world: World) -> None:
    project = upgraded(world)
    places.use(world, project, "more", Meter.BANDWIDTH, 100 * 2**30)

    world.live_on_time(PAID)

    assert usage(invoices(world)[-1]) == [
        ("pro_v1_bandwidth", 640),
        ("starter_v1_api_call", 1350),
        ("starter_v1_bandwidth", 360),
    ]
    assert amiss(world) == []


def test_late_usage_of_the_month_is_on_it_too(world: World) -> None:
    project = upgraded(world)
    world.live_on_time(APRIL + timedelta(hours=47))

    places.use(world, project, "late", Meter.BANDWIDTH, 100 * 2**30, at=APRIL - HOUR)
    world.live_on_time(PAID)

    assert ("pro_v1_bandwidth", 640) in usage(invoices(world)[-1])
    assert amiss(world) == []


def test_what_was_taken_back_of_it_is_not_invoiced(world: World) -> None:
    project = upgraded(world)

    places.use(world, project, "back", Meter.API_CALL, -10_000, corrects="calls")
    world.live_on_time(PAID)

    assert usage(invoices(world)[-1]) == [("starter_v1_api_call", 900), ("starter_v1_bandwidth", 360)]
    assert amiss(world) == []


def test_where_the_draft_was_missed_it_goes_onto_the_next_invoice(world: World) -> None:
    upgraded(world)
    with world.side.outage():
        world.live_on_time(PAID)

    world.live_on_time(MAY_PAID)

    assert usage(invoices(world)[-1]) == [("starter_v1_api_call", 1350), ("starter_v1_bandwidth", 360)]
    assert amiss(world) == []


def test_ended_after_an_upgrade_all_usage_is_invoiced_at_once(world: World) -> None:
    project = upgraded(world)
    places.use(world, project, "more", Meter.BANDWIDTH, 100 * 2**30)
    world.live_on_time(world.now + 2 * HOUR)

    world.side.ports.payments.end_now(subscriptions(world)[0].id)
    world.hear()

    found = sorted(line for invoice in invoices(world) for line in usage(invoice))
    assert found == [("pro_v1_bandwidth", 640), ("starter_v1_api_call", 1350), ("starter_v1_bandwidth", 360)]


def test_meters_of_other_plans_from_before_are_taken_away_by_reconciliation(twin: World) -> None:
    places.paying(twin)
    assert isinstance(twin.side, TwinSide)
    twin.side.add_all_meters()

    told = twin.reconciled(repair=True)

    assert [found.name for found in told.repaired] == [Name.FOREIGN_METERS]
    assert told.left == ()
    assert not subscriptions(twin)[0].foreign_meters


def test_a_change_that_waits_waits_on_when_they_are_taken_away(twin: World) -> None:
    places.paying(twin, "pro")
    assert isinstance(twin.side, TwinSide)
    twin.side.add_all_meters()
    twin.usual.use.choose_plan(twin.alice, plan="starter")
    twin.usual.run()

    told = twin.reconciled(repair=True)

    assert told.left == ()
    assert subscriptions(twin)[0].next_plan == "starter"
    assert not subscriptions(twin)[0].foreign_meters


def test_with_them_a_month_of_two_plans_is_invoiced_once(twin: World) -> None:
    upgraded(twin)
    assert isinstance(twin.side, TwinSide)
    twin.side.add_all_meters()

    twin.live_on_time(PAID)

    assert usage(invoices(twin)[-1]) == [("starter_v1_api_call", 1350), ("starter_v1_bandwidth", 360)]
    assert amiss(twin) == []


def test_taken_away_in_the_draft_s_three_days_nothing_is_invoiced_twice(twin: World) -> None:
    upgraded(twin)
    assert isinstance(twin.side, TwinSide)
    twin.side.add_all_meters()
    twin.clock.set(APRIL + HOUR)

    twin.live_on_time(PAID)

    assert usage(invoices(twin)[-1]) == [("starter_v1_api_call", 1350), ("starter_v1_bandwidth", 360)]
    assert amiss(twin) == []
