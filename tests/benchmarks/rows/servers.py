"""Which server costs least: the bare Flask route behind each candidate."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.counts import counted
from tests.benchmarks.in_process import Call
from tests.benchmarks.load import Load, drive, wire
from tests.benchmarks.report import Section, Table, micros, number
from tests.benchmarks.servers import BASELINE_PYTHON, Server, free_port, granian, ours, serving

TARGET = "tests.benchmarks.bare_flask:application"
REQUESTS = counted(4_000, 16)
CONNECTIONS = 8

_WAITRESS = "from waitress import serve; from tests.benchmarks.bare_flask import application; "
_CHEROOT = "from cheroot.wsgi import Server; from tests.benchmarks.bare_flask import application; "


@dataclass(frozen=True, slots=True)
class Reading:
    cpu: float
    load: Load


NOTES = f"""
{CONNECTIONS} connections, each with one request in flight, {REQUESTS:,} requests a run. All servers are up
at once and take turns. The client is one Python process on the same machine, so requests a second and
latencies compare the servers with each other; they do not say what a server can do. gunicorn's sync worker
closes the connection after every answer, so each of its requests pays for a new one.
"""


def measure(runs: int) -> list[Section]:
    names = list(_candidates(0))
    with ExitStack() as stack:
        servers = [stack.enter_context(_started(name)) for name in names]
        rounds = [[_one_run(server) for server in servers] for _ in range(runs + 1)][1:]
    rows = [_row(name, [of_round[index] for of_round in rounds]) for index, name in enumerate(names)]
    return [
        Section(
            "Servers: the bare Flask route, one worker process",
            table=Table(("server", "CPU a request", "requests/s", "p50", "p99"), tuple(rows)),
            notes=NOTES,
        )
    ]


def _candidates(port: int) -> dict[str, Sequence[str]]:
    python = str(BASELINE_PYTHON)
    gunicorn = [python, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    return {
        "our own (`make run`)": ours(TARGET, port),
        "granian, 4 blocking threads": granian(TARGET, port),
        "granian, 1 blocking thread": granian(TARGET, port, blocking_threads=1),
        "granian, default threads": granian(TARGET, port, blocking_threads=None),
        "gunicorn sync": [*gunicorn, TARGET],
        "gunicorn gthread, 8 threads": [*gunicorn, "--threads", "8", TARGET],
        "waitress, 8 threads": [
            python, "-c", f"{_WAITRESS}serve(application, host='127.0.0.1', port={port}, threads=8)"
        ],
        "cheroot, 8 threads": [
            python, "-c", f"{_CHEROOT}Server(('127.0.0.1', {port}), application, numthreads=8).start()"
        ],
    }  # fmt: skip


@contextmanager
def _started(name: str) -> Iterator[Server]:
    port = free_port()
    with (
        TemporaryDirectory() as directory,
        serving(_candidates(port)[name], port=port, directory=Path(directory)) as server,
    ):
        yield server


def _one_run(server: Server) -> Reading:
    request = wire(Call("GET", "/organizations/org_bare/projects/prj_bare", {}))
    before = server.cpu_seconds()
    load = drive(server.port, [request] * REQUESTS, CONNECTIONS, expected=200)
    return Reading((server.cpu_seconds() - before) / REQUESTS, load)


def _row(name: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    return (
        name,
        micros(median([reading.cpu for reading in readings])),
        number(median([reading.load.per_second for reading in readings])),
        *(f"{number(median([reading.load.percentile(p) for reading in readings]) * 1e3)} ms" for p in (50, 99)),
    )
