"""A page takes what the table says, and one that finds little among much reads no more than four for each asked for."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

import pytest

from tests.assemblies.companies import found, house
from tests.assemblies.storage import NOON, Storage
from tests.assemblies.tables import over_table, table_on
from tests.capacity.asks import authenticate
from tests.capacity.budgets import PAGES
from tests.capacity.calls import Call
from tests.capacity.companies import Json, crowded, sent
from tests.capacity.product import Premises, premises_on
from tests.capacity.recorder import Recorder
from tests.capacity.rows import Row
from tests.capacity.watch import LAYOUTS
from tests.contract.deeds import observed, see

LIMIT: Final = 10
MOST_READ: Final = 4 * (LIMIT + 1)
"""Each query reads one more, to know whether there is more."""

SEARCHES: Final = (
    "users?role=viewer",
    "users?status=invited&role=admin",
    "projects?status=archived",
    "audit?action=user.removed",
    "resources?type=compute&project_id={project_id}",
)
"""None of them finds anything."""


@pytest.fixture(scope="module")
def premises(dynamodb_endpoint: str) -> Iterator[Premises]:
    with premises_on(dynamodb_endpoint) as premises:
        yield premises


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.work)
def test_it_takes_what_the_table_says(premises: Premises, row: Row) -> None:
    measured = row.measured(premises)

    assert measured.cost == row.takes, str(measured)


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_that_finds_nothing_ends_early_with_a_cursor(premises: Premises, search: str) -> None:
    company, process, answers = premises.company(crowded), premises.process(), list[Json]()
    path = company.path(f"/{search}&limit={LIMIT}").format(project_id=company.project_ids[0])
    authenticate(process, company, company.owner)

    reading = premises.measured(lambda: answers.append(sent(process, company.owner, "GET", path)))

    assert [(page["data"], page["next_cursor"] is None) for page in answers] == [([], False)]
    assert _read_by_queries(reading.calls) <= MOST_READ, str(reading)


def test_a_search_through_several_months_reads_no_more_than_one_through_one(dynamodb_endpoint: str) -> None:
    with table_on(dynamodb_endpoint) as wire, Recorder(wire.table, LAYOUTS).listening(wire.connect()) as recorder:
        storage = over_table(wire)
        found(storage)
        _see_a_month(storage, 3)
        _see_a_month(storage, 4)
        _see_a_month(storage, 5)
        recorder.calls.clear()

        page = storage.workspaces.open(house()).audit_log.page(None, LIMIT, lambda _: False, NOON, storage.clock.now())

    assert (page.items, page.next is None) == ((), False)
    assert _read_by_queries(recorder.calls) <= MOST_READ


def _read_by_queries(calls: Sequence[Call]) -> int:
    return sum(call.examined for call in calls if call.operation == "Query")


def _see_a_month(storage: Storage, month: int) -> None:
    storage.clock.set(NOON.replace(month=month))
    see(storage, *(observed(storage) for _ in range(2 * LIMIT)))
    storage.clock.advance(timedelta(days=1))
