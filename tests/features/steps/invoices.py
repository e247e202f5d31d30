"""Invoices, and what mails say about payments."""

from tests.features.billing import Bill, PaymentPage
from tests.features.differences import dollars, expect, first, several_dollars
from tests.features.driver import Driver
from tests.features.language import then, when
from tests.features.stage import Stage
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


@then("the newest invoice of {company:Company} gives back {amount:Money} of usage")
def newest_gives_back(driver: Driver, company: str, amount: int) -> None:
    usage = sum(line.cents for line in newest_of(driver, company).lines if line.meter is not None)
    expect("{} of usage given back", found=-usage, wanted=amount, worded=dollars)


@then("the newest invoice of {company:Company} lists the usage")
def newest_lists_usage(driver: Driver, company: str, datatable: list[list[str]]) -> None:
    usage = [line for line in newest_of(driver, company).lines if line.meter is not None]
    found = sorted((line.description, dollars(line.cents)) for line in usage)
    _, *rows = datatable
    expect("{}", found=found, wanted=sorted((words, cost) for words, cost in rows))


@when("{who:Person} opens the checkout of {company:Company} for the {plan:Plan} plan")
def opens_checkout(driver: Driver, stage: Stage, who: Person, company: str, plan: str) -> None:
    stage.attempt(lambda: driver.provider.read(driver.open_checkout(who, company, plan)), tries=False)


@when("{who:Person} opens the portal of {company:Company}")
def opens_portal(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.provider.read(driver.open_portal(who, company)), tries=False)


@then("the page lists")
def page_lists(stage: Stage, datatable: list[list[str]]) -> None:
    expect("{}", found=sorted(stage.got(PaymentPage).lines), wanted=sorted(words for [words] in datatable))


@then("{person:Person} gets {number:Count} mail(s) with the subject {subject:Name}")
def gets_mail(driver: Driver, person: Person, number: int, subject: str) -> None:
    found = len([mail for mail in about(driver, person) if mail.subject == subject])
    expect(f"{{}} mails with the subject {subject}", found=found, wanted=number)
