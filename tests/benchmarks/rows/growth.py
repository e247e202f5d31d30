"""What an operation costs when the store is large, against the same operation when it is small."""

from collections.abc import Callable
from random import Random

from entrypoints.wsgi import settle
from tests.benchmarks.counts import counted
from tests.benchmarks.measure import Run, cpu_of_each, interleave
from tests.benchmarks.population import Population, populate
from tests.benchmarks.report import AtMost, Line, NoBar, Section, micros

SMALL = (counted(10, 2), counted(100, 20))
LARGE = (counted(10_000, 4), counted(1_000_000, 40))
CALLS = counted(1_000, 10)
IN_A_ROW = 10
"""How many calls a tenant makes one after another in the first, warm reading."""


Stores = tuple[Population, Population]
"""The large one, the small one."""

NOTES = f"""
Use cases called directly, without HTTP in front, whose fixed cost would hide a growth. Both stores live in
one process and take turns. Every tenant has the same projects and audit trail, and every page asks for the
same number of rows, so a difference comes from the size of the store alone.

Each of the {CALLS:,} calls a run is made for a tenant drawn anew, who makes {IN_A_ROW} calls in a row: what is read
here is what grows in the algorithms and in the garbage collector.
"""
FIRST_TOUCH_NOTES = """
The same, where no call finds its tenant in the caches of the processor: ten tenants fit into them and ten
thousand do not. What is more here than above is the time that memory takes to answer, a few microseconds a
call; it weighs most where a call does least. A user pays for it too, on top of a request's whole cost.
"""


def measure(runs: int) -> list[Section]:
    stores = populate(*LARGE), populate(*SMALL)
    settle()
    warm = tuple(_line(name, stores, runs, IN_A_ROW, AtMost(1.2)) for name in stores[0].operations)
    anew = tuple(_line(name, stores, runs, 1, NoBar()) for name in stores[0].operations)
    return [
        Section(f"Growth: {_sized(*LARGE)} against {_sized(*SMALL)}", warm, notes=NOTES),
        Section("Growth with the first touch: each call is for another tenant", anew, notes=FIRST_TOUCH_NOTES),
    ]


def _line(name: str, stores: Stores, runs: int, in_a_row: int, bar: AtMost | NoBar) -> Line:
    large, small = (_run(store, name, in_a_row) for store in stores)
    compared = interleave(large, small, runs)
    ours = f"{micros(compared.our_median)} in the large store"
    against = f"{micros(compared.their_median)} in the small one"
    return Line(name, ours, against, compared.ratio, bar)


def _run(population: Population, name: str, in_a_row: int) -> Run:
    operation: Callable[[int], object] = population.operations[name]
    chance = Random(name)  # noqa: S311

    def run() -> float:
        drawn = [chance.randrange(population.tenants) for _ in range(CALLS // in_a_row)]
        return cpu_of_each(operation, [tenant for tenant in drawn for _ in range(in_a_row)])

    return run


def _sized(tenants: int, usage_records: int) -> str:
    return f"{tenants:,} tenants and {usage_records:,} records"
