"""What one usage record takes up in the in-memory store."""

import gc
import resource
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

import orjson

from tests.benchmarks.bodies import records
from tests.benchmarks.counts import counted
from tests.benchmarks.in_process import answers, environ
from tests.benchmarks.report import AtMost, Line, NoBar, Section, number
from tests.benchmarks.tenantry import Assembly, assemble

RECORDS = counted(200_000, 1_000)
BATCH = counted(1_000, 100)


NOTES = f"""
{RECORDS:,} records of one company, recorded through the application in batches of {BATCH:,}, each with a
`record_id` of some 20 characters and a timestamp. All that is kept for a record counts: the index by id
that recognises a repeat and the ordered listing included.
"""


def measure(runs: int) -> list[Section]:
    lines = (
        _line("bytes a usage record, by growth of the process (RSS)", _resident, runs, {}, AtMost(500, "B")),
        _line("the same, by what Python allocated and kept (tracemalloc)", _allocated, 1, {}, AtMost(500, "B")),
        _line("the same with one entry of metadata each", _allocated, 1, {"region": "eu-west-1"}, NoBar("B")),
    )
    return [
        Section(
            "Memory of the in-memory store",
            lines,
            notes=NOTES,
        )
    ]


def _line(work: str, kept: Callable[[], float], runs: int, metadata: dict[str, str], bar: AtMost | NoBar) -> Line:
    readings = []
    alive = []  # what one run filled must not be free for the next to fill again
    for serial in range(runs):
        assembly = assemble()
        alive.append(assembly)
        _record(assembly, BATCH, f"warm-{serial}", metadata)
        gc.collect()
        begin = kept()
        _record(assembly, RECORDS, f"run-{serial}", metadata)
        gc.collect()
        readings.append((kept() - begin) / RECORDS)
    reading = median(readings)
    return Line(work, f"{number(reading)} B", "", reading, bar)


def _record(assembly: Assembly, amount: int, prefix: str, metadata: dict[str, str]) -> None:
    series: Iterator[dict[str, object]] = records(assembly.acme.project_id, prefix)
    for _ in range(amount // BATCH):
        body = orjson.dumps({"records": [record | {"metadata": metadata} for record in islice(series, BATCH)]})
        answers(assembly.app, [environ(assembly.acme.record_batch(body))], 200)


def _resident() -> float:
    return float(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _allocated() -> float:
    if not tracemalloc.is_tracing():
        tracemalloc.start()
    return float(tracemalloc.get_traced_memory()[0])
