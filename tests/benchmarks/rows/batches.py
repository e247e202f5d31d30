"""Recording in batches: against the floor of parsing and adding, and against one record at a time."""

from collections.abc import Iterator

from tests.benchmarks.bodies import batch, records, single
from tests.benchmarks.counts import counted
from tests.benchmarks.floor import add_up
from tests.benchmarks.in_process import Call, answers, environ
from tests.benchmarks.measure import Run, cpu_of_each, interleave
from tests.benchmarks.opponents import Opponent, tenantry
from tests.benchmarks.report import AtLeast, Line, NoBar, Section, rate
from tests.benchmarks.tenantry import Assembly, Company, assemble

SIZES = (100, 1_000)
EVENTS = counted(20_000, 1_000)
SINGLES = counted(3_000, 10)
EVENTS_OVER_SOCKETS = counted(100_000, 1_000)
SINGLES_OVER_SOCKETS = counted(6_000, 20)

Series = Iterator[dict[str, object]]


NOTES = """
All figures are events per second of CPU. The floor parses the same body with orjson and adds each event to
a dict: it validates nothing, remembers no id and knows no limit.

How a batch compares with as many single records is for information. Over sockets, a record that travels alone
pays for its own HTTP as it does for our users. In process, where no server stands in front, the ratio is smaller:
there a record alone costs little more than a bare Flask route, and reading and checking a record costs the same in
a batch as alone. A batch of 100 also pays for what every request pays for, with a tenth of the records of a full one.
"""


def measure(runs: int) -> list[Section]:
    assembly = assemble()
    series = records(assembly.acme.project_id, "in-process")
    against_floor = tuple(_against_floor(assembly, series, size, runs) for size in SIZES)
    in_process = tuple(_against_single(assembly, series, size, runs) for size in SIZES)
    return [
        Section(
            "Recording in batches",
            (*against_floor, *_over_sockets(runs), *in_process),
            notes=NOTES,
        )
    ]


def _against_floor(assembly: Assembly, series: Series, size: int, runs: int) -> Line:
    def floor() -> float:
        bodies = [batch(series, size) for _ in range(EVENTS // size)]
        return 1 / (cpu_of_each(add_up, bodies) / size)

    compared = interleave(_batches_in_process(assembly, series, size), floor, runs)
    return Line(
        f"`POST …/resources/batch`, {size:,} records: events/s, in process",
        rate(compared.our_median),
        f"{rate(compared.their_median)}, orjson parse and a dict addition for each event",
        compared.ratio,
        AtLeast(0.05),
    )


def _against_single(assembly: Assembly, series: Series, size: int, runs: int) -> Line:
    def singles() -> float:
        calls = [assembly.acme.record(single(series)) for _ in range(SINGLES)]
        return 1 / _cpu_in_process(assembly, calls, 201)

    compared = interleave(_batches_in_process(assembly, series, size), singles, runs)
    return Line(
        f"the same against one at a time, {size:,} records, in process",
        rate(compared.our_median),
        f"{rate(compared.their_median)}, `POST …/resources` in process",
        compared.ratio,
        NoBar(),
    )


def _batches_in_process(assembly: Assembly, series: Series, size: int) -> Run:
    def run() -> float:
        calls = [assembly.acme.record_batch(batch(series, size)) for _ in range(EVENTS // size)]
        return size / _cpu_in_process(assembly, calls, 200)

    return run


def _cpu_in_process(assembly: Assembly, calls: list[Call], expected: int) -> float:
    requests = [environ(call) for call in calls]
    return cpu_of_each(lambda request: answers(assembly.app, [request], expected), requests)


def _over_sockets(runs: int) -> list[Line]:
    with tenantry() as ours:
        series = records(ours.company.project_id, "over-sockets")
        return [_line_over_sockets(ours, series, size, runs) for size in SIZES]


def _line_over_sockets(ours: Opponent, series: Series, size: int, runs: int) -> Line:
    company: Company = ours.company

    def batches() -> float:
        calls = [company.record_batch(batch(series, size)) for _ in range(EVENTS_OVER_SOCKETS // size)]
        return size / ours.cpu_per_request(calls, expected=200)

    def singles() -> float:
        calls = [company.record(single(series)) for _ in range(SINGLES_OVER_SOCKETS)]
        return 1 / ours.cpu_per_request(calls, expected=201)

    compared = interleave(batches, singles, runs)
    return Line(
        f"the same against one at a time, {size:,} records, over sockets",
        rate(compared.our_median),
        f"{rate(compared.their_median)}, `POST …/resources` over sockets",
        compared.ratio,
        NoBar(),
    )
