"""A budget is seen to fail: one index more over what usage records hold makes each record dearer."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any, Final

import pytest

from adapters.dynamodb.engine.gateway import Wire
from adapters.dynamodb.engine.table import definition
from tests.assemblies.tables import client_of
from tests.capacity.budgets import ROWS
from tests.capacity.product import Premises, premises_over
from tests.capacity.rows import Row

ONE_MORE: Final = {
    "IndexName": "planted",
    "KeySchema": [
        {"AttributeName": "meter", "KeyType": "HASH"},
        {"AttributeName": "id", "KeyType": "RANGE"},
    ],
    "Projection": {"ProjectionType": "ALL"},
}
NAMES: Final = ("meter", "id")

ONE_RECORD, A_HUNDRED = (
    next(row for row in ROWS if row.work == work)
    for work in ("record usage, one record", "record usage, batch of 100 of one project and meter")
)


@pytest.fixture(scope="module")
def premises(dynamodb_endpoint: str) -> Iterator[Premises]:
    """Premises on a table that somebody gave another index."""
    connect, name = client_of(dynamodb_endpoint), f"test-{token_hex(8)}"
    table: dict[str, Any] = definition(name)
    table["GlobalSecondaryIndexes"].append(ONE_MORE)
    table["AttributeDefinitions"] += [{"AttributeName": name, "AttributeType": "S"} for name in NAMES]
    connect().create_table(**table)
    yield premises_over(dynamodb_endpoint, Wire(connect, name))
    connect().delete_table(TableName=name)


@pytest.mark.parametrize(("row", "records"), [(ONE_RECORD, 1), (A_HUNDRED, 100)], ids=lambda value: str(value)[:20])
def test_one_index_more_makes_each_record_dearer_than_its_budget(premises: Premises, row: Row, records: int) -> None:
    measured = row.measured(premises)

    assert measured.cost.again == row.takes.again.plus(write_units=2 * records)
    assert not measured.cost.within(row.ceiling)
