"""What an operation costs when the store is large, against the same operation when it is small."""

from collections.abc import Callable
from random import Random

from tests.benchmarks.measure import Run, cpu_of_each, interleave
from tests.benchmarks.population import Population, populate
from tests.benchmarks.report import AtMost, Line, NoBar, Section, micros

SMALL = (10, 100)
LARGE = (10_000, 1_000_000)
CALLS = 1_000
IN_A_ROW = 10
"""How many calls a tenant makes one after another in the second, warm reading."""


Stores = tuple[Population, Population]
"""The large one, the small one."""

NOTES = f"""
Use cases called directly, without HTTP in front, whose fixed cost would hide a growth. Both stores live in
one process and take turns. Every tenant has the same projects and audit trail, and every page asks for the
same number of rows, so a difference comes from the size of the store alone.

Each of the {CALLS:,} calls a run is made for a tenant drawn anew. Ten tenants fit into the caches of the
processor and ten thousand do not, so these readings include the cache misses of the first touch: a user
pays for them too.
"""


def measure(runs: int) -> list[Section]:
    stores = populate(*LARGE), populate(*SMALL)
    anew = tuple(_line(name, stores, runs, 1, AtMost(1.2)) for name in stores[0].operations)
    warm = tuple(_line(name, stores, runs, IN_A_ROW, NoBar()) for name in stores[0].operations)
    large_text, small_text = _sized(*LARGE), _sized(*SMALL)
    return [
        Section(
            f"Growth: {large_text} against {small_text}",
            anew,
            notes=NOTES,
        ),
        Section(
            f"Growth without the first touch: each tenant drawn makes {IN_A_ROW} calls in a row",
            warm,
            notes="What is left is what grows in the algorithms and in the garbage collector.",
        ),
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
