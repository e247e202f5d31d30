"""An organization's account with its payment provider."""

from datetime import UTC, datetime, timedelta

from domain.billing.account import PREVIEW_HOLDS, REVIEWS_KEPT, BillingAccount, Quote, Review
from domain.plans.plan import PlanId

NOON = datetime(2026, 4, 16, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PRO = PlanId("pro")
STARTER = PlanId("starter")


def review(number: int, reason: str = "nobody knows") -> Review:
    return Review(NOON + number * SECOND, f"row-{number}", reason)


def test_a_quote_holds_for_15_minutes() -> None:
    quote = Quote(PRO, NOON)

    assert quote.holds(PRO, NOON)
    assert quote.holds(PRO, NOON + PREVIEW_HOLDS - SECOND)
    assert not quote.holds(PRO, NOON + PREVIEW_HOLDS)


def test_a_quote_is_for_one_plan() -> None:
    assert not Quote(PRO, NOON).holds(STARTER, NOON)


def test_a_quote_does_not_hold_into_the_next_cycle() -> None:
    quote = Quote(PRO, datetime(2026, 4, 30, 23, 55, tzinfo=UTC))

    assert quote.holds(PRO, datetime(2026, 4, 30, 23, 59, 59, tzinfo=UTC))
    assert not quote.holds(PRO, datetime(2026, 5, 1, tzinfo=UTC))


def test_a_quote_does_not_hold_in_the_same_month_of_another_year() -> None:
    assert not Quote(PRO, NOON).holds(PRO, NOON.replace(year=2027))


def test_a_quote_does_not_hold_before_it_was_given() -> None:
    assert not Quote(PRO, NOON).holds(PRO, NOON - SECOND)


def test_what_awaits_a_look_stands_in_the_order_of_time() -> None:
    account = BillingAccount().reviewed(review(2), review(1))

    assert account.review == (review(1), review(2))


def test_each_subject_awaits_a_look_once_with_its_newest_reason() -> None:
    account = BillingAccount().reviewed(review(1), review(2))

    account = account.reviewed(review(1, "it was refused again"))

    assert account.review == (review(1, "it was refused again"), review(2))


def test_the_newest_are_kept() -> None:
    account = BillingAccount().reviewed(*(review(number) for number in range(REVIEWS_KEPT + 5)))

    assert account.review == tuple(review(number) for number in range(5, REVIEWS_KEPT + 5))


def test_what_has_been_done_awaits_no_look() -> None:
    account = BillingAccount().reviewed(review(1), review(2), review(3))

    assert account.settled(["row-1", "row-3", "row-9"]).review == (review(2),)


def test_settling_leaves_the_rest_of_the_account_alone() -> None:
    account = BillingAccount(trial_used=True, version=3)

    assert account.reviewed(review(1)).settled(["row-1"]) == account
