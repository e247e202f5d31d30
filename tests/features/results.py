"""How every scenario ended in every assembly, gathered while the features run, and kept between runs."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ending:
    """How one scenario ended in one assembly, and when; a failed one names the line of its step and says why."""

    passed: bool
    why: str = ""
    line: int = 0
    at: str = ""


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

    def rows(self) -> list[tuple[str, str, str, Ending]]:
        return [
            (feature_file, title, assembly, ending)
            for (feature_file, title), endings in self.endings.items()
            for assembly, ending in endings.items()
        ]

    def over(self, older: Self) -> Self:
        """Return these, and of the older ones those of features and assemblies that these do not speak of."""
        spoken_of = {(feature_file, assembly) for feature_file, _, assembly, _ in self.rows()}
        both = type(self)()
        for feature_file, title, assembly, ending in older.rows():
            if (feature_file, assembly) not in spoken_of:
                both.add(feature_file, title, assembly, ending)
        for row in self.rows():
            both.add(*row)
        return both

    def write(self, file: Path) -> None:
        rows = [
            (name, title, assembly, ending.passed, ending.why, ending.line, ending.at)
            for name, title, assembly, ending in self.rows()
        ]
        file.write_text(json.dumps(rows), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read what was written; what is not there, or was written by another version, is no result."""
        results = cls()
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
            for feature_file, title, assembly, passed, why, line, at in rows:
                results.add(feature_file, title, assembly, Ending(passed, why, line, at))
        except (FileNotFoundError, ValueError):
            return cls()
        return results


class Recorder:
    """A plugin of pytest that notes how scenarios end, in this process or in its workers."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.results = Results()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        noted = {str(name): str(value) for name, value in report.user_properties}
        if "scenario" not in noted or (report.when != "call" and not report.failed):
            return
        why = "" if report.passed else noted.get("why", str(report.longrepr).strip().splitlines()[-1])
        ending = Ending(report.passed, why, int(noted.get("line", 0)), self.at)
        self.results.add(noted["feature"], noted["scenario"], noted["assembly"], ending)


def run(wanted: str, *, everywhere: bool, at: str, processes: int = 0) -> Results:
    """Run the wanted features, in memory or in every assembly, and return how they ended."""
    recorder = Recorder(at)
    where = [] if everywhere else ["--in-memory"]
    options = [
        "-q",
        "--assert=plain",
        "--disable-plugin-autoload",
        "-p",
        "pytest_bdd.plugin",
        "--no-header",
        "--no-summary",
        "-p",
        "no:cacheprovider",
        "--about",
        wanted,
        *where,
    ]
    workers = ["-p", "xdist.plugin", "-n", str(processes)] if processes else []
    pytest.main([str(ROOT / "tests" / "features" / "test_features.py"), *options, *workers], plugins=[recorder])
    return recorder.results
