"""Every group of `make bench` runs to its end, with tiny counts: what it reads then means nothing."""

import os
import subprocess
import sys

import pytest

from tests.benchmarks.__main__ import MEASUREMENTS
from tests.benchmarks.counts import TINY
from tests.benchmarks.servers import BASELINE_PYTHON, REPOSITORY

IN_PROCESS = ("batches", "reading", "decision", "growth", "billing", "memory", "imports")
ON_A_TABLE = ("table-cost", "table-cpu", "table-growth")
WITH_OPPONENTS = ("recording", "servers")
"""They need the environment of what we are measured against, which `make test` makes."""


def test_every_group_is_run_here() -> None:
    assert set(MEASUREMENTS) == {*IN_PROCESS, *ON_A_TABLE, *WITH_OPPONENTS}


@pytest.mark.parametrize("groups", [IN_PROCESS, ON_A_TABLE])
def test_groups_end_with_their_tables(groups: tuple[str, ...]) -> None:
    assert _page(groups).count("\n## ") >= len(groups)


@pytest.mark.skipif(not BASELINE_PYTHON.exists(), reason="there is no .venv-bench: make bench-install")
def test_groups_with_opponents_end_with_their_tables() -> None:
    assert _page(WITH_OPPONENTS).count("\n## ") >= len(WITH_OPPONENTS)


def _page(groups: tuple[str, ...]) -> str:
    command = [sys.executable, "-m", "tests.benchmarks", "--runs", "1", *groups]
    smoke = {**os.environ, TINY: "1"}
    ended = subprocess.run(command, cwd=REPOSITORY, env=smoke, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
