"""A batch for which the request's time does not suffice is answered in time, and says what is left undone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from application.actor import Actor, Source
from application.deadline import Deadline
from application.usage.requests import BatchOutcome, UsageRequest
from domain.ids import ProjectId, RecordId
from domain.plans.meter import Meter
from tests.assemblies.companies import PRO, found, machine, organization, project, start
from tests.assemblies.storage import Storage
from tests.assemblies.tables import over_table, table_on
from tests.assemblies.usage_desk import UsageDesk, usage_desk

PROJECT = ProjectId("prj_1")
UNAVAILABLE = "unavailable"


@pytest.fixture
def storage(dynamodb_endpoint: str) -> Iterator[Storage]:
    """A store that takes some seventy records in a step."""
    with table_on(dynamodb_endpoint) as wire:
        storage = over_table(wire)
        found(storage, organization(plan=PRO))
        start(storage, project(PROJECT))
        yield storage


@pytest.fixture
def desk(storage: Storage) -> UsageDesk:
    return usage_desk(storage)


def hurried(looks: int) -> Actor:
    """Somebody whose time is up once it was looked at so many times."""
    looked = count(1)
    monotonic: Callable[[], float] = lambda: 0.0 if next(looked) <= looks else 29.0  # noqa: E731
    return replace(machine(), source=Source(deadline=Deadline(30, monotonic)))


def requests(meter: Meter, number: int = 150, corrects: str | None = None) -> list[UsageRequest]:
    corrected = None if corrects is None else RecordId(corrects)
    amounts = range(1, number + 1) if corrects is None else [-1] * number
    return [
        UsageRequest(PROJECT, meter, amount, {}, RecordId(f"{meter}-{corrects}-{index}"), None, corrected)
        for index, amount in enumerate(amounts)
    ]


def left(outcome: BatchOutcome) -> list[int]:
    return [index for index, refusal in outcome.refused if refusal.code == UNAVAILABLE]


@pytest.mark.parametrize("meter", [Meter.API_CALL, Meter.STORAGE])
def test_what_is_left_is_refused_as_unavailable_and_what_was_done_stands(desk: UsageDesk, meter: Meter) -> None:
    sent = requests(meter)

    outcome = desk.record_batch(hurried(looks=1), records=sent)

    assert 0 < outcome.accepted < len(sent)
    assert left(outcome) == list(range(outcome.accepted, len(sent)))


@pytest.mark.parametrize("meter", [Meter.API_CALL, Meter.STORAGE])
def test_sent_again_the_rest_is_recorded_and_the_first_part_known(desk: UsageDesk, meter: Meter) -> None:
    sent = requests(meter)
    first = desk.record_batch(hurried(looks=1), records=sent)

    again = desk.record_batch(machine(), records=sent)

    assert (again.accepted, again.duplicates, again.refused) == (len(sent) - first.accepted, first.accepted, ())


def test_corrections_are_left_too(desk: UsageDesk) -> None:
    desk.record_batch(machine(), records=[*requests(Meter.API_CALL, 9)])

    outcome = desk.record_batch(hurried(looks=2), records=requests(Meter.API_CALL, 5, corrects="api_call-None-8"))

    assert (outcome.accepted, left(outcome)) == (2, [2, 3, 4])
