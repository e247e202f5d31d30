"""Where in time a log's requests are counted: where they happened, or played again inside a billing cycle."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, final

from domain.billing_cycle import BillingCycle
from entrypoints.import_log.access_log import Span

SECOND = timedelta(seconds=1)


class Timeline(Protocol):
    """Gives each moment of a log the moment at which it is counted, the same one every time."""

    def at(self, moment: datetime) -> datetime:
        """Return when a request made at `moment` is counted."""
        ...


@final
class AsItHappened(Timeline):
    """A request counts at the time that its line tells."""

    def at(self, moment: datetime) -> datetime:
        """Return `moment` itself."""
        return moment


class OutsideCycle(ValueError):
    """The moment up to which a log is replayed does not lie in the cycle that it is replayed into."""


@final
@dataclass(frozen=True, slots=True)
class Replayed(Timeline):
    """A log's span laid linearly over a cycle, from its start to `as_of`, in whole seconds and integers only.

    Equal moments stay equal, earlier ones never become later ones, and no run differs from another:
    a record sent again must have the content that it had before. Raises `OutsideCycle`.
    """

    span: Span
    cycle: BillingCycle
    as_of: datetime

    def __post_init__(self) -> None:
        if not self.cycle.start <= self.as_of < self.cycle.end:
            raise OutsideCycle

    def at(self, moment: datetime) -> datetime:
        """Return the moment's place in the cycle; the span's first is its start, the last is `as_of`."""
        length = (self.span.last - self.span.first) // SECOND
        since = (moment - self.span.first) // SECOND
        room = (self.as_of - self.cycle.start) // SECOND
        return self.cycle.start + since * room // max(1, length) * SECOND
