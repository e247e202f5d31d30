"""Reading one project with a person's token, in process, against a bare Flask GET of the same size."""

import json

from tests.benchmarks.bare_flask import bare_flask
from tests.benchmarks.counts import counted
from tests.benchmarks.in_process import WsgiApp, answer, answers, environ
from tests.benchmarks.measure import Run, cpu_of_each, interleave
from tests.benchmarks.report import AtMost, Line, Section, micros
from tests.benchmarks.tenantry import Company, assemble

CALLS = counted(4_000, 10)


def measure(runs: int) -> list[Section]:
    assembly = assemble()
    shown = json.loads(answer(assembly.app, environ(assembly.acme.show_project())).body)
    bare = _reading(bare_flask(shown), assembly.acme)
    compared = interleave(_reading(assembly.app, assembly.acme), bare, runs)
    line = Line(
        "`GET …/projects/{id}` with a token: CPU a request, in process",
        micros(compared.our_median),
        f"{micros(compared.their_median)}, bare Flask GET of the same body",
        compared.ratio,
        AtMost(1.8),
    )
    return [Section("Reading one project", (line,))]


def _reading(app: WsgiApp, company: Company) -> Run:
    def run() -> float:
        requests = [environ(company.show_project()) for _ in range(CALLS)]
        return cpu_of_each(lambda request: answers(app, [request], 200), requests)

    return run
