"""Rides along with a product on a table: whatever it asks is recorded, and held to the law in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from adapters.dynamodb.keys import INDEXES
from entrypoints.container.table import connection
from entrypoints.settings import Settings
from tests.capacity.law import breaches
from tests.capacity.layout import IndexLayout
from tests.capacity.recorder import Recorder

LAYOUTS: Final = tuple(IndexLayout(index.name, index.partition, index.sort) for index in INDEXES)


class LawBroken(AssertionError):
    """The product has asked what it may not; tells each breach with its calls."""

    def __init__(self, breaches: list[str]) -> None:
        self.breaches = breaches
        super().__init__("\n".join(breaches))


@contextmanager
def watched(settings: Settings) -> Iterator[Recorder]:
    """Listen to the product that is put together by these settings; LawBroken in the end if it asked too much."""
    recorder = Recorder(settings.dynamodb_table, LAYOUTS)
    with recorder.listening(connection(settings)()):
        yield recorder
    broken = breaches(recorder.calls)
    if broken:
        raise LawBroken(broken)
