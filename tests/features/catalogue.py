"""The features as they are written, for whoever checks or prints them rather than runs them."""

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature, Scenario, ScenarioTemplate

WANTED: ContextVar[str] = ContextVar("WANTED", default="")
"""What the file name or the title of a feature must contain for its scenarios to be collected."""

ROOT = Path(__file__).parents[2]
FEATURES = ROOT / "features"


@dataclass(frozen=True)
class Case:
    """One scenario as it runs: an outline gives one for each example."""

    outline: ScenarioTemplate
    scenario: Scenario

    @property
    def place(self) -> str:
        return f"{file_of(self.outline.feature)}:{self.outline.line_number} {self.scenario.name}"


def file_of(feature: Feature) -> str:
    """Return the path of a feature as a person would open it."""
    return file_named(feature.filename)


def file_named(path: str) -> str:
    file = Path(path)
    return str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file)


def features(wanted: str = "", folder: Path = FEATURES) -> tuple[Feature, ...]:
    """Return the features whose file name or title contains `wanted`, by place in the folder."""
    return tuple(feature for feature in written(folder) if is_wanted(feature, wanted))


def written(folder: Path) -> list[Feature]:
    found: list[Feature] = get_features([str(folder)])
    return found


def is_wanted(feature: Feature, wanted: str) -> bool:
    stem = Path(feature.filename).stem
    return any(wanted.lower() in name.lower() for name in (stem, stem.replace("_", " "), feature.name))


def cases(folder: Path = FEATURES) -> Iterator[Case]:
    return cases_of(written(folder))


def cases_of(features: Iterable[Feature]) -> Iterator[Case]:
    for feature in features:
        for outline in feature.scenarios.values():
            for example in examples(outline):
                yield Case(outline, outline.render(example))


def examples(outline: ScenarioTemplate) -> tuple[dict[str, str], ...]:
    """Return the rows of an outline; a plain scenario has one, which is empty."""
    rows = tuple(row for table in outline.examples for row in table.as_contexts())
    return rows or ({},)
