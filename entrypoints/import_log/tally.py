"""What became of the records of one import: counted, counted before, refused and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from entrypoints.import_log.delivery import BatchAnswer, Problem
from entrypoints.import_log.usage_records import Entry

CYCLE_CLOSED = "cycle-closed"
TIMESTAMP = "/timestamp"


@dataclass(slots=True)
class Refusals:
    """All records of one meter that were refused for one reason; the first one speaks for them."""

    meter: str
    problem: Problem
    first_line: int
    count: int = 0

    def __str__(self) -> str:
        reason = f"{self.problem.slug}, first in line {self.first_line}: {self.problem}"
        return f"{self.count:,} {self.meter} refused as {reason}"


@dataclass(slots=True)
class Tally:
    """The running count of an import."""

    accepted: int = 0
    duplicates: int = 0
    reasons: dict[tuple[str, str], Refusals] = field(default_factory=dict)

    def add(self, batch: Sequence[Entry], answer: BatchAnswer) -> None:
        """Take the server's answer to a batch into the count."""
        self.accepted += answer.accepted
        self.duplicates += answer.duplicates
        for refused in answer.refused:
            line, record = batch[refused.index]
            reason = refused.problem.slug, record["type"]
            self.reasons.setdefault(reason, Refusals(record["type"], refused.problem, line)).count += 1

    @property
    def refused(self) -> int:
        return sum(refusals.count for refusals in self.reasons.values())

    @property
    def out_of_time(self) -> bool:
        """Tell whether records were refused because of when they happened: their cycle is closed, or none of ours."""
        problems = [refusals.problem for refusals in self.reasons.values()]
        wrong = {error.pointer for problem in problems for error in problem.errors}
        return TIMESTAMP in wrong or any(problem.slug == CYCLE_CLOSED for problem in problems)


def ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Ascending numbers with their runs drawn together: 4, 7-9, 12."""
    for _, run in groupby(enumerate(numbers), lambda place: place[1] - place[0]):
        first, *rest = (number for _, number in run)
        yield f"{first}-{rest[-1]}" if rest else str(first)
