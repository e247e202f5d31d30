"""Coming in: signing up, signing in, sessions, and the companies of a person."""

from collections.abc import Mapping

from tests.features.differences import expect
from tests.features.driver import WRONG_PASSWORD, Driver
from tests.features.language import given, then, when
from tests.features.refusals import check
from tests.features.stage import Stage
from tests.features.words import Person, names

FEATURES = {"a custom domain": "custom_domain", "single sign-on": "sso"}


def slug_of(company: str) -> str:
    return company.lower()


@given("{who:Person} has signed up {company:Company} for the {plan:Plan} plan")
def has_signed_up(driver: Driver, who: Person, company: str, plan: str) -> None:
    driver.sign_up(who, company, plan)


@when("{who:Person} [signs up|tries to sign up] {company:Company} for the {plan:Plan} plan")
def signs_up(driver: Driver, stage: Stage, who: Person, company: str, plan: str, tries: bool) -> None:
    stage.attempt(lambda: driver.sign_up(who, company, plan), tries=tries)


@when("{who:Person}, signed in, signs up {company:Company} for the {plan:Plan} plan")
def signs_up_signed_in(driver: Driver, stage: Stage, who: Person, company: str, plan: str) -> None:
    stage.attempt(lambda: driver.sign_up(who, company, plan, signed_in_as=who), tries=False)


@when("{who:Person}, signed in, tries to sign up {company:Company} for {other:Person}")
def signs_up_other(driver: Driver, stage: Stage, who: Person, company: str, other: Person) -> None:
    stage.attempt(lambda: driver.sign_up(other, company, "free", signed_in_as=who), tries=True)


@when("{who:Person} [signs up|tries to sign up] {company:Company} with the short name of {other:Company}")
def signs_up_as(driver: Driver, stage: Stage, who: Person, company: str, other: str, tries: bool) -> None:
    stage.attempt(lambda: driver.sign_up(who, company, "free", slug=slug_of(other)), tries=tries)


@when("{who:Person} tries to sign up {company:Company} with the short name {name:Name}")
def signs_up_named(driver: Driver, stage: Stage, who: Person, company: str, name: str) -> None:
    stage.attempt(lambda: driver.sign_up(who, company, "free", slug=name), tries=True)


@then("{who:Person} cannot sign in yet")
def cannot_sign_in(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.sign_in(who), tries=True)
    check(stage.refusal, "the sign-in failed")


@when("a visitor reads the plans")
def reads_plans(driver: Driver, stage: Stage) -> None:
    stage.attempt(driver.plans, tries=False)


@when("a visitor reads which features the plans announce")
def reads_announced(driver: Driver, stage: Stage) -> None:
    stage.attempt(driver.announced, tries=False)


@then("the plans announce")
def plans_announce(stage: Stage, datatable: list[list[str]]) -> None:
    found: Mapping[str, tuple[str, ...]] = stage.got(dict)
    _, *rows = datatable
    wanted = {plan: tuple(FEATURES[word] for word in names(words)) if words else () for plan, words in rows}
    expect("the features {}", found=found, wanted=wanted)


@then("the plans are {plans:List}")
def plans_are(stage: Stage, plans: tuple[str, ...]) -> None:
    expect("the plans {}", found=stage.got(tuple), wanted=plans)


@given("{who:Person} is signed in at {company:Company}")
def is_signed_in(driver: Driver, who: Person, company: str) -> None:
    driver.sign_in(who, company=company)


@given("{who:Person} has signed out")
def has_signed_out(driver: Driver, who: Person) -> None:
    driver.sign_in(who)
    driver.sign_out(who)


@when("{who:Person} tries to sign in")
def signs_in(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.sign_in(who), tries=True)


@when("{who:Person} tries to sign in with a wrong password")
def signs_in_wrongly(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.sign_in(who, password=WRONG_PASSWORD), tries=True)


@when("{who:Person} tries to carry on with her session")
def carries_on(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.carry_on(who), tries=True)


@when("{who:Person} [switches|tries to switch] to {company:Company}")
def switches(driver: Driver, stage: Stage, who: Person, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.switch(who, company), tries=tries)


@then("{who:Person} works for {company:Company}")
def works_for(driver: Driver, who: Person, company: str) -> None:
    expect(f"{who.name} to work for {{}}", found=driver.works_for(who), wanted=company)


@when("{who:Person} lists his companies")
def lists_companies(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.companies_of(who), tries=False)


@then("he is {role:Role} of {company:Company} and {role_there:Role} of {other:Company}")
def is_here_and_there(stage: Stage, role: str, company: str, role_there: str, other: str) -> None:
    companies: Mapping[str, str] = stage.got(dict)
    expect("him to be {}", found=companies, wanted={company: role, other: role_there})


@then("{who:Person} belongs to {company:Company} alone")
def belongs_to_alone(driver: Driver, who: Person, company: str) -> None:
    expect(f"{who.name} to belong to {{}} alone", found=set(driver.companies_of(who)), wanted={company})


@then("{who:Person} belongs to no company")
def belongs_to_none(driver: Driver, stage: Stage, who: Person) -> None:
    stage.attempt(lambda: driver.sign_in(who), tries=True)
    check(stage.refusal, "they belong to no company")


@given("{who:Person} works from {address:Word}")
def works_from(driver: Driver, who: Person, address: str) -> None:
    driver.comes_from(address)
