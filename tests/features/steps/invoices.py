"""Invoices, and what mails say about payments."""

from tests.features.billing import Bill
from tests.features.differences import dollars, expect, first, several_dollars
from tests.features.driver import Driver
from tests.features.language import then
from tests.features.steps.mails import about
from tests.features.words import Person


def newest_of(driver: Driver, company: str) -> Bill:
    return first(driver.invoices(driver.owner_of(company), company), f"an invoice of {company}")


@then("the invoices of {company:Company} are over {amounts:Moneys}")
@then("the only invoice of {company:Company} is over {amounts:Moneys}")
def are_over(driver: Driver, company: str, amounts: tuple[int, ...]) -> None:
    invoices = driver.invoices(driver.owner_of(company), company)
    found = tuple(invoice.total_cents for invoice in reversed(invoices))
    expect("invoices over {}", found=found, wanted=amounts, worded=several_dollars)


@then("the invoices of {company:Company} come to {amount:Money} in all")
def come_to(driver: Driver, company: str, amount: int) -> None:
    invoices = driver.invoices(driver.owner_of(company), company)
    total = sum(invoice.total_cents for invoice in invoices)
    expect("invoices over {} together", found=total, wanted=amount, worded=dollars)


@then("{company:Company} has no invoice")
def has_none(driver: Driver, company: str) -> None:
    invoices = driver.invoices(driver.owner_of(company), company)
    expect("{} invoices", found=len(invoices), wanted=0)


@then("the newest invoice of {company:Company} is {status:BillStatus}, over {amount:Money}")
def newest_is(driver: Driver, company: str, status: str, amount: int) -> None:
    newest = newest_of(driver, company)
    expect("an invoice that is {}", found=newest.status, wanted=status)
    expect("an invoice over {}", found=newest.total_cents, wanted=amount, worded=dollars)
    expect("{} paid", found=newest.paid_cents, wanted=amount if status == "paid" else 0, worded=dollars)


@then("the newest invoice of {company:Company} credits {credit:Money} and charges {charge:Money}")
def newest_credits(driver: Driver, company: str, credit: int, charge: int) -> None:
    newest = newest_of(driver, company)
    lines = sorted(line.cents for line in newest.lines)
    expect("lines of {}", found=lines, wanted=[-credit, charge], worded=several_dollars)


@then("the newest invoice of {company:Company} has {amount:Money} of usage")
def newest_has_usage(driver: Driver, company: str, amount: int) -> None:
    newest = newest_of(driver, company)
    usage = sum(line.cents for line in newest.lines if line.meter is not None)
    expect("{} of usage", found=usage, wanted=amount, worded=dollars)


@then("{person:Person} gets {number:Count} mail(s) with the subject {subject:Name}")
def gets_mail(driver: Driver, person: Person, number: int, subject: str) -> None:
    found = len([mail for mail in about(driver, person) if mail.subject == subject])
    expect(f"{{}} mails with the subject {subject}", found=found, wanted=number)
