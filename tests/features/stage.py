"""What a scenario remembers between its steps: how its one deed ended."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from tests.features.differences import fail
from tests.features.driver import AuditLine, BatchReceipt, Receipt, Refused
from tests.features.refusals import refusal_in_words

T = TypeVar("T")


class Stage:
    def __init__(self) -> None:
        self.answer: object = None
        self.refusal: Refused | None = None
        self.endings: tuple[object, ...] = ()
        """How each of several deeds at the same moment ended; a refusal stands for itself."""
        self.first_receipt: Receipt | None = None
        self.log_before: tuple[AuditLine, ...] = ()

    def attempt(self, deed: Callable[[], object], *, tries: bool) -> None:
        """Do the scenario's deed. Who merely tries may be refused; otherwise a refusal fails the scenario."""
        try:
            self.answer = deed()
        except Refused as refusal:
            if not tries:
                raise
            self.refusal = refusal

    def rush(self, deeds: Sequence[Callable[[], object]]) -> None:
        """Do all deeds at the same moment, each in a thread of its own."""
        start = Barrier(len(deeds))

        def ending(deed: Callable[[], object]) -> object:
            start.wait(timeout=30)
            try:
                return deed()
            except Refused as refusal:
                return refusal

        with ThreadPoolExecutor(len(deeds)) as crowd:
            self.endings = tuple(crowd.map(ending, deeds))

    def got(self, kind: type[T]) -> T:
        """Return what the deed gave, which must be of this kind."""
        return self.answer if isinstance(self.answer, kind) else fail("an answer", refusal_in_words(self.refusal))

    def refused(self) -> Refused:
        """Return the refusal that the deed met, which it must have met."""
        return self.refusal or fail("a refusal", "allowed")

    def batches(self) -> tuple[BatchReceipt, ...]:
        return tuple(ending for ending in (self.answer, *self.endings) if isinstance(ending, BatchReceipt))
