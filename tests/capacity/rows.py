"""A row of the table of budgets: what is asked, what it may take, and what it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from tests.capacity.asks import Ask, authenticate
from tests.capacity.companies import Company, Credential, Found
from tests.capacity.product import Cost, Premises, Process, Reading

FORGOTTEN: Final = timedelta(seconds=3)
"""After so long nothing is recent any more."""


class Twice(NamedTuple):
    """What something takes of a process that has just started, and again, of something else, within two seconds."""

    first: Cost
    again: Cost

    def within(self, ceiling: "Twice") -> bool:
        """Tell whether neither is above its ceiling."""
        return self.first.within(ceiling.first) and self.again.within(ceiling.again)


class Measured(NamedTuple):
    first: Reading
    again: Reading

    @property
    def cost(self) -> Twice:
        return Twice(self.first.cost, self.again.cost)

    def __str__(self) -> str:
        return f"\nfirst:\n{self.first}\nagain:\n{self.again}"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to ask, for which company."""

    work: str
    company: Found
    ask: Ask
    ceiling: Twice
    """The design's."""
    takes: Twice
    caller: Callable[[Company], Credential] | None = None
    """Whom a process has just authenticated, which has just started and knows nothing else."""
    not_met: str = ""
    """Why the ceiling does not hold."""

    def measured(self, premises: Premises) -> Measured:
        """Ask twice, and return what was asked of DynamoDB each time."""
        company = premises.company(self.company)
        premises.clock.advance(FORGOTTEN)
        process = premises.process()
        first, again = (self._reading(premises, process, company, number) for number in (1, 2))
        return Measured(first, again)

    def _reading(self, premises: Premises, process: Process, company: Company, number: int) -> Reading:
        if self.caller is not None:
            authenticate(process, company, self.caller(company), counted=True)
        return premises.measured(lambda: self.ask(process, company, number))
