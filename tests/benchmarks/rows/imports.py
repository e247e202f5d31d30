"""What it costs to import the served application, beside the libraries that any such application imports."""

import resource
import subprocess
import sys

from tests.benchmarks.measure import interleave
from tests.benchmarks.report import Line, NoBar, Section, number
from tests.benchmarks.servers import REPOSITORY


def measure(runs: int) -> list[Section]:
    compared = interleave(lambda: _cpu("import entrypoints.wsgi"), lambda: _cpu("import flask, pydantic"), runs)
    line = Line(
        "`import entrypoints.wsgi`: CPU of a fresh process",
        f"{number(compared.our_median * 1e3)} ms",
        f"{number(compared.their_median * 1e3)} ms, `import flask, pydantic`",
        compared.ratio,
        NoBar(),
    )
    return [Section("Start", (line,))]


def _cpu(statement: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], cwd=REPOSITORY, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
