"""How the provider's notices come: at once and once, or in any order, twice, days late, and not at all."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from tests.billing.chance import Chance
from tests.billing.world import World

LATEST: Final = timedelta(days=3)
"""So long Stripe goes on trying to deliver (Webhooks: Automatic retries)."""


class Fate(Protocol):
    """Says after how long each delivery of a notice comes; none: it is lost."""

    def __call__(self) -> tuple[timedelta, ...]: ...


def at_once() -> tuple[timedelta, ...]:
    return (timedelta(),)


def never() -> tuple[timedelta, ...]:
    return ()


def by_chance(chance: Chance) -> Fate:
    """Lose one in four, and deliver each other one up to three times, at once or up to three days late."""

    def late() -> timedelta:
        if chance.below(3) == 0:
            return timedelta()
        return timedelta(seconds=chance.below(int(LATEST.total_seconds())))

    return lambda: tuple(late() for _ in range((0, 1, 2, 3)[chance.below(4)]))


@dataclass(frozen=True, order=True, slots=True)
class Delivery:
    """A notice on its way. Those of one moment come in the order of their tickets."""

    at: datetime
    ticket: int
    body: bytes = field(compare=False)


@dataclass
class Post:
    """Brings the notices of one world; of what comes at the same moment, what was told last is brought first."""

    world: World
    fate: Fate
    under_way: list[Delivery] = field(default_factory=list)
    brought: int = 0
    lost: int = 0
    _tickets: int = 0

    def collect(self) -> None:
        """Take what the provider tells now."""
        for body in self.world.side.news():
            delays = self.fate()
            self.lost += not delays
            self.under_way += [Delivery(self.world.now + delay, self._ticket(), body) for delay in delays]

    def bring(self) -> None:
        """Deliver what has to come by now."""
        due = sorted(delivery for delivery in self.under_way if delivery.at <= self.world.now)
        self.under_way = [delivery for delivery in self.under_way if delivery.at > self.world.now]
        for delivery in due:
            self.world.usual.use.receive_notice(delivery.body, signature=self.world.side.signed(delivery.body))
            self.brought += 1

    @property
    def next(self) -> datetime | None:
        return min((delivery.at for delivery in self.under_way), default=None)

    def _ticket(self) -> int:
        self._tickets -= 1
        return self._tickets
