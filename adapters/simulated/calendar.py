"""At which customer of the simulated provider something happens next by itself, soonest first."""

from datetime import datetime
from heapq import heapify, heappop, heappush
from typing import Final, final

from domain.billing.subscription import CustomerId

_SLACK: Final = 64


@final
class Calendar:
    """One date a customer. Noting and taking cost O(log n) for n customers; superseded dates are dropped in time."""

    def __init__(self) -> None:
        self._dates: dict[CustomerId, datetime] = {}
        self._heap: list[tuple[datetime, CustomerId]] = []

    def __len__(self) -> int:
        """Return how many dates are held, superseded ones included: never more than twice the customers and a few."""
        return len(self._heap)

    def note(self, customer: CustomerId, at: datetime | None) -> None:
        """Hold a customer's next date in place of the one before; None: it has none."""
        if self._dates.get(customer) == at:
            return
        if at is None:
            del self._dates[customer]
            return
        self._dates[customer] = at
        heappush(self._heap, (at, customer))
        if len(self._heap) > 2 * len(self._dates) + _SLACK:
            self._heap = [(date, name) for name, date in self._dates.items()]
            heapify(self._heap)

    def take(self, now: datetime) -> CustomerId | None:
        """Return the customer whose date has come first, and hold that date no longer; None: no date has come."""
        while self._heap and self._heap[0][0] <= now:
            at, customer = heappop(self._heap)
            if self._dates.get(customer) == at:
                del self._dates[customer]
                return customer
        return None
