"""Whose turn it is next at the simulated provider."""

from datetime import UTC, datetime, timedelta

from adapters.simulated.calendar import Calendar
from domain.billing.subscription import CustomerId

ACME, GLOBEX = CustomerId("cus_acme"), CustomerId("cus_globex")
MAY = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def test_the_soonest_date_is_taken_first_and_once() -> None:
    calendar = Calendar()
    calendar.note(ACME, MAY + DAY)
    calendar.note(GLOBEX, MAY)

    taken = [calendar.take(MAY + DAY) for _ in range(3)]

    assert taken == [GLOBEX, ACME, None]


def test_nothing_is_taken_before_its_date() -> None:
    calendar = Calendar()
    calendar.note(ACME, MAY)

    assert calendar.take(MAY - DAY) is None
    assert calendar.take(MAY) == ACME


def test_a_later_date_takes_the_place_of_the_one_before() -> None:
    calendar = Calendar()
    calendar.note(ACME, MAY)
    calendar.note(ACME, MAY + DAY)

    assert calendar.take(MAY) is None
    assert calendar.take(MAY + DAY) == ACME


def test_a_customer_without_a_date_is_not_taken() -> None:
    calendar = Calendar()
    calendar.note(ACME, MAY)
    calendar.note(ACME, None)

    assert calendar.take(MAY) is None


def test_dates_that_were_superseded_do_not_pile_up() -> None:
    calendar = Calendar()

    _postpone(calendar, ACME, times=10_000)

    assert len(calendar) < 100


def _postpone(calendar: Calendar, customer: CustomerId, times: int) -> None:
    for days in range(times):
        calendar.note(customer, MAY + days * DAY)
