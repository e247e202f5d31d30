"""Batches whose elements stand on their own: one refused does not touch the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from application.access.find_answer import same_answer
from application.actor import Actor, Once
from application.ports.answers import Answer, Answers
from application.ports.clock import Clock
from application.races import AlreadyAnswered
from domain.errors import Refusal, Unavailable

Element = TypeVar("Element")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Does one thing for each element, in order, each under its own idempotency key; tells the outcome of each."""

    answers: Answers
    clock: Clock

    def each(
        self, actor: Actor, elements: Sequence[Element], act: Callable[[Actor, Element], Result]
    ) -> tuple[Result | Refusal | AlreadyAnswered, ...]:
        """Do it for each; an element that was done before under its key is answered as it was then.

        Unavailable, for all of them, when one could not be done in time: those before it stand.
        """
        return tuple(self._outcome(actor, index, element, act) for index, element in enumerate(elements))

    def _outcome(
        self, actor: Actor, index: int, element: Element, act: Callable[[Actor, Element], Result]
    ) -> Result | Refusal | AlreadyAnswered:
        once = None if actor.once is None else actor.once.element(index)
        try:
            return self._known(once) or act(actor.once_only(once), element)
        except AlreadyAnswered as known:
            return _told(once, known.answer) or known
        except Unavailable:
            raise
        except Refusal as refusal:
            return self._known(once) or refusal

    def _known(self, once: Once | None) -> Refusal | AlreadyAnswered | None:
        return _told(once, None if once is None else self.answers.find(once.scope, once.key, self.clock.now()))


def _told(once: Once | None, answer: Answer | None) -> Refusal | AlreadyAnswered | None:
    """Return the answer that is kept of this very request, or the refusal of another one under its key."""
    if once is None or answer is None:
        return None
    try:
        same_answer(once, answer)
    except Refusal as other:
        return other
    return AlreadyAnswered(answer)
