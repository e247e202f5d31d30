"""How often each thing is done: as often as its figure needs, or, in a smoke run, just often enough to have run."""

import os
from typing import Final

TINY: Final = "BENCHMARK_TINY"
"""An environment variable: where it is 1, everything is done once or twice, and no figure means anything."""


def tiny() -> bool:
    """Tell whether this is a smoke run, whose figures mean nothing."""
    return os.environ.get(TINY) == "1"


def counted(full: int, small: int) -> int:
    """Return the count for a measurement, or that for a smoke run."""
    return small if tiny() else full
