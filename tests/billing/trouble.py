"""Trouble between a process and the world: it ends, or the payment provider does not answer, at the n-th call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from domain.errors import Unavailable

Result = TypeVar("Result")
Call = Callable[[], Any]

NEVER: Final = 0
STORE: Final = "store."
"""What the names of calls to the store begin with; all others go to the payment provider."""


class Ended(BaseException):
    """The process is not there any more: nothing catches this, as nothing catches a power cut."""


@dataclass
class Trouble:
    """Waits for the n-th call, counted from 1, and strikes."""

    kind: "Kind"
    at: int
    calls: list[str] = field(default_factory=list)
    over: bool = False
    meanwhile: Callable[[], None] = lambda: None
    """What another process does just then."""

    def around(self, name: str, call: Callable[[], Result]) -> Result:
        """Make a call, or let it meet the trouble that there is."""
        self.calls.append(name)
        now = len(self.calls)
        meets = now == self.at or (self.kind.lasting and now > self.at)
        if self.over or self.at == NEVER or not meets or not self.kind.can_happen_to(name):
            return call()
        result: Result = self.kind.happens(self, call)
        return result


@dataclass(frozen=True)
class Kind:
    """A kind of trouble; `lasting`: it meets all calls that follow too, until it is over."""

    name: str
    happens: Callable[[Trouble, Call], Any]
    at_the_store: bool = True
    lasting: bool = False

    def can_happen_to(self, name: str) -> bool:
        return self.at_the_store or not name.startswith(STORE)


def _ended_before(_: Trouble, __: Call) -> Any:
    raise Ended


def _ended_after(_: Trouble, call: Call) -> Any:
    call()
    raise Ended


def _unanswered(_: Trouble, call: Call) -> Any:
    call()
    raise Unavailable


def _out_of_reach(_: Trouble, __: Call) -> Any:
    raise Unavailable


def _overtaken(trouble: Trouble, call: Call) -> Any:
    trouble.over = True
    trouble.meanwhile()
    return call()


ENDED_BEFORE: Final = Kind("ended before", _ended_before)
ENDED_AFTER: Final = Kind("ended after", _ended_after)
UNANSWERED: Final = Kind("unanswered", _unanswered, at_the_store=False)
OUT_OF_REACH: Final = Kind("out of reach", _out_of_reach, at_the_store=False)
DOWN: Final = Kind("down from then on", _out_of_reach, at_the_store=False, lasting=True)
OVERTAKEN: Final = Kind("overtaken", _overtaken)

KINDS: Final = (ENDED_BEFORE, ENDED_AFTER, UNANSWERED, OUT_OF_REACH, DOWN, OVERTAKEN)


def no_trouble() -> Trouble:
    """What only watches the calls."""
    return Trouble(ENDED_BEFORE, NEVER)
