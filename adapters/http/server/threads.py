"""The threads that answer requests, and who gets one: everybody while there are some, then each in turn."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread


def share_of(path: str) -> str:
    """Return whose share of the threads a request takes: an organization's, or that of a kind of address.

    So neither one organization nor everybody who logs in holds up the rest. Nobody has been authenticated yet:
    what is named here serves to be fair, and to nothing else.
    """
    _, first, *rest = path.split("/", 3) if path.startswith("/") else ("", "")
    return rest[0] if first == "organizations" and rest else first


@dataclass(frozen=True, slots=True)
class Job:
    """Something that a thread is wanted for."""

    share: str
    """Who wants it: one organization, for example."""
    wanted_at: float
    """Since when it is wanted, in seconds of a monotonic clock."""
    run: Callable[[], None]
    """Never raises."""
    give_up: Callable[[], None]
    """Is called in its place when it has waited too long."""


class FairThreads:
    """Runs jobs in up to `threads` threads, of which one share holds at most half while others wait.

    While a thread is idle every job runs at once. Otherwise jobs wait, each share's in order, and a thread that
    becomes free goes to the shares in turn, first to those that hold less than half. A running job cannot be taken
    its thread: what one share holds beyond half is made up to the others with as many additional threads, so they
    never wait for it. Threads are started when they are first needed.
    """

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._half = max(1, threads // 2)
        self._lock = Lock()
        self._held: dict[str, int] = {}
        self._running = 0
        self._started = 0
        self._waiting: dict[str, deque[Job]] = {}
        self._handed_over: SimpleQueue[Job] = SimpleQueue()

    @property
    def running(self) -> int:
        """How many jobs run."""
        return self._running

    @property
    def any_waits(self) -> bool:
        """Whether a job waits."""
        return bool(self._waiting)

    def submit(self, job: Job) -> None:
        """Run a job as soon as it may have a thread."""
        with self._lock:
            if not self._may_have_one(job.share):
                self._waiting.setdefault(job.share, deque()).append(job)
                return
            self._hold(job.share)
            starts = self._running > self._started
            self._started += starts
        self._handed_over.put(job)
        if starts:
            Thread(target=self._work, name="request", daemon=True).start()

    def give_up_on(self, wanted_before: float) -> list[Job]:
        """Return, and forget, what has waited since before that moment and is beyond its share."""
        given_up: list[Job] = []
        with self._lock:
            for share in [share for share in self._waiting if self._held.get(share, 0) >= self._half]:
                waiting = self._waiting[share]
                while waiting and waiting[0].wanted_at <= wanted_before:
                    given_up.append(waiting.popleft())
                if not waiting:
                    del self._waiting[share]
        return given_up

    def _work(self) -> None:
        while True:
            job: Job | None = self._handed_over.get()
            while job is not None:
                job.run()
                job = self._next_after(job.share)

    def _next_after(self, share: str) -> Job | None:
        """Give a thread back, and take it for what waits."""
        with self._lock:
            self._running -= 1
            self._held[share] -= 1
            if not self._held[share]:
                del self._held[share]
            return self._longest_in_turn() if self._waiting else None

    def _longest_in_turn(self) -> Job | None:
        share = next((share for share in self._waiting if self._held.get(share, 0) < self._half), None)
        if share is None:
            share = next(iter(self._waiting))
        if not self._may_have_one(share):
            return None
        waiting = self._waiting.pop(share)
        job = waiting.popleft()
        if waiting:
            self._waiting[share] = waiting
        self._hold(share)
        return job

    def _may_have_one(self, share: str) -> bool:
        if self._running < self._threads:
            return True
        if self._held.get(share, 0) >= self._half:
            return False
        return self._running < self._threads + max(self._held.values()) - self._half

    def _hold(self, share: str) -> None:
        self._running += 1
        self._held[share] = self._held.get(share, 0) + 1
