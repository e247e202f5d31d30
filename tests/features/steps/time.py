"""Time passes when a scenario says so."""

from datetime import datetime, timedelta

from tests.features.driver import Driver
from tests.features.language import given, when


@given("it is {moment:Moment}")
def it_is(driver: Driver, moment: datetime) -> None:
    driver.move_to(moment)


@given("{span:Span} have passed")
@given("{span:Span} has passed")
def time_has_passed(driver: Driver, span: int) -> None:
    driver.move_to(driver.now() + timedelta(seconds=span))


@given("the next month has begun")
def next_month(driver: Driver) -> None:
    a_day_in_it = driver.now().replace(day=1) + timedelta(days=31)
    driver.move_to(a_day_in_it.replace(day=1, hour=12, minute=0))


@when("it becomes {moment:Moment}")
def it_becomes(driver: Driver, moment: datetime) -> None:
    driver.move_to(moment)
