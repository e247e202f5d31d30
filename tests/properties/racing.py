"""Races: the same moment for many threads, which take turns as often as the interpreter can make them."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Final

import pytest

from application.races import AlreadyAnswered
from domain.errors import Refusal
from domain.limits.refusals import PlanLimitExceeded

RACERS: Final = [100, pytest.param(1_000, marks=pytest.mark.soak)]
"""How many attempts meet at the edge of each limit."""

GRANTED: Final = "granted"
THREADS: Final = 50


def race(attempts: int, attempt: Callable[[int], object], threads: int = THREADS) -> Counter[str]:
    """Start that many attempts at once, each with its number, and count what became of them."""
    threads = min(attempts, threads)
    barrier = Barrier(threads)

    def run(first: int) -> list[str]:
        barrier.wait()
        return [_outcome(attempt, number) for number in range(first, attempts, threads)]

    with _many_turns(), ThreadPoolExecutor(threads) as pool:
        return Counter(outcome for outcomes in pool.map(run, range(threads)) for outcome in outcomes)


def _outcome(attempt: Callable[[int], object], number: int) -> str:
    try:
        attempt(number)
    except PlanLimitExceeded as refusal:
        return f"{refusal.code} {refusal.meter}"
    except Refusal as refusal:
        return refusal.code
    except AlreadyAnswered:
        return "answered before"
    return GRANTED


@contextmanager
def _many_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
