"""What each thing takes of DynamoDB, over HTTP with all that a request carries, is exactly what the table says."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.capacity.budgets import PAGES, ROWS, always
from tests.capacity.companies import busy
from tests.capacity.product import Cost, Premises, premises_on
from tests.capacity.rows import Row

ALL = (*ROWS, *PAGES)


@pytest.fixture(scope="module")
def premises(dynamodb_endpoint: str) -> Iterator[Premises]:
    with premises_on(dynamodb_endpoint) as premises:
        yield premises


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.work)
def test_it_takes_what_the_table_says(premises: Premises, row: Row) -> None:
    measured = row.measured(premises)

    assert measured.cost == row.takes, str(measured)


@pytest.mark.soak
def test_a_report_of_a_month_in_which_storage_was_stated_every_day_keeps_to_its_budget(premises: Premises) -> None:
    report = next(row for row in ROWS if row.company is busy)

    measured = replace(report, company=lambda premises: busy(premises, range(1, 31))).measured(premises)

    assert measured.cost == always(Cost(2, 0, 4)), str(measured)
    assert measured.cost.within(report.ceiling)


@pytest.mark.parametrize("row", [row for row in ALL if not row.not_met], ids=lambda row: row.work)
def test_it_keeps_to_its_budget(row: Row) -> None:
    assert row.takes.within(row.ceiling)


@pytest.mark.parametrize("row", [row for row in ALL if row.not_met], ids=lambda row: row.work)
def test_a_budget_is_only_said_to_be_missed_when_it_is(row: Row) -> None:
    assert not row.takes.within(row.ceiling)
