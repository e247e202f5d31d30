"""Payments: cards, what is owed, and the payment provider's good and bad days."""

from datetime import datetime, timedelta

from tests.features.billing import BillingPage
from tests.features.differences import expect
from tests.features.driver import Driver
from tests.features.language import given, then, when
from tests.features.stage import Stage
from tests.features.words import Card, Person

HOUR = timedelta(hours=1, minutes=1)
"""Within it everything is tried again that was put off."""


def enter(driver: Driver, company: str, card: Card | None) -> None:
    """Enter another card at the provider's page, or take it away there."""
    driver.provider.enter_card(driver.open_portal(driver.owner_of(company), company), card)
    driver.move_to(driver.now())


def expect_standing(page: BillingPage, state: str, status: str) -> None:
    """Compare how the payments of a company stand, and the company itself."""
    expect("payments that are {}", found=in_words(page.state), wanted=in_words(state))
    expect("a company that is {}", found=in_words(page.status), wanted=in_words(status))


def in_words(state: str) -> str:
    return state.replace("_", " ")


@given("{company:Company} pays with {card:Card}")
def pays_with(driver: Driver, company: str, card: Card) -> None:
    enter(driver, company, card)


@given("{company:Company} has no card any more")
def has_no_card(driver: Driver, company: str) -> None:
    enter(driver, company, None)


@when("{who:Person} enters {card:Card} for {company:Company}")
def enters(driver: Driver, stage: Stage, who: Person, card: Card, company: str) -> None:
    stage.attempt(lambda: enter(driver, company, card), tries=False)


@when("{company:Company} pays what is open by bank")
def pays_by_bank(driver: Driver, stage: Stage, company: str) -> None:
    driver.provider.pay_open(driver.open_portal(driver.owner_of(company), company))
    driver.move_to(driver.now())


@given("the operator has cancelled the plan of {company:Company} at the payment provider")
def has_cancelled_there(driver: Driver, company: str) -> None:
    cancel_there(driver)


@when("the operator cancels the plan of {company:Company} at the payment provider")
def cancels_there(driver: Driver, company: str) -> None:
    cancel_there(driver)


@when("the operator ends the plan of {company:Company} at the payment provider at once")
def ends_there(driver: Driver, company: str) -> None:
    end_there(driver)


@given("the operator has made the invoice of {company:Company} final at the payment provider on {moment:Moment}")
def has_finalised_there(driver: Driver, company: str, moment: datetime) -> None:
    driver.move_to(moment)
    driver.provider.finalise_drafts()
    driver.move_to(driver.now())


@given("the operator has ended the plan of {company:Company} at the payment provider at once")
def has_ended_there(driver: Driver, company: str) -> None:
    end_there(driver)


@given("the operator has let the trial of {company:Company} end on {moment:Moment} at the payment provider")
def has_moved_trial_end_there(driver: Driver, company: str, moment: datetime) -> None:
    move_trial_end_there(driver, moment)


@when("the operator lets the trial of {company:Company} end on {moment:Moment} at the payment provider")
def moves_trial_end_there(driver: Driver, company: str, moment: datetime) -> None:
    move_trial_end_there(driver, moment)


@given("the operator has deleted the customer at the payment provider")
def has_deleted_there(driver: Driver) -> None:
    delete_there(driver)


@when("the operator deletes the customer at the payment provider")
def deletes_there(driver: Driver) -> None:
    delete_there(driver)


def delete_there(driver: Driver) -> None:
    driver.provider.delete_customers()
    driver.move_to(driver.now())


def end_there(driver: Driver) -> None:
    driver.provider.end_subscriptions()
    driver.move_to(driver.now() + HOUR)


def move_trial_end_there(driver: Driver, moment: datetime) -> None:
    driver.provider.move_trial_ends(moment)
    driver.move_to(driver.now())


def cancel_there(driver: Driver) -> None:
    driver.provider.cancel_subscriptions()
    driver.move_to(driver.now())


@then("{company:Company} owes a payment, and is restricted on {moment:Moment}")
def owes(driver: Driver, company: str, moment: datetime) -> None:
    page = driver.billing(driver.owner_of(company), company)
    expect_standing(page, "past_due", "past_due")
    expect("it to be restricted on {}", found=page.restricted_at, wanted=moment)


@then("{company:Company} owes a payment")
def owes_something(driver: Driver, company: str) -> None:
    page = driver.billing(driver.owner_of(company), company)
    expect_standing(page, "past_due", "past_due")


@then("{company:Company} is restricted")
def is_restricted(driver: Driver, company: str) -> None:
    page = driver.billing(driver.owner_of(company), company)
    expect_standing(page, "restricted", "restricted")


@given("the payment provider is out of reach")
def is_down(driver: Driver) -> None:
    driver.provider.go_down()


@given("the payment provider is out of reach from {moment:Moment} on")
def is_down_from(driver: Driver, moment: datetime) -> None:
    driver.move_to(moment)
    driver.provider.go_down()


@given("the payment provider is back")
def is_back(driver: Driver) -> None:
    driver.provider.come_back()


@given("the payment provider comes back {span:Span} later")
@when("the payment provider comes back {span:Span} later")
def comes_back_later(driver: Driver, span: int) -> None:
    driver.move_to(driver.now() + timedelta(seconds=span))
    driver.provider.come_back()
    driver.move_to(driver.now() + HOUR)


@given("the payment provider comes back on {moment:Moment}")
def comes_back_on(driver: Driver, moment: datetime) -> None:
    driver.move_to(moment)
    driver.provider.come_back()


@when("the payment provider has been back for an hour")
def comes_back(driver: Driver) -> None:
    driver.provider.come_back()
    driver.move_to(driver.now() + HOUR)


@given("the notices of the payment provider get lost")
def loses_notices(driver: Driver) -> None:
    driver.provider.lose_notices()


@given("the next answer of the payment provider gets lost")
def loses_answer(driver: Driver) -> None:
    driver.provider.lose_next_answer()


@then("nothing can cost {company:Company} money any more")
def costs_nothing(driver: Driver, company: str) -> None:
    expect("{} subscriptions", found=driver.provider.live_subscriptions(), wanted=0)
