"""Two processes on one DynamoDB table: leases of the agenda, slices of rates, and what each learns of the other."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from adapters.dynamodb.agenda import LEASE
from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.rate_limiter import SLICES
from adapters.dynamodb.recent import FRESH
from adapters.system.clocks import MovableClock
from application.ports.rate_limiter import RatePolicy
from application.unit_of_work import CommitRefused
from tests.assemblies.companies import acting, found, house
from tests.assemblies.storage import NOON, Storage
from tests.assemblies.tables import table_on, with_clock
from tests.assemblies.usage_desk import usage_desk
from tests.contract.agenda_contract import plan, work
from tests.contract.deeds import rename
from tests.contract.rate_limiter_contract import TEN_A_MINUTE, granted, take
from tests.contract.restriction_deeds import GIGABYTE, acme, archive, look, over_limit, stating

THOUSAND_AN_HOUR = RatePolicy("key", "key_1", 1_000, 3_600)
SECOND = timedelta(seconds=1)


@pytest.fixture
def wire(dynamodb_endpoint: str) -> Iterator[Wire]:
    with table_on(dynamodb_endpoint) as wire:
        yield wire


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def one(wire: Wire, clock: MovableClock) -> Storage:
    return with_clock(wire, clock)


@pytest.fixture
def other(wire: Wire, clock: MovableClock) -> Storage:
    return with_clock(wire, clock)


def taken_in_turn(one: Storage, other: Storage, times: int, policy: RatePolicy) -> int:
    return sum(granted(take(process, 1, policy)) for _ in range(times) for process in (one, other))


def taken_with_pauses(processes: Sequence[Storage], clock: MovableClock, pause: timedelta) -> int:
    """Ask 300 times in each process, one after the other, and let some time pass after each."""
    total = 0
    for process in processes:
        total += granted(take(process, 300, THOUSAND_AN_HOUR))
        clock.advance(pause)
    return total


def test_work_is_done_by_one_process(one: Storage, other: Storage) -> None:
    found(one)
    plan(one, work(1))

    assert len(one.agenda.due(NOON, 10)) == 1
    assert other.agenda.due(NOON, 10) == ()


def test_when_that_one_is_gone_the_other_takes_over(one: Storage, other: Storage, clock: MovableClock) -> None:
    found(one)
    plan(one, work(1))
    one.agenda.due(NOON, 10)

    clock.advance(LEASE)

    assert len(other.agenda.due(clock.now(), 10)) == 1


def test_who_goes_on_working_keeps_its_lease(one: Storage, other: Storage, clock: MovableClock) -> None:
    found(one)
    plan(one, work(1))
    work_on(one, clock, 120)

    assert other.agenda.due(clock.now(), 10) == ()


def work_on(process: Storage, clock: MovableClock, seconds: int) -> None:
    for _ in range(seconds):
        process.agenda.due(clock.now(), 10)
        clock.advance(SECOND)


def test_two_processes_share_a_quota(one: Storage, other: Storage) -> None:
    assert taken_in_turn(one, other, 50, TEN_A_MINUTE) == 10


def test_of_a_large_quota_no_more_is_granted_and_all_but_a_slice_each(one: Storage, other: Storage) -> None:
    both = taken_in_turn(one, other, 2_000, THOUSAND_AN_HOUR)

    assert both == 1_000


def test_what_a_process_has_taken_and_not_used_cannot_be_used_on_top_of_the_quota_later(
    one: Storage, other: Storage, clock: MovableClock
) -> None:
    take(one, 1, THOUSAND_AN_HOUR)
    clock.advance(timedelta(hours=2))

    late = granted(take(other, 2_000, THOUSAND_AN_HOUR)) + granted(take(one, 2_000, THOUSAND_AN_HOUR))

    assert late == 1_000


@pytest.mark.parametrize("pause", [1, 7, 60, 225, 1_000])
def test_in_no_hour_are_more_granted_than_a_burst_and_what_comes_back(
    one: Storage, other: Storage, clock: MovableClock, pause: int
) -> None:
    in_pauses = taken_with_pauses((one, other, one, other), clock, pause * SECOND)

    total = in_pauses + granted(take(one, 2_000, THOUSAND_AN_HOUR)) + granted(take(other, 2_000, THOUSAND_AN_HOUR))

    came_back = 4 * pause * 1_000 / 3_600
    assert 1_000 - 2 * 1_000 / SLICES <= total <= 1_000 + came_back


def test_a_change_is_known_in_the_other_process_within_two_seconds(
    one: Storage, other: Storage, clock: MovableClock
) -> None:
    founded = found(one)
    other.workspaces.open(house())
    rename(one, founded, "Renamed")

    assert one.workspaces.open(house()).organization.name == "Renamed"
    assert other.workspaces.open(house()).organization == founded
    assert other.workspaces.open_current(house()).organization.name == "Renamed"
    clock.advance(FRESH)
    assert other.workspaces.open(house()).organization.name == "Renamed"


def test_who_decided_on_what_was_changed_meanwhile_looks_again_at_once(one: Storage, other: Storage) -> None:
    founded = found(one)
    earlier = other.workspaces.open(house())
    rename(one, founded, "Renamed")

    with pytest.raises(CommitRefused):
        rename(other, earlier.organization, "Renamed too")

    assert other.workspaces.open(house()).organization.name == "Renamed"


def test_a_process_that_has_not_heard_of_a_restriction_lifts_it_all_the_same(one: Storage, other: Storage) -> None:
    over_limit(one, projects=2)
    one.clock.advance(timedelta(days=30))
    other.workspaces.open(house())
    look(one)

    archive(other, 0)

    assert acme(one).excess is None


def test_nor_does_a_batch_of_such_a_process_miss_it(one: Storage, other: Storage) -> None:
    over_limit(one, projects=1, storing=2)
    one.clock.advance(timedelta(days=30))
    desk = usage_desk(other)
    other.workspaces.open(house())
    look(one)

    outcome = desk.record_batch(acting(), records=[stating(2 * GIGABYTE, "r-2"), stating(GIGABYTE, "r-3")])

    assert [index for index, _ in outcome.refused] == [0]
    assert acme(one).excess is None
