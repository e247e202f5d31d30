"""What the operator of the service does to a customer."""

from datetime import datetime

from tests.features.differences import expect
from tests.features.driver import Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage


@given("the operator has moved {company:Company} to the {plan:Plan} plan")
def has_moved(driver: Driver, company: str, plan: str) -> None:
    driver.operator_moves(company, plan)


@given("the operator has moved {company:Company} to the {plan:Plan} plan on {moment:Moment}")
def has_moved_then(driver: Driver, company: str, plan: str, moment: datetime) -> None:
    driver.move_to(moment)
    driver.operator_moves(company, plan)


@when("the operator [moves|tries to move] {company:Company} to the {plan:Plan} plan")
def moves(driver: Driver, stage: Stage, company: str, plan: str, tries: bool) -> None:
    stage.attempt(lambda: driver.operator_moves(company, plan), tries=tries)


@then("{who:Anybody} learns what does not fit: {what:List}")
def does_not_fit(stage: Stage, who: str, what: tuple[str, ...]) -> None:
    refusal = stage.refused()
    expect("a {}", found=refusal.reason, wanted="conflict")
    wanted = frozenset("users" if name == "seats" else name for name in what)
    expect("{} not to fit", found=refusal.must_go, wanted=wanted)


@given("the operator has extended the trial of {company:Company} until {moment:Moment}")
def has_extended(driver: Driver, company: str, moment: datetime) -> None:
    driver.operator_extends_trial(company, moment.date())


@when("the operator [extends|tries to extend] the trial of {company:Company} until {moment:Moment}")
def extends(driver: Driver, stage: Stage, company: str, moment: datetime, tries: bool) -> None:
    stage.attempt(lambda: driver.operator_extends_trial(company, moment.date()), tries=tries)


@then("the operator is refused, because {reason:Words}")
def learns_why(stage: Stage, reason: str) -> None:
    expect("a refusal that says: {}", found=stage.refused().detail.rpartition(": ")[2], wanted=reason)


@given("the operator has suspended {company:Company} because of {reason:Name}")
def has_suspended(driver: Driver, company: str, reason: str) -> None:
    driver.operator_suspends(company, reason)


@given("the operator has let {company:Company} work again")
def has_let_work(driver: Driver, company: str) -> None:
    driver.operator_lets_work(company)


@when("the operator lets {company:Company} work again")
def lets_work(driver: Driver, stage: Stage, company: str) -> None:
    stage.attempt(lambda: driver.operator_lets_work(company), tries=False)
