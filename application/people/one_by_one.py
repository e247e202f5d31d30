"""Batches whose elements stand on their own: one refused does not touch the others."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from application.access.find_answer import same_answer
from application.actor import Actor, Once
from application.races import AlreadyAnswered
from domain.errors import Refusal

Element = TypeVar("Element")
Result = TypeVar("Result")


def one_by_one(
    actor: Actor, elements: Sequence[Element], act: Callable[[Actor, Element], Result]
) -> tuple[Result | Refusal | AlreadyAnswered, ...]:
    """Do one thing for each element, in order, each under its own idempotency key; tell the outcome of each."""
    return tuple(_outcome(actor, index, element, act) for index, element in enumerate(elements))


def _outcome(
    actor: Actor, index: int, element: Element, act: Callable[[Actor, Element], Result]
) -> Result | Refusal | AlreadyAnswered:
    once = None if actor.once is None else actor.once.element(index)
    try:
        return act(actor.once_only(once), element)
    except Refusal as refusal:
        return refusal
    except AlreadyAnswered as known:
        return known if once is None else _of_same_request(once, known)


def _of_same_request(once: Once, known: AlreadyAnswered) -> Refusal | AlreadyAnswered:
    try:
        same_answer(once, known.answer)
    except Refusal as other:
        return other
    return known
