"""Interleaved runs of two things, and what their figures say."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")

Run = Callable[[], float]
"""One timed run. It returns its figure, in the unit of its row."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of the same number of runs of ours and of what it is measured against, in the order taken."""

    ours: tuple[float, ...]
    against: tuple[float, ...]

    @property
    def our_median(self) -> float:
        return median(self.ours)

    @property
    def their_median(self) -> float:
        return median(self.against)

    @property
    def ratio(self) -> float:
        """Ours divided by theirs: the median over pairs of neighbouring runs, so that a machine that
        slows down for a while slows both halves of a pair. What ended within one tick of the clock took that tick.
        """
        tick = time.get_clock_info("process_time").resolution
        return median(ours / max(theirs, tick) for ours, theirs in zip(self.ours, self.against, strict=True))


def interleave(ours: Run, against: Run, runs: int) -> Comparison:
    """Take `runs` pairs, A B A B, after one of each that is thrown away."""
    ours(), against()
    pairs = [(ours(), against()) for _ in range(runs)]
    return Comparison(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def cpu_per_call(call: Callable[[], object], calls: int) -> float:
    """Seconds of this process's CPU, all threads, that one call takes on average."""
    gc.collect()
    begin = time.process_time()
    for _ in range(calls):
        call()
    return (time.process_time() - begin) / calls


def cpu_of_each(call: Callable[[T], object], arguments: Sequence[T]) -> float:
    """As `cpu_per_call`, with another argument each time."""
    gc.collect()
    begin = time.process_time()
    for argument in arguments:
        call(argument)
    return (time.process_time() - begin) / len(arguments)
