"""The sums of the bill for DynamoDB."""

import pytest

from tests.benchmarks.rows.table_cost import dollars, of_the_example, stored
from tests.benchmarks.workload import Kind


def test_a_million_write_units_are_62_cents_and_a_half_and_as_many_read_units_12_and_a_half() -> None:
    assert dollars(Kind("writing", 1_000_000, write_units=1, read_units=0)) == pytest.approx(0.625)
    assert dollars(Kind("reading", 1_000_000, write_units=0, read_units=1)) == pytest.approx(0.125)


def test_records_are_stored_twice_each_time_with_what_dynamodb_adds() -> None:
    ten_million_records_twice, bytes_each = 20_000_000, 400 + 100

    assert stored(400) == pytest.approx(ten_million_records_twice * bytes_each / 10**9 * 0.25)


def test_the_example_reads_half_a_month_for_each_record_that_it_writes() -> None:
    written, read = 10_000_000 * 4 * 0.625e-6, 10_000_000 * (50_000 * 409.6 / 8_192) * 0.125e-6

    assert of_the_example(409_6 // 10) == pytest.approx(written + read, rel=0.01)
