"""What happens when two changes meet: the later one looks again, and tries again, a few times."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from application.ports.answers import Answer
from application.unit_of_work import CommitRefused
from domain.errors import Conflict

Result = TypeVar("Result")

RETRIES: Final = 3


@dataclass(eq=False)
class AlreadyAnswered(Exception):
    """The same request has been answered before, by another one with its idempotency key."""

    answer: Answer


def settled(attempt: Callable[[], Result], retries: int = RETRIES) -> Result:
    """Run an attempt that reads, decides and commits, again after each race lost, at most `retries` times.

    Then it is a Conflict. A lost race is a CommitRefused that the attempt itself has not worded; one that holds
    another request's answer is AlreadyAnswered.
    """
    for _ in range(retries + 1):
        try:
            return attempt()
        except CommitRefused as refused:
            if refused.answer is not None:
                raise AlreadyAnswered(refused.answer) from refused
    raise Conflict("others kept changing the same thing; please try again")
