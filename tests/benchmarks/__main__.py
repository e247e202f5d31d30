"""`make bench`: every row beside its bar, printed and written to docs/benchmarks.md."""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor

from tests.benchmarks.counts import tiny
from tests.benchmarks.machine import machine
from tests.benchmarks.report import Section, page, passed
from tests.benchmarks.rows import (
    batches,
    billing,
    decision,
    growth,
    imports,
    memory,
    reading,
    recording,
    servers,
    table_cost,
    table_cpu,
    table_growth,
)
from tests.benchmarks.servers import REPOSITORY

Measurement = Callable[[int], list[Section]]

MEASUREMENTS: Mapping[str, Measurement] = {
    "recording": recording.measure,
    "batches": batches.measure,
    "reading": reading.measure,
    "decision": decision.measure,
    "growth": growth.measure,
    "billing": billing.measure,
    "memory": memory.measure,
    "imports": imports.measure,
    "servers": servers.measure,
    "table-cost": table_cost.measure,
    "table-cpu": table_cpu.measure,
    "table-growth": table_growth.measure,
}
PAGE = REPOSITORY / "docs" / "benchmarks.md"


def main() -> int:
    asked = _arguments()
    preamble = _preamble(asked.runs)
    sections = [section for name in asked.rows for section in _in_fresh_process(MEASUREMENTS[name], asked.runs)]
    written = page(sections, preamble)
    print(written)
    if tiny():
        return 0
    if set(asked.rows) == set(MEASUREMENTS):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(written, encoding="utf-8")
    return 0 if passed(sections) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", help=f"of {', '.join(MEASUREMENTS)}; only a run of all writes the page")
    parser.add_argument("--runs", type=int, default=5, help="interleaved runs of each side (default 5)")
    asked = parser.parse_args()
    unknown = sorted(set(asked.rows) - set(MEASUREMENTS))
    if unknown:
        parser.error(f"no such row: {', '.join(unknown)}")
    asked.rows = asked.rows or list(MEASUREMENTS)
    return asked


def _in_fresh_process(measurement: Measurement, runs: int) -> list[Section]:
    """Each group has a process to itself, so that the memory left by one is not the garbage of the next."""
    print(f"measuring {measurement.__module__.rpartition('.')[2]} …", file=sys.stderr, flush=True)
    if tiny():
        return measurement(runs)
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(measurement, runs).result()


def _preamble(runs: int) -> str:
    return f"""
# Benchmarks

Written by `make bench`; do not edit. The command fails when a first bar is missed.

- Machine: {machine()}. Load average when it began: {os.getloadavg()[0]:.1f}.
- Every figure is the median of {runs} runs. The two sides of a line take turns (A B A B) in one run of the
  command, after one run of each that is thrown away. A reading that compares two sides is the median of the
  ratios of neighbouring runs, so it may differ a little from the ratio of the two medians.
- Costs are CPU time, which other work on the machine disturbs less than the clock on the wall.
- A first bar is what a reading has to keep to. A line without one is there to compare.
- `.venv/bin/python -m tests.benchmarks reading servers` measures just the groups of those names, and leaves this
  page as it is.
"""


if __name__ == "__main__":
    sys.exit(main())
