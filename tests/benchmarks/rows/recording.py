"""Recording one usage record: in process against bare Flask, over sockets against Django REST framework."""

from collections.abc import Callable, Iterator

from tests.benchmarks.bare_flask import bare_flask
from tests.benchmarks.bodies import records, single
from tests.benchmarks.counts import counted
from tests.benchmarks.in_process import WsgiApp, answers, environ
from tests.benchmarks.measure import Run, cpu_per_call, interleave
from tests.benchmarks.opponents import CONNECTIONS, Opponent, django_rest_framework, tenantry
from tests.benchmarks.report import AtMost, Line, Section, micros
from tests.benchmarks.tenantry import Company, assemble

CALLS = counted(3_000, 10)
OUR_REQUESTS = counted(6_000, 20)
THEIR_REQUESTS = counted(1_000, 20)


NOTES = f"""
In process: {CALLS:,} calls a run, each with a fresh WSGI environment that is made before the clock starts;
CPU is `time.process_time`, which counts every thread of the process.

Over sockets: ours behind the server that it comes with, the baseline behind granian with one worker and 4
blocking threads, which costs it least of all servers below; on {CONNECTIONS} keep-alive connections. CPU
is user and system time of the server's process tree. What the baseline does, and what was decided in its
favour, stands in `tests/benchmarks/drf/README.md`.
"""


def measure(runs: int) -> list[Section]:
    return [
        Section(
            "Recording one usage record",
            (_in_process(runs), _over_sockets(runs)),
            notes=NOTES,
        )
    ]


def _in_process(runs: int) -> Line:
    assembly = assemble()
    series = records(assembly.acme.project_id, "in-process")
    bare = _recording(bare_flask(), assembly.acme, series)
    compared = interleave(_recording(assembly.app, assembly.acme, series), bare, runs)
    return Line(
        "`POST …/resources`: CPU a request, in process",
        micros(compared.our_median),
        f"{micros(compared.their_median)}, bare Flask POST that parses and echoes the same body",
        compared.ratio,
        AtMost(2.0),
    )


def _recording(app: WsgiApp, company: Company, series: Iterator[dict[str, object]]) -> Run:
    def run() -> float:
        requests = [environ(company.record(single(series))) for _ in range(CALLS)]
        return cpu_per_call(lambda: answers(app, requests, 201), 1) / CALLS

    return run


def _over_sockets(runs: int) -> Line:
    with tenantry() as ours, django_rest_framework() as theirs:
        compared = interleave(_sending(ours, OUR_REQUESTS), _sending(theirs, THEIR_REQUESTS), runs)
    return Line(
        "the same over sockets, one worker each: server CPU a request",
        micros(compared.our_median),
        f"{micros(compared.their_median)}, the same job in Django REST framework",
        compared.ratio,
        AtMost(0.2),
    )


def _sending(opponent: Opponent, requests: int) -> Callable[[], float]:
    series = records(opponent.company.project_id, "over-sockets")

    def run() -> float:
        calls = [opponent.company.record(single(series)) for _ in range(requests)]
        return opponent.cpu_per_request(calls, expected=201)

    return run
