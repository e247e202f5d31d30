"""Usage records as rows: nothing is lost, and the garbage collector need not look at them again."""

import gc

from adapters.memory.rows import from_row, to_rows
from domain.ids import RecordId
from domain.plans.meter import Meter
from domain.usage.record import UsageRecord
from tests.assemblies.companies import WEBSITE
from tests.assemblies.storage import NOON

PLAIN = UsageRecord(RecordId("r1"), WEBSITE, Meter.API_CALL, 1, NOON, NOON, {}, None, 1_000)
TOLD = PLAIN._replace(record_id=RecordId("r2"), metadata={"region": "eu", "user": "42"}, corrects=RecordId("r1"))


def test_a_row_comes_back_as_the_record_that_it_was_made_of() -> None:
    assert [from_row(row) for row in to_rows([PLAIN, TOLD])] == [PLAIN, TOLD]


def test_records_that_say_the_same_keep_it_once() -> None:
    one, other = to_rows([TOLD, TOLD._replace(metadata=dict(TOLD.metadata))])

    assert one[6] is other[6]


def test_the_collector_lets_go_of_rows_after_a_look_or_two() -> None:
    rows = to_rows([PLAIN, TOLD])

    gc.collect()
    gc.collect()

    assert [gc.is_tracked(row) for row in rows] == [False, False]
