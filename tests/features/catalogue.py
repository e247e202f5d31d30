"""The features as they are written, for whoever checks or prints them rather than runs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature, Scenario, ScenarioTemplate

FEATURES = Path(__file__).parents[2] / "features"


@dataclass(frozen=True)
class Case:
    """One scenario as it runs: an outline gives one for each example."""

    outline: ScenarioTemplate
    scenario: Scenario

    @property
    def place(self) -> str:
        return f"{self.outline.feature.rel_filename}:{self.outline.line_number} {self.scenario.name}"


def features(wanted: str = "") -> tuple[Feature, ...]:
    """Return the features whose file name or title contains `wanted`, by place in the folder."""
    return tuple(feature for feature in written(FEATURES) if is_wanted(feature, wanted))


def written(folder: Path) -> list[Feature]:
    found: list[Feature] = get_features([str(folder)])
    return found


def is_wanted(feature: Feature, wanted: str) -> bool:
    stem = Path(feature.filename).stem
    return any(wanted.lower() in name.lower() for name in (stem, stem.replace("_", " "), feature.name))


def cases(folder: Path = FEATURES) -> Iterator[Case]:
    for feature in written(folder):
        for outline in feature.scenarios.values():
            for example in examples(outline):
                yield Case(outline, outline.render(example))


def examples(outline: ScenarioTemplate) -> tuple[dict[str, str], ...]:
    """Return the rows of an outline; a plain scenario has one, which is empty."""
    rows = tuple(row for table in outline.examples for row in table.as_contexts())
    return rows or ({},)
