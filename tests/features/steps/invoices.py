"""Invoices, and what mails say about payments."""

from tests.features.driver import Driver
from tests.features.language import then
from tests.features.steps.mails import about
from tests.features.words import Person


@then("the invoices of {company:Company} are over {amounts:Moneys}")
@then("the only invoice of {company:Company} is over {amounts:Moneys}")
def are_over(driver: Driver, company: str, amounts: tuple[int, ...]) -> None:
    invoices = driver.invoices(driver.owner_of(company), company)
    assert tuple(invoice.total_cents for invoice in reversed(invoices)) == amounts


@then("{company:Company} has no invoice")
def has_none(driver: Driver, company: str) -> None:
    assert driver.invoices(driver.owner_of(company), company) == ()


@then("the newest invoice of {company:Company} is {status:BillStatus}, over {amount:Money}")
def newest_is(driver: Driver, company: str, status: str, amount: int) -> None:
    newest, *_ = driver.invoices(driver.owner_of(company), company)
    assert (newest.status, newest.total_cents) == (status, amount)
    assert newest.paid_cents == (amount if status == "paid" else 0)


@then("the newest invoice of {company:Company} credits {credit:Money} and charges {charge:Money}")
def newest_credits(driver: Driver, company: str, credit: int, charge: int) -> None:
    newest, *_ = driver.invoices(driver.owner_of(company), company)
    assert sorted(line.cents for line in newest.lines) == [-credit, charge]


@then("the newest invoice of {company:Company} has {amount:Money} of usage")
def newest_has_usage(driver: Driver, company: str, amount: int) -> None:
    newest, *_ = driver.invoices(driver.owner_of(company), company)
    assert sum(line.cents for line in newest.lines if line.meter is not None) == amount


@then("{person:Person} gets {number:Count} mail(s) with the subject {subject:Name}")
def gets_mail(driver: Driver, person: Person, number: int, subject: str) -> None:
    assert len([mail for mail in about(driver, person) if mail.subject == subject]) == number
