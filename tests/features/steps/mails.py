"""What people get by mail."""

from tests.features.differences import expect, holds
from tests.features.driver import Driver, Mail
from tests.features.language import then
from tests.features.words import METER_NAMES, Person

NAMES = {meter: name for name, meter in METER_NAMES.items()}


def about(driver: Driver, person: Person, *words: str) -> list[Mail]:
    return [mail for mail in driver.mails(person) if all(word in mail.subject + mail.text for word in words)]


def none_of(wanted: str, mails: list[Mail]) -> None:
    holds(not mails, wanted, [mail.subject for mail in mails])


@then("{person:Person} gets {number:Count} mail that invites to {company:Company}")
def is_invited(driver: Driver, person: Person, number: int, company: str) -> None:
    invitations = about(driver, person, company)
    expect("{} invitations", found=len(invitations), wanted=number)
    without = [mail.subject for mail in invitations if not mail.token]
    expect("{} of them without a link", found=without, wanted=[])


@then("{person:Person} gets no mail that invites to {company:Company}")
def is_not_invited(driver: Driver, person: Person, company: str) -> None:
    none_of("no mail", about(driver, person, company))


@then("{person:Person} gets {number:Count} mail(s) that {percent:Count} % of the {meter:Meter} are used")
@then("{person:Person} gets {number:Count} mail(s) that {percent:Count} % of the {meter:Meter} is used")
def is_warned(driver: Driver, person: Person, number: int, percent: int, meter: str) -> None:
    found = len(about(driver, person, f": {percent} % of the {NAMES[meter]} ", "used"))
    expect(f"{{}} mails about {percent} %", found=found, wanted=number)


@then("{person:Person} gets no mail about usage")
def is_left_in_peace(driver: Driver, person: Person) -> None:
    none_of("no mail about usage", about(driver, person, "%"))


@then("a mail to {person:Person} says {words:Name}")
def is_told(driver: Driver, person: Person, words: str) -> None:
    subjects = [mail.subject for mail in driver.mails(person)]
    holds(bool(about(driver, person, words)), f"a mail that says {words}", subjects)


@then("{person:Person} gets {number:Count} mail(s) that the bills of {company:Company} still go to {contact:Person}")
def is_told_of_contact(driver: Driver, person: Person, number: int, company: str, contact: Person) -> None:
    subject = f"The bills of {company} still go to {driver.address_of(contact)}"
    found = len([mail for mail in about(driver, person) if mail.subject == subject])
    expect("{} mails about the billing contact", found=found, wanted=number)
