"""One decision of the domain: may this record pass?"""

from statistics import median

from tests.benchmarks.measure import cpu_per_call
from tests.benchmarks.report import AtMost, Line, Section, micros
from tests.benchmarks.tenantry import decision

CALLS = 50_000


def measure(runs: int) -> list[Section]:
    decide = decision()
    cpu_per_call(decide, CALLS)
    taken = median(cpu_per_call(decide, CALLS) for _ in range(runs))
    line = Line("one decision “may this record pass?”", micros(taken), "", taken * 1e6, AtMost(5, "µs"))
    return [Section("The domain alone", (line,))]
