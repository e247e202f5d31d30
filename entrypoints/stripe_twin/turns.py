"""One at a time: whose usage is being recorded, https://docs.stripe.com/rate-limits."""

from threading import Condition
from typing import final


@final
class Turns:
    """The customers, each with a meter, that a request is busy with; safe for any thread."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()
        self._changed = Condition()

    def take(self, turn: tuple[str, str]) -> bool:
        with self._changed:
            free = turn not in self._taken
            self._taken.add(turn)
            self._changed.notify_all()
            return free

    def leave(self, turn: tuple[str, str]) -> None:
        with self._changed:
            self._taken.discard(turn)

    def wait_for(self, number: int, *, patience: float = 5) -> bool:
        """Wait until so many requests are busy, at most for seconds; whether they are."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._taken) >= number, patience)
