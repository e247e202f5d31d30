"""The usage records of a cycle are limited by the plan, whatever meter they are of and however little they state."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from application.usage.requests import UsageRequest
from domain.ids import RecordId
from domain.limits.refusals import PlanLimitExceeded
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from tests.assemblies.companies import CATALOGUE, FREE, PRO, STARTER, WEBSITE, found, machine, organization, project
from tests.assemblies.companies import start as start_projects
from tests.assemblies.storage import Storage, in_memory
from tests.assemblies.tables import table_on, with_clock
from tests.assemblies.usage_desk import UsageDesk, usage_desk

SMALL = Catalogue(1, (replace(FREE, own_records=5), replace(STARTER, own_records=6), PRO))
EVERY_KIND = (Meter.API_CALL, Meter.COMPUTE, Meter.STORAGE, Meter.BANDWIDTH, Meter.STORAGE)

Another = Callable[[], UsageDesk]
"""Starts one more process over the same store."""


@pytest.fixture(params=["memory", "table"])
def another(request: pytest.FixtureRequest) -> Iterator[Another]:
    if request.param == "memory":
        storage = in_memory()
        _found(storage)
        yield lambda: usage_desk(storage, SMALL)
        return
    with table_on(request.getfixturevalue("dynamodb_endpoint")) as wire:
        clock = in_memory().clock
        _found(with_clock(wire, clock))
        yield lambda: usage_desk(with_clock(wire, clock), SMALL)


def _found(storage: Storage, most: int = 5) -> None:
    """Acme, on a free plan with few records, with one project."""
    found(storage, organization(plan=replace(FREE, own_records=most)))
    start_projects(storage, project(WEBSITE))


def request(number: int, meter: Meter = Meter.API_CALL, amount: int = 0) -> UsageRequest:
    return UsageRequest(WEBSITE, meter, amount, {}, RecordId(f"r{number}"))


def send(desk: UsageDesk, asked: UsageRequest) -> bool:
    """Tell whether a record was known before."""
    return desk.record_usage(machine(), **asked._asdict()).repeated


def fits(desk: UsageDesk, asked: UsageRequest) -> bool:
    """Tell whether a new record is taken."""
    try:
        return not send(desk, asked)
    except PlanLimitExceeded:
        return False


def filled(desk: UsageDesk) -> UsageDesk:
    for number, meter in enumerate(EVERY_KIND):
        send(desk, request(number, meter, number))
    return desk


@pytest.mark.parametrize("meter", Meter)
def test_one_record_too_many_is_refused_whatever_it_states(another: Another, meter: Meter) -> None:
    desk = filled(another())

    with pytest.raises(PlanLimitExceeded) as refused:
        send(desk, request(6, meter))

    found = refused.value
    assert (found.meter, found.maximum, found.used, found.requested, found.remaining) == ("records", 5, 5, 1, 0)
    assert found.resets_at is not None
    assert found.upgrade is not None
    assert found.upgrade.plan == "starter"


def test_a_repeat_is_known_though_the_limit_is_reached(another: Another) -> None:
    desk = filled(another())

    assert [send(desk, request(number, meter, number)) for number, meter in enumerate(EVERY_KIND)] == [True] * 5


@pytest.mark.parametrize("meter", [Meter.API_CALL, Meter.STORAGE])
def test_of_a_batch_as_many_are_taken_as_still_fit_in_their_order(another: Another, meter: Meter) -> None:
    desk = another()
    send(desk, request(0))

    outcome = desk.record_batch(machine(), records=[request(number, meter, number) for number in range(1, 8)])

    assert outcome.accepted == 4
    assert [index for index, _ in outcome.refused] == [4, 5, 6]


def test_what_is_refused_or_known_does_not_count(another: Another) -> None:
    desk = another()
    send(desk, request(0))
    too_much = request(1, Meter.API_CALL, 10**9)

    outcome = desk.record_batch(machine(), records=[too_much, request(0), *(request(n) for n in range(2, 6)), too_much])

    assert (outcome.accepted, outcome.duplicates) == (4, 1)
    assert [index for index, _ in outcome.refused] == [0, 6]


def test_another_process_knows_the_limit_too(another: Another) -> None:
    filled(another())

    with pytest.raises(PlanLimitExceeded):
        send(another(), request(6))


def test_many_at_once_never_pass_the_limit(another: Another) -> None:
    desks = [another(), another()]

    with ThreadPoolExecutor(12) as racers:
        granted = list(racers.map(lambda number: fits(desks[number % 2], request(number)), range(24)))

    assert sum(granted) == 5


def test_a_process_that_stops_leaves_a_hundredth_unused_at_most(dynamodb_endpoint: str) -> None:
    with table_on(dynamodb_endpoint) as wire:
        clock = in_memory().clock
        _found(with_clock(wire, clock), most=1_000)
        send(usage_desk(with_clock(wire, clock), SMALL), request(-1))
        desk = usage_desk(with_clock(wire, clock), SMALL)

        outcome = desk.record_batch(machine(), records=[request(number) for number in range(1_000)])

    assert 990 <= outcome.accepted + 1 <= 1_000


def test_a_new_cycle_begins_anew() -> None:
    storage = in_memory()
    _found(storage)
    desk = filled(usage_desk(storage, SMALL))

    storage.clock.advance(timedelta(days=31))

    assert not send(desk, request(6))


def test_plans_that_say_nothing_of_records_have_what_their_id_is_shipped_with() -> None:
    shipped = [plan.records for plan in CATALOGUE.plans]

    assert shipped == [50_000, 500_000, 5_000_000, None]
    assert replace(FREE, own_records="shipped").records == 50_000
