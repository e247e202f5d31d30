"""The two services that take turns over sockets: ours, and the Django REST framework baseline."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.in_process import Call
from tests.benchmarks.load import drive, wire
from tests.benchmarks.servers import BASELINE_PYTHON, REPOSITORY, TICK, Server, free_port, granian, ours, serving
from tests.benchmarks.tenantry import Company

DRF = REPOSITORY / "tests" / "benchmarks" / "drf"
CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Opponent:
    server: Server
    company: Company

    def cpu_per_request(self, calls: Sequence[Call], expected: int) -> float:
        """Server CPU seconds a request, of the whole process tree; the client's work is not in it.

        The system counts in ticks: what took less than one is read as one.
        """
        requests = [wire(call) for call in calls]
        before = self.server.cpu_seconds()
        drive(self.server.port, requests, CONNECTIONS, expected)
        return max(self.server.cpu_seconds() - before, TICK) / len(requests)


@contextmanager
def tenantry() -> Iterator[Opponent]:
    port = free_port()
    with TemporaryDirectory() as name:
        directory = Path(name)
        command = ours("tests.benchmarks.served:application", port)
        with serving(command, port=port, directory=directory) as server:
            yield Opponent(server, Company(**json.loads((directory / "acme.json").read_text())))


@contextmanager
def django_rest_framework() -> Iterator[Opponent]:
    port = free_port()
    variables = {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(DRF)}
    with TemporaryDirectory() as name:
        directory = Path(name)
        seed = [str(BASELINE_PYTHON), "-m", "seed"]
        seeded = json.loads(subprocess.check_output(seed, cwd=directory, env=variables))
        command = granian("served:application", port)
        with serving(command, port=port, directory=directory, variables=variables) as server:
            yield Opponent(server, Company(**seeded, token=""))
