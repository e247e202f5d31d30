"""The agenda, in memory."""

from dataclasses import replace
from datetime import datetime
from heapq import heapify, heappop, heappush
from threading import Event, RLock
from typing import final

from application.ports.agenda import Agenda, Work
from domain.ids import OrganizationId, WorkId


@final
class MemoryAgenda(Agenda):
    """Work by time. `added` is set whenever there is something new, so that a worker need not wait its second."""

    def __init__(self) -> None:
        self.added = Event()
        self._lock = RLock()
        self._works: dict[WorkId, Work] = {}
        self._queue: list[tuple[datetime, WorkId]] = []

    def due(self, now: datetime, most: int) -> tuple[Work, ...]:
        with self._lock:
            found: list[Work] = []
            seen: list[tuple[datetime, WorkId]] = []
            while self._queue and self._queue[0][0] <= now and len(found) < most:
                place = heappop(self._queue)
                work = self._works.get(place[1])
                if work is not None and work.at == place[0]:
                    seen.append(place)
                    found.append(work)
            for place in seen:
                heappush(self._queue, place)
            return tuple(found)

    def done(self, work: Work) -> None:
        with self._lock:
            self._works.pop(work.id, None)

    def postpone(self, work: Work, until: datetime) -> None:
        with self._lock:
            if work.id in self._works:
                self._put(replace(work, at=until, attempts=work.attempts + 1))

    def put(self, works: list[Work]) -> None:
        """Take on what a commit has planned."""
        with self._lock:
            for work in works:
                self._put(work)
        self.added.set()

    def forget(self, organization_id: OrganizationId) -> None:
        """Drop all work of an organization that was erased."""
        with self._lock:
            self._works = {key: work for key, work in self._works.items() if work.organization_id != organization_id}
            self._queue = [(work.at, work.id) for work in self._works.values()]
            heapify(self._queue)

    def __len__(self) -> int:
        return len(self._works)

    def _put(self, work: Work) -> None:
        self._works[work.id] = work
        heappush(self._queue, (work.at, work.id))
