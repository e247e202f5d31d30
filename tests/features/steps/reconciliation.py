"""The operator: contracts, and comparing the books with those of the payment provider."""

from datetime import datetime

from tests.features.billing import Reconciled
from tests.features.differences import expect, fail, holds, listed
from tests.features.driver import Contract, Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Person

DIFFERENCES = {
    "a subscription that nobody here knew of": "subscription-unknown",
    "a customer that the payment provider no longer has": "customer-missing",
    "a name that only one of the two knows": "customer",
    "a plan that is not the same": "plan",
    "another end of the trial": "trial-end",
    "months that do not begin on the first": "months",
    "a payment that nobody here knew of": "state",
    "a change that only one of the two knew of": "waiting-change",
    "usage that was not told": "usage-not-exported",
    "usage that will be on the next invoice": "usage-carried-over",
}


def in_words(difference: str) -> str:
    return next((words for words, name in DIFFERENCES.items() if name == difference), difference)


def named(difference: str) -> str:
    return DIFFERENCES.get(difference) or fail(f"a difference that has a name: {listed(DIFFERENCES)}", difference)


@when("the operator reconciles {company:Company}")
def reconciles(driver: Driver, stage: Stage, company: str) -> None:
    stage.attempt(lambda: driver.reconcile(company), tries=False)


@when("the operator reconciles {company:Company} on {moment:Moment}")
def reconciles_on(driver: Driver, stage: Stage, company: str, moment: datetime) -> None:
    driver.move_to(moment)
    stage.attempt(lambda: driver.reconcile(company), tries=False)


@when("the operator reconciles {company:Company} once the payment provider is back")
def reconciles_when_back(driver: Driver, stage: Stage, company: str) -> None:
    driver.provider.come_back()
    stage.attempt(lambda: driver.reconcile(company), tries=False)


@then("the operator learns of {difference:Words}, and it is mended")
def is_mended(stage: Stage, difference: str) -> None:
    reconciled = stage.got(Reconciled)
    holds(named(difference) in reconciled.found, difference, frozenset(map(in_words, reconciled.found)))
    expect("{} left", found=frozenset(map(in_words, reconciled.left)), wanted=frozenset())


@then("the operator learns of {difference:Words}, and it is left")
def is_left(stage: Stage, difference: str) -> None:
    left = stage.got(Reconciled).left
    holds(named(difference) in left, f"{difference} left", frozenset(map(in_words, left)))


@then("the operator learns that both books agree")
def agree(stage: Stage) -> None:
    expect("{} found", found=frozenset(map(in_words, stage.got(Reconciled).found)), wanted=frozenset())


def sign(driver: Driver, company: str, cents: int, calls: int | None = None) -> None:
    driver.operator_moves(company, "enterprise", Contract(price_cents=cents, api_calls=calls))


@given("{owner:Person} owns {company:Company}, whose contract costs {price:Money} a month")
def has_contract(driver: Driver, owner: Person, company: str, price: int) -> None:
    driver.sign_up(owner, company, "free")
    driver.accept(owner, company)
    sign(driver, company, price)


@given(
    "{owner:Person} owns {company:Company}, whose contract costs {price:Money} a month"
    " and allows {calls:Count} API calls"
)
def has_contract_with_calls(driver: Driver, owner: Person, company: str, price: int, calls: int) -> None:
    driver.sign_up(owner, company, "free")
    driver.accept(owner, company)
    sign(driver, company, price, calls)


@when("the operator agrees on a contract with {company:Company} for {price:Money} a month")
def agrees(driver: Driver, stage: Stage, company: str, price: int) -> None:
    stage.attempt(lambda: sign(driver, company, price), tries=False)
