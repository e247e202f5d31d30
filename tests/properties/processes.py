"""Races between several processes of the product on one table, each with many threads."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final

from adapters.dynamodb.engine.gateway import Wire
from tests.assemblies.storage import Storage
from tests.assemblies.tables import client_of, over_table
from tests.properties.racing import race

PROCESSES: Final = 4
THREADS: Final = 10
"""Of each process: a server's."""

Attempt = Callable[[Storage, int], object]
"""One attempt with its number; a function of a module, as it is sent to other processes."""


class Stadium:
    """Four processes that stay for several races."""

    def __init__(self, endpoint: str, pool: ProcessPoolExecutor) -> None:
        self._endpoint = endpoint
        self._pool = pool

    def race(self, wire: Wire, attempts: int, attempt: Attempt) -> Counter[str]:
        """Start that many attempts in all processes at once, and count what became of them."""
        each = -(-attempts // PROCESSES)
        starts = range(0, attempts, each)
        running = [
            self._pool.submit(_race_here, self._endpoint, wire.table, attempt, first, min(each, attempts - first))
            for first in starts
        ]
        return sum((process.result() for process in running), Counter[str]())


@contextmanager
def stadium(endpoint: str) -> Iterator[Stadium]:
    """Keep four processes until the block ends."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        yield Stadium(endpoint, pool)


def _race_here(endpoint: str, table: str, attempt: Attempt, first: int, attempts: int) -> Counter[str]:
    storage = over_table(Wire(client_of(endpoint), table))
    return race(attempts, lambda number: attempt(storage, first + number), threads=THREADS)
