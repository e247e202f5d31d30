"""The very items of schema 2: a usage record tells its plan segment, of which the first goes without saying."""

import pytest

from adapters.dynamodb.items import usage_record
from adapters.dynamodb.items.values import Item
from tests.unit.adapters.dynamodb.items.examples import RECORD, RECORD_ITEM

TWO: Item = {**RECORD_ITEM, "schema": {"N": "2"}}


@pytest.mark.parametrize(("segment", "item"), [(0, TWO), (3, {**TWO, "seg": {"N": "3"}})])
def test_a_record_tells_its_plan_segment(segment: int, item: Item) -> None:
    record = RECORD._replace(segment=segment)

    assert usage_record.to_item(record) == item
    assert usage_record.from_item(item) == record


def test_a_record_of_schema_one_does_not_know_its_segment() -> None:
    assert usage_record.from_item(RECORD_ITEM).segment is None
