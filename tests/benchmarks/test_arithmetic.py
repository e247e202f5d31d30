"""The benchmark's own sums: medians, ratios, verdicts. Nothing here is timed."""

from itertools import count

import pytest

from tests.benchmarks.load import Load
from tests.benchmarks.measure import Comparison, interleave
from tests.benchmarks.report import AtLeast, AtMost, Line, NoBar, Section, Verdict, page, passed

MISSED = Line("recording", "300 µs", "100 µs", 3.0, AtMost(2.0))
REACHED = Line("recording", "150 µs", "100 µs", 1.5, AtMost(2.0))


def test_runs_take_turns_after_one_of_each_that_is_thrown_away() -> None:
    moments = count()

    compared = interleave(lambda: next(moments), lambda: next(moments), runs=3)

    assert compared == Comparison(ours=(2, 4, 6), against=(3, 5, 7))


def test_figures_are_medians_so_that_one_disturbed_run_does_not_count() -> None:
    compared = Comparison(ours=(2.0, 900.0, 4.0), against=(1.0, 1.0, 700.0))

    assert (compared.our_median, compared.their_median) == (4.0, 1.0)


def test_the_ratio_is_the_median_of_the_pairs_so_that_a_slow_moment_slows_both() -> None:
    compared = Comparison(ours=(2.0, 20.0, 4.0), against=(1.0, 10.0, 2.0))

    assert compared.ratio == 2.0


@pytest.mark.parametrize(
    ("bar", "reading", "verdict"),
    [
        (AtMost(2.0), 2.0, Verdict.MET),
        (AtMost(2.0), 2.01, Verdict.NOT_MET),
        (AtLeast(40), 40, Verdict.MET),
        (AtLeast(40), 39.9, Verdict.NOT_MET),
        (NoBar(), 1e9, Verdict.INFORMATION),
    ],
)
def test_a_bar_is_met_up_to_its_edge(bar: AtMost | AtLeast | NoBar, reading: float, verdict: Verdict) -> None:
    assert bar.verdict(reading) is verdict


def test_one_missed_bar_fails_the_whole_report() -> None:
    assert passed([Section("a", (REACHED,))])
    assert not passed([Section("a", (REACHED,)), Section("b", (MISSED,))])


def test_the_page_shows_a_reading_with_its_figures_bar_and_verdict() -> None:
    assert "| recording | 300 µs | 100 µs | 3 × | ≤ 2 × | not met |" in page([Section("a", (MISSED,))], "# Page")


def test_percentiles_come_from_the_latencies_of_all_requests() -> None:
    load = Load(requests=101, elapsed=2.0, latencies=tuple(float(value) for value in range(101)))

    assert load.percentile(50) == 50.0
    assert load.percentile(99) == pytest.approx(99, abs=1)
