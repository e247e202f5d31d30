"""New ids never repeat, sort by the time they were made, and hold only what an id may hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from adapters.system.clocks import MovableClock
from adapters.system.ids import SortableIds
from domain.ids import ID_ALPHABET

START = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(START)


@pytest.fixture
def ids(clock: MovableClock) -> SortableIds:
    return SortableIds(clock)


@pytest.mark.parametrize(
    ("make", "prefix"),
    [
        (SortableIds.organization, "org_"),
        (SortableIds.person, "per_"),
        (SortableIds.user, "usr_"),
        (SortableIds.project, "prj_"),
        (SortableIds.invitation, "inv_"),
        (SortableIds.event, "evt_"),
        (SortableIds.session, "ses_"),
        (SortableIds.work, "wrk_"),
    ],
)
def test_an_id_says_what_it_names(ids: SortableIds, make: Callable[[SortableIds], str], prefix: str) -> None:
    made = make(ids)

    assert made.startswith(prefix)
    assert len(made) == len(prefix) + 26
    assert set(made) <= ID_ALPHABET


def test_the_id_of_a_key_has_the_twelve_characters_that_stand_in_the_key(ids: SortableIds) -> None:
    made = ids.key()

    assert len(made) == len("key_") + 12
    assert set(made) <= ID_ALPHABET


def test_ids_of_one_moment_sort_in_the_order_they_were_made(ids: SortableIds) -> None:
    made = [ids.event() for _ in range(5_000)]

    assert made == sorted(set(made))


def test_a_later_id_sorts_behind(ids: SortableIds, clock: MovableClock) -> None:
    before = ids.user()
    clock.advance(timedelta(milliseconds=1))

    assert before < ids.user()


def test_ids_go_on_when_the_clock_goes_back(ids: SortableIds, clock: MovableClock) -> None:
    before = ids.user()
    clock.advance(timedelta(days=-1))

    assert before < ids.user()


def test_two_processes_do_not_make_the_same_id(clock: MovableClock) -> None:
    assert SortableIds(clock).user() != SortableIds(clock).user()


def test_no_two_threads_get_the_same_id(ids: SortableIds) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ids.project(), range(4_000)))

    assert len(set(made)) == 4_000
