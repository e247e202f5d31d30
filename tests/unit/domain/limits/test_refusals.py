"""What a customer is told at a limit."""

from domain.limits.refusals import PlanLimitExceeded


def refusal(maximum: int, used: int) -> PlanLimitExceeded:
    return PlanLimitExceeded("users", maximum, used, 1, None, None)


def test_what_remains_is_told() -> None:
    assert refusal(maximum=10, used=7).remaining == 3


def test_of_a_limit_that_shrank_below_what_is_used_nothing_remains() -> None:
    assert refusal(maximum=3, used=7).remaining == 0
