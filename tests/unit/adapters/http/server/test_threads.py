"""Who gets a thread: everybody while there are some, then each in turn, and nobody more than half."""

from collections import defaultdict
from collections.abc import Iterator
from threading import Event, Semaphore

import pytest

from adapters.http.server.threads import FairThreads, Job, share_of

LONG = 10


class Desk:
    """Wants threads, keeps them until told, and notes who got one."""

    def __init__(self, threads: int) -> None:
        self.pool = FairThreads(threads)
        self.begun: list[str] = []
        self.given_up: list[str] = []
        self._begins = Semaphore(0)
        self._may_end: defaultdict[str, Semaphore] = defaultdict(lambda: Semaphore(0))
        self._ended = Semaphore(0)

    def want(self, share: str, times: int = 1, at: float = 0.0) -> None:
        for _ in range(times):
            self.pool.submit(Job(share, at, lambda: self._hold(share), lambda: self.given_up.append(share)))

    def await_begun(self, times: int) -> None:
        for _ in range(times):
            assert self._begins.acquire(timeout=LONG)

    def let_end(self, *shares: str) -> None:
        for share in shares:
            self._may_end[share].release()
            assert self._ended.acquire(timeout=LONG)

    def _hold(self, share: str) -> None:
        self.begun.append(share)
        self._begins.release()
        self._may_end[share].acquire(timeout=LONG)
        self._ended.release()


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk(4)
    yield desk
    for may_end in desk._may_end.values():
        may_end.release(100)


def test_one_organization_has_all_threads_while_nobody_else_wants_one(desk: Desk) -> None:
    desk.want("acme", 4)

    desk.await_begun(4)

    assert desk.pool.running == 4


def test_beyond_the_threads_requests_wait(desk: Desk) -> None:
    desk.want("acme", 6)

    desk.await_begun(4)

    assert desk.pool.any_waits
    assert desk.pool.running == 4


def test_others_never_wait_for_what_one_organization_holds_beyond_half(desk: Desk) -> None:
    desk.want("acme", 9)
    desk.await_begun(4)

    desk.want("globex", 3)

    desk.await_begun(2)
    assert desk.begun == ["acme"] * 4 + ["globex"] * 2


def test_a_thread_that_becomes_free_goes_to_those_with_less_than_half(desk: Desk) -> None:
    desk.want("acme", 6)
    desk.await_begun(4)
    desk.want("globex", 2)
    desk.await_begun(2)
    desk.want("initech", 1)

    desk.let_end("acme", "acme", "globex")

    desk.await_begun(1)
    assert desk.begun[6:] == ["initech"]


def test_those_who_wait_take_turns() -> None:
    desk = Desk(1)
    desk.want("first")
    desk.await_begun(1)
    desk.want("acme", 3)
    desk.want("globex", 1)

    desk.let_end("first", "acme", "globex", "acme", "acme")

    assert desk.begun == ["first", "acme", "globex", "acme", "acme"]


def test_what_waits_too_long_beyond_its_share_is_given_up(desk: Desk) -> None:
    desk.want("acme", 4, at=1.0)
    desk.await_begun(4)
    desk.want("acme", 1, at=2.0)
    desk.want("acme", 1, at=3.0)

    assert [job.wanted_at for job in desk.pool.give_up_on(2.5)] == [2.0]
    assert [job.wanted_at for job in desk.pool.give_up_on(3.5)] == [3.0]
    assert not desk.pool.any_waits


def test_who_has_less_than_half_is_not_given_up(desk: Desk) -> None:
    desk.want("acme")
    desk.want("globex")
    desk.want("initech")
    desk.want("hooli")
    desk.want("umbrella")
    desk.await_begun(4)

    assert desk.pool.give_up_on(100.0) == []
    assert desk.pool.any_waits


def test_threads_are_used_again(desk: Desk) -> None:
    done = Event()
    desk.want("acme", 4)
    desk.await_begun(4)
    desk.let_end("acme", "acme", "acme", "acme")

    desk.pool.submit(Job("globex", 0.0, done.set, done.clear))

    assert done.wait(LONG)


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/organizations/org_1/projects", "org_1"),
        ("/organizations/org_1", "org_1"),
        ("/organizations", "organizations"),
        ("/auth/login", "auth"),
        ("/health", "health"),
        ("/", ""),
        ("", ""),
        ("*", ""),
    ],
)
def test_whose_share_a_request_takes(path: str, share: str) -> None:
    assert share_of(path) == share
