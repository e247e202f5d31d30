"""What people get by mail."""

from tests.features.driver import Driver, Mail
from tests.features.language import then
from tests.features.words import METER_NAMES, Person

NAMES = {meter: name for name, meter in METER_NAMES.items()}


def about(driver: Driver, person: Person, *words: str) -> list[Mail]:
    return [mail for mail in driver.mails(person) if all(word in mail.subject + mail.text for word in words)]


@then("{person:Person} gets {number:Count} mail that invites to {company:Company}")
def is_invited(driver: Driver, person: Person, number: int, company: str) -> None:
    invitations = about(driver, person, company)
    assert len(invitations) == number
    assert all(mail.token for mail in invitations)


@then("{person:Person} gets no mail that invites to {company:Company}")
def is_not_invited(driver: Driver, person: Person, company: str) -> None:
    assert about(driver, person, company) == []


@then("{person:Person} gets {number:Count} mail(s) that {percent:Count} % of the {meter:Meter} are used")
@then("{person:Person} gets {number:Count} mail(s) that {percent:Count} % of the {meter:Meter} is used")
def is_warned(driver: Driver, person: Person, number: int, percent: int, meter: str) -> None:
    assert len(about(driver, person, f": {percent} % of the {NAMES[meter]} ", "used")) == number


@then("{person:Person} gets no mail about usage")
def is_left_in_peace(driver: Driver, person: Person) -> None:
    assert about(driver, person, "%") == []


@then("a mail to {person:Person} says {words:Name}")
def is_told(driver: Driver, person: Person, words: str) -> None:
    assert about(driver, person, words)
