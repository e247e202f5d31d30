"""How every scenario ended in every assembly, gathered while the features run."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ending:
    """How one scenario ended in one assembly; `why` is empty when it passed."""

    passed: bool
    why: str = ""


Endings = Mapping[str, Ending]
"""By assembly."""


class Results:
    """Endings by scenario. Titles are unique within a feature, so that its file and title name a scenario."""

    def __init__(self) -> None:
        self.endings: dict[tuple[str, str], dict[str, Ending]] = defaultdict(dict)

    def of(self, feature_file: str, title: str) -> Endings:
        return self.endings.get((feature_file, title), {})

    def add(self, feature_file: str, title: str, assembly: str, ending: Ending) -> None:
        self.endings[feature_file, title][assembly] = ending

    def write(self, file: Path) -> None:
        rows = [
            (feature_file, title, assembly, ending.passed, ending.why)
            for (feature_file, title), endings in self.endings.items()
            for assembly, ending in endings.items()
        ]
        file.write_text(json.dumps(rows), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Self:
        results = cls()
        for feature_file, title, assembly, passed, reason in json.loads(file.read_text(encoding="utf-8")):
            results.add(feature_file, title, assembly, Ending(passed, reason))
        return results


class Recorder:
    """A plugin of pytest that notes how scenarios end, in this process or in its workers."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.results = Results()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = {str(name): str(value) for name, value in report.user_properties}
        if report.when != "call" or "scenario" not in told:
            return
        ending = Ending(report.passed, "" if report.passed else why(report.longreprtext))
        self.results.add(told["feature"], told["scenario"], told["assembly"], ending)

    def pytest_sessionfinish(self) -> None:
        self.results.write(self.file)


def why(traceback: str) -> str:
    """Return the lines of a failure that say what was found instead of what was meant."""
    lines = [line.removeprefix("E").strip() for line in traceback.splitlines() if line.startswith("E ")]
    return "\n".join(lines[:6]) or traceback[-300:]


def run(wanted: str = "", processes: int = 0) -> tuple[Results, str]:
    """Run the wanted features in every assembly; return the endings and what pytest printed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "endings.json"
        options = ["-q", "-n", str(processes), "--about", wanted, "--endings", str(file)]
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/features/test_features.py", *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        results = Results.read(file) if file.exists() else Results()
    return results, ran.stdout + ran.stderr
