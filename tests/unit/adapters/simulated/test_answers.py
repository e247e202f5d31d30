"""What the simulated provider remembers of requests under a key."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from adapters.simulated.answers import MOST, Answers
from application.ports.payments import PaymentFailed, ProviderRefused

NOW = datetime(2026, 4, 16, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def test_the_same_is_answered_again_for_a_day() -> None:
    answers, numbers = Answers(), count()

    first = answers.once("key", "a plan", lambda: next(numbers), NOW)

    assert answers.once("key", "a plan", lambda: next(numbers), NOW + DAY) == first
    assert answers.once("key", "a plan", lambda: next(numbers), NOW + DAY + SECOND) != first


def test_something_else_under_the_same_key_is_refused() -> None:
    answers = Answers()
    answers.once("key", "a plan", lambda: 1, NOW)

    with pytest.raises(ProviderRefused):
        answers.once("key", "another plan", lambda: 2, NOW)


def test_a_decline_is_told_again() -> None:
    answers = Answers()

    def declined() -> int:
        raise PaymentFailed("the card was declined")

    with pytest.raises(PaymentFailed):
        answers.once("key", "a plan", declined, NOW)
    with pytest.raises(PaymentFailed):
        answers.once("key", "a plan", lambda: 1, NOW)


def test_the_oldest_answers_give_way_where_there_are_too_many() -> None:
    answers, numbers = Answers(), count()

    given = [answers.once(f"key-{number}", "a plan", lambda: next(numbers), NOW) for number in range(MOST + 10)]

    assert len(answers) == MOST
    assert answers.once(f"key-{MOST + 9}", "a plan", lambda: next(numbers), NOW) == given[-1]
