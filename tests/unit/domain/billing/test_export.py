"""The export of usage: what was told to the provider, and what still has to be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import Charge, ExportMeter
from domain.billing.export import HOUR, OLDEST_TAKEN, REPEATS_KNOWN, ExportBook, ExportRow, HeldRow, row_id
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from domain.plans.meter import Meter
from tests.unit.domain.plans_on_offer import STARTER

ACME = OrganizationId("org_acme")
GLOBEX = OrganizationId("org_globex")
APRIL = BillingCycle(2026, 4)
TEN = datetime(2026, 4, 10, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)

CALLS = ExportMeter(STARTER, Meter.API_CALL)
COMPUTE = ExportMeter(replace(STARTER, rates={Meter.COMPUTE: Decimal(10)}, _unit_costs={}), Meter.COMPUTE)


def calls(units: int) -> Charge:
    return Charge(CALLS, units, 0)


def compute(units: int) -> Charge:
    return Charge(COMPUTE, units, 0)


def closed(book: ExportBook, *found: Charge, hour: datetime = TEN, final: bool = False) -> ExportBook:
    return book.closed_hour(ACME, found, hour, final=final)


def sent(book: ExportBook) -> ExportBook:
    """Return the book in which all that was under way has arrived."""
    for row in book.pending:
        book = book.taken(row)
    return book


def told(book: ExportBook, totals: list[int]) -> ExportBook:
    """Return the book after hours that ended with these totals, each told before the next one."""
    for number, total in enumerate(totals):
        book = sent(closed(book, calls(total), hour=TEN + number * HOUR))
    return book


def test_a_meter_that_has_moved_gets_a_row() -> None:
    book = closed(ExportBook(APRIL), calls(100))

    assert book.pending == (ExportRow(row_id(ACME, CALLS.name, APRIL, TEN, 0), CALLS.name, 100, TEN - SECOND),)


def test_a_meter_that_has_not_moved_gets_none() -> None:
    assert closed(ExportBook(APRIL), calls(0)).pending == ()


def test_each_meter_gets_a_row_of_its_own() -> None:
    book = closed(ExportBook(APRIL), calls(100), compute(7))

    assert [(row.meter, row.units) for row in book.pending] == [(CALLS.name, 100), (COMPUTE.name, 7)]


def test_a_row_holds_what_has_come_since_the_one_before() -> None:
    book = sent(closed(ExportBook(APRIL), calls(100)))

    book = closed(book, calls(130), hour=TEN + HOUR)

    assert [row.units for row in book.pending] == [30]


def test_what_was_taken_back_is_a_row_below_zero() -> None:
    book = sent(closed(ExportBook(APRIL), calls(100)))

    book = closed(book, calls(60), hour=TEN + HOUR)

    assert [row.units for row in book.pending] == [-40]


def test_while_a_row_is_under_way_its_meter_gets_no_other() -> None:
    book = closed(ExportBook(APRIL), calls(100))

    later = closed(book, calls(130), compute(7), hour=TEN + HOUR)

    assert [(row.meter, row.units) for row in later.pending] == [(CALLS.name, 100), (COMPUTE.name, 7)]


def test_the_row_after_holds_all_that_has_come_meanwhile() -> None:
    book = closed(ExportBook(APRIL), calls(100))
    book = sent(closed(book, calls(130), hour=TEN + HOUR))

    book = closed(book, calls(150), hour=TEN + 2 * HOUR)

    assert [row.units for row in book.pending] == [50]


@given(totals=st.lists(st.integers(-(10**6), 10**6), max_size=20))
def test_what_was_delivered_adds_up_to_the_last_total(totals: list[int]) -> None:
    book = told(ExportBook(APRIL), totals)

    assert book.accounted(CALLS.name) == book.delivered.get(CALLS.name, 0) == ([0, *totals])[-1]


def test_a_row_is_dated_inside_its_cycle_also_when_the_hour_lies_after_it() -> None:
    [row] = closed(ExportBook(APRIL), calls(100), hour=APRIL.end + 40 * HOUR).pending

    assert row.at == APRIL.end - SECOND


def test_a_row_is_dated_inside_its_cycle_also_when_the_hour_lies_before_it() -> None:
    [row] = closed(ExportBook(APRIL), calls(1), hour=APRIL.start).pending

    assert row.at == APRIL.start


def test_a_book_is_final_with_the_last_rows() -> None:
    assert closed(ExportBook(APRIL), calls(100), hour=APRIL.end + 49 * HOUR, final=True).final


def test_a_book_is_not_final_while_a_row_before_is_under_way() -> None:
    book = closed(ExportBook(APRIL), calls(100))

    assert not closed(book, calls(130), hour=APRIL.end + 49 * HOUR, final=True).final


def test_a_row_remembers_when_it_was_first_tried() -> None:
    book = closed(ExportBook(APRIL), calls(100), compute(7))

    tried = book.tried(book.pending[0], TEN)

    assert [row.tried_at for row in tried.pending] == [TEN, None]


def test_a_row_that_was_taken_is_delivered_and_no_longer_under_way() -> None:
    book = closed(ExportBook(APRIL), calls(100), compute(7))

    book = book.taken(book.pending[0])

    assert book.delivered == {CALLS.name: 100}
    assert [row.meter for row in book.pending] == [COMPUTE.name]


def test_a_row_that_is_held_is_not_told_again() -> None:
    book = closed(ExportBook(APRIL), calls(100))
    [row] = book.pending

    book = closed(book.hold(row, "nobody knows"), calls(130), hour=TEN + HOUR)

    assert book.held == (HeldRow(row, "nobody knows"),)
    assert [row.units for row in book.pending] == [30]
    assert book.accounted(CALLS.name) == 130


def test_a_row_that_was_not_tried_is_not_in_doubt() -> None:
    assert not ExportRow("row", CALLS.name, 1, TEN).is_in_doubt(TEN + 30 * REPEATS_KNOWN)


def test_a_row_may_be_repeated_for_23_hours() -> None:
    row = ExportRow("row", CALLS.name, 1, TEN, tried_at=TEN)

    assert not row.is_in_doubt(TEN + REPEATS_KNOWN)
    assert row.is_in_doubt(TEN + REPEATS_KNOWN + SECOND)


def test_a_row_that_is_older_than_35_days_may_not_be_sent() -> None:
    row = ExportRow("row", CALLS.name, 1, TEN)

    assert not row.is_too_old(TEN + OLDEST_TAKEN)
    assert row.is_too_old(TEN + OLDEST_TAKEN + SECOND)


def test_a_row_has_the_same_id_whenever_it_is_made() -> None:
    first = closed(ExportBook(APRIL), calls(100))
    again = closed(ExportBook(APRIL), calls(120))

    assert [row.id for row in first.pending] == [row.id for row in again.pending]


def test_rows_about_different_things_have_different_ids() -> None:
    ids = {
        row_id(ACME, CALLS.name, APRIL, TEN, 0),
        row_id(GLOBEX, CALLS.name, APRIL, TEN, 0),
        row_id(ACME, COMPUTE.name, APRIL, TEN, 0),
        row_id(ACME, CALLS.name, APRIL.next, TEN, 0),
        row_id(ACME, CALLS.name, APRIL, TEN + HOUR, 0),
        row_id(ACME, CALLS.name, APRIL, TEN, 1),
    }

    assert [len(one) for one in ids] == [64] * 6


def test_an_hour_that_is_closed_twice_has_two_rows_that_are_no_repeats() -> None:
    book = closed(ExportBook(APRIL), calls(100))
    [first] = book.pending

    [second] = closed(sent(book), calls(130)).pending

    assert (second.units, second.at) == (30, first.at)
    assert second.id != first.id
