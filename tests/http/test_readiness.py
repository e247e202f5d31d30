"""Whether the store can be reached: strangers who ask do not make it busy."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from adapters.http.readiness import Readiness
from tests.http.site import Site

LONG = 10
CALLERS = 8


class Store:
    """Counts how often it is looked at, and says what it is told to."""

    def __init__(self, *, reached: bool = True) -> None:
        self.looks = 0
        self.reached = reached
        self.now = 100.0
        self.may_answer = Event()
        self.may_answer.set()

    def look(self) -> bool:
        self.looks += 1
        self.may_answer.wait(LONG)
        return self.reached

    def time(self) -> float:
        return self.now


def test_the_store_is_looked_at_once_a_second() -> None:
    store = Store()
    ready = Readiness(store.look, store.time)

    answers = [ready() for _ in range(100)]

    assert (answers, store.looks) == ([True] * 100, 1)


def test_a_store_that_is_gone_is_noticed_within_a_second_and_when_it_is_back() -> None:
    store = Store()
    ready = Readiness(store.look, store.time)
    first = ready()

    store.reached, store.now = False, 101.0
    second = ready()
    store.reached, store.now = True, 102.0

    assert (first, second, ready()) == (True, False, True)


def test_callers_at_once_look_once() -> None:
    store = Store()
    store.may_answer.clear()
    ready = Readiness(store.look, store.time)
    with ThreadPoolExecutor(CALLERS) as callers:
        answers = [callers.submit(ready) for _ in range(CALLERS)]

        store.may_answer.set()

        assert [answer.result(LONG) for answer in answers] == [True] * CALLERS
    assert store.looks == 1


def test_strangers_cost_one_look() -> None:
    store = Store()
    site = Site(ready=store.look)

    answers = [site.anyone.get("/ready").status_code for _ in range(20)]

    assert set(answers) == {200}
    assert store.looks == 1
