"""Finding the first answer to a request that takes effect once."""

from dataclasses import dataclass
from typing import final

from application.actor import Once
from application.ports.answers import Answer, Answers
from application.ports.clock import Clock
from domain.errors import FieldError, InvalidRequest


@dataclass(eq=False)
class IdempotencyMismatch(InvalidRequest):
    """Another request was sent under the same idempotency key."""


@final
@dataclass(frozen=True, slots=True)
class FindAnswer:
    """Returns the answer that was kept, or None; IdempotencyMismatch when it answered another body."""

    answers: Answers
    clock: Clock

    def __call__(self, once: Once) -> bytes | None:
        answer = self.answers.find(once.scope, once.key, self.clock.now())
        return None if answer is None else same_answer(once, answer)


def same_answer(once: Once, answer: Answer) -> bytes:
    """Return the body of an answer to this very request; IdempotencyMismatch when it answered another one."""
    if answer.fingerprint != once.fingerprint:
        wrong = FieldError("header/Idempotency-Key", "this key was used for a request with another body")
        raise IdempotencyMismatch((wrong,))
    return answer.body
