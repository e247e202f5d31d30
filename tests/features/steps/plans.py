"""Plans that are paid for: trying, choosing, previewing and cancelling them."""

from datetime import datetime, timedelta

from tests.features.billing import PlanPreview
from tests.features.differences import dollars, expect, several_dollars
from tests.features.driver import Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.steps.payments import enter, expect_standing
from tests.features.words import Card, Person

TRIAL = timedelta(days=14)
A_WEEK = timedelta(days=7)
FOLLOWED = timedelta(minutes=2)
"""So long after something happened at the provider the house has followed."""

CHARGED = timedelta(minutes=15)


def try_out(driver: Driver, owner: Person, company: str, plan: str) -> None:
    driver.sign_up(owner, company, plan)
    driver.accept(owner, company)
    driver.move_to(driver.now())


@given("{owner:Person} owns {company:Company}, which is trying the {plan:Plan} plan")
def is_trying(driver: Driver, owner: Person, company: str, plan: str) -> None:
    try_out(driver, owner, company, plan)


@given("{owner:Person} owns {company:Company}, which is trying the {plan:Plan} plan, with the project {project:Name}")
def is_trying_with(driver: Driver, owner: Person, company: str, plan: str, project: str) -> None:
    try_out(driver, owner, company, plan)
    driver.start(owner, company, project)


@given("{owner:Person} owns {company:Company}, whose trial is over")
def has_tried(driver: Driver, owner: Person, company: str) -> None:
    try_out(driver, owner, company, "starter")
    driver.move_to(driver.now() + TRIAL + FOLLOWED)


@given("the trial of {company:Company} has been over for {span:Span}")
@when("the trial of {company:Company} has been over for {span:Span}")
def has_been_over(driver: Driver, company: str, span: int) -> None:
    driver.move_to(driver.now() + TRIAL + FOLLOWED)
    driver.move_to(driver.now() + timedelta(seconds=span))


@given("{owner:Person} owns {company:Company}, which has paid for the {plan:Plan} plan since {since:Date}")
def has_paid(driver: Driver, owner: Person, company: str, plan: str, since: datetime) -> None:
    driver.move_to(since - TRIAL)
    try_out(driver, owner, company, plan)
    enter(driver, company, "works")
    driver.move_to(since + FOLLOWED)


@given(
    "{owner:Person} owns {company:Company}, which has paid for the {plan:Plan} plan since {since:Date},"
    " with the project {project:Name}"
)
def has_paid_with(driver: Driver, owner: Person, company: str, plan: str, since: datetime, project: str) -> None:
    has_paid(driver, owner, company, plan, since)
    driver.start(owner, company, project)


@given("{owner:Person} owns {company:Company}, on the {plan:Plan} plan, whose payment has failed on {day:Date}")
def owes_since(driver: Driver, owner: Person, company: str, plan: str, day: datetime) -> None:
    """Pay for the month before, and not for this one, which is charged on its fourth day."""
    has_paid(driver, owner, company, plan, (day.replace(day=1) - TRIAL).replace(day=1))
    driver.move_to(driver.now() + A_WEEK)
    enter(driver, company, "declines")
    driver.move_to(day + CHARGED)


@given("{who:Person} has chosen the {plan:Plan} plan for {company:Company}")
def has_chosen(driver: Driver, who: Person, plan: str, company: str) -> None:
    driver.choose_plan(who, company, plan)


@when("{who:Person} [chooses|tries to choose] the {plan:Plan} plan for {company:Company}")
def chooses(driver: Driver, stage: Stage, who: Person, plan: str, company: str, tries: bool) -> None:
    stage.attempt(lambda: driver.choose_plan(who, company, plan), tries=tries)


@given("{who:Person} has tried to choose the {plan:Plan} plan for {company:Company}")
def has_tried_to_choose(driver: Driver, stage: Stage, who: Person, plan: str, company: str) -> None:
    stage.attempt(lambda: driver.choose_plan(who, company, plan), tries=True)
    stage.refused()
    stage.refusal = None


@given("{who:Person} has previewed the {plan:Plan} plan for {company:Company}")
def has_previewed(driver: Driver, who: Person, plan: str, company: str) -> None:
    driver.preview(who, company, plan)


@when("{who:Person} previews the {plan:Plan} plan for {company:Company}")
def previews(driver: Driver, stage: Stage, who: Person, plan: str, company: str) -> None:
    stage.attempt(lambda: driver.preview(who, company, plan), tries=False)


@then("the preview says {due:Money} now and {month:Money} each month")
def says_due(stage: Stage, due: int, month: int) -> None:
    preview = stage.got(PlanPreview)
    expect("{} now", found=preview.due_cents, wanted=due, worded=dollars)
    expect("{} each month", found=preview.month_cents, wanted=month, worded=dollars)


@then("the preview credits {credit:Money} and charges {charge:Money}")
def credits_and_charges(stage: Stage, credit: int, charge: int) -> None:
    found = sorted(line.cents for line in stage.got(PlanPreview).lines)
    expect("lines of {}", found=found, wanted=[-credit, charge], worded=several_dollars)


@then("the preview says that it starts on {moment:Moment}")
def says_start(stage: Stage, moment: datetime) -> None:
    expect("a start on {}", found=stage.got(PlanPreview).effective_at, wanted=moment)


@then("the preview says that it can be tried until {moment:Moment}")
def says_trial(stage: Stage, moment: datetime) -> None:
    found = stage.got(PlanPreview).trial_ends_at
    expect("a trial until {}", found=found, wanted=moment)


@then("the preview holds until {moment:Moment}")
def says_how_long(stage: Stage, moment: datetime) -> None:
    expect("a preview until {}", found=stage.got(PlanPreview).holds_until, wanted=moment)


@given("{who:Person} has subscribed {company:Company} to the {plan:Plan} plan with {card:Card}")
def has_subscribed(driver: Driver, who: Person, company: str, plan: str, card: Card) -> None:
    subscribe(driver, who, company, plan, card)


@when("{who:Person} [subscribes|tries to subscribe] {company:Company} to the {plan:Plan} plan with {card:Card}")
def subscribes(driver: Driver, stage: Stage, who: Person, company: str, plan: str, card: Card, tries: bool) -> None:
    stage.attempt(lambda: subscribe(driver, who, company, plan, card), tries=tries)


def subscribe(driver: Driver, who: Person, company: str, plan: str, card: Card) -> None:
    driver.provider.pay_at_checkout(driver.open_checkout(who, company, plan), card)
    driver.move_to(driver.now())


@given("{who:Person} has cancelled the plan of {company:Company}")
def has_cancelled(driver: Driver, who: Person, company: str) -> None:
    driver.cancel(who, company)


@when("{who:Person} cancels the plan of {company:Company}")
def cancels(driver: Driver, stage: Stage, who: Person, company: str) -> None:
    stage.attempt(lambda: driver.cancel(who, company), tries=False)


@then("{company:Company} is trying the {plan:Plan} plan until {moment:Moment}")
def tries_until(driver: Driver, company: str, plan: str, moment: datetime) -> None:
    page = driver.billing(driver.owner_of(company), company)
    expect("the {} plan", found=page.plan, wanted=plan)
    expect_standing(page, "trialing", "trialing")
    expect("a trial until {}", found=page.trial_ends_at, wanted=moment)


@then("{company:Company} pays for the {plan:Plan} plan")
def pays_for(driver: Driver, company: str, plan: str) -> None:
    page = driver.billing(driver.owner_of(company), company)
    expect("the {} plan", found=page.plan, wanted=plan)
    expect_standing(page, "active", "active")


@then("{company:Company} is on the {plan:Plan} plan and pays nothing")
def pays_nothing(driver: Driver, company: str, plan: str) -> None:
    page = driver.billing(driver.owner_of(company), company)
    expect("the {} plan", found=page.plan, wanted=plan)
    expect_standing(page, "unbilled", "active")


@then("{company:Company} moves to the {plan:Plan} plan on {moment:Moment}")
def moves_later(driver: Driver, company: str, plan: str, moment: datetime) -> None:
    wanted: tuple[str, datetime] | None = (plan, moment)
    expect("a move to {}", found=driver.billing(driver.owner_of(company), company).pending, wanted=wanted)


@then("no change of plan waits at {company:Company}")
def nothing_waits(driver: Driver, company: str) -> None:
    expect("{} waiting", found=driver.billing(driver.owner_of(company), company).pending, wanted=None)
