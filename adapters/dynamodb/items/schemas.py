"""Schemas: every kind of item numbers its form, and old forms are brought up to date as they are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from adapters.dynamodb.items.values import Attributes, Item, number

SCHEMA: Final = "schema"
"""The attribute that holds the number, from 1 on."""

Step = Callable[[Attributes], Item]
"""Turns an item of one schema into one of the next."""

Steps = Mapping[int, Step]
"""By the schema that each begins with."""

NO_STEPS: Final[Steps] = {}
"""Of a kind that is still in its first schema."""


@dataclass(eq=False)
class NewerSchema(Exception):
    """An item was written by a later version of this program, which must read it."""

    found: int
    known: int

    def __str__(self) -> str:
        return f"an item of schema {self.found} can be read only by a later version; this one knows {self.known}"


def upgraded(item: Attributes, current: int, steps: Steps) -> Attributes:
    """Return an item as its kind's `current` schema has it; NewerSchema when it is of a later one."""
    schema = int(item[SCHEMA]["N"])
    if schema > current:
        raise NewerSchema(schema, current)
    for former in range(schema, current):
        item = {**steps[former](item), SCHEMA: number(former + 1)}
    return item
