"""The features and their endings as a document: areas, features, rules, scenarios, steps, and the counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from pytest_bdd.parser import Feature, ScenarioTemplate, Step

from tests.features.catalogue import FEATURES, examples, file_of
from tests.features.results import Endings, Results


@dataclass(frozen=True)
class Line:
    """One step as it reads, with its table."""

    keyword: str
    text: str
    table: Sequence[Sequence[str]] = ()
    number: int = 0
    """Where it stands in its file."""


@dataclass(frozen=True)
class Failure:
    """One way in which a scenario failed: the line of its step, why, and the assemblies in which it did."""

    line: int
    why: str
    assemblies: Sequence[str]


@dataclass(frozen=True)
class Row:
    """One run of a scenario: an example of an outline, or the scenario itself, which has no cells."""

    title: str
    cells: Sequence[str]
    endings: Endings

    @property
    def failures(self) -> list[Failure]:
        """Each difference once, with the assemblies that share it."""
        ways: dict[tuple[int, str], list[str]] = {}
        for assembly in in_order(self.endings):
            ending = self.endings[assembly]
            if not ending.passed:
                ways.setdefault((ending.line, ending.why), []).append(assembly)
        return [Failure(line, why, assemblies) for (line, why), assemblies in ways.items()]

    @property
    def state(self) -> str:
        if not self.endings:
            return "missing"
        return "failed" if self.failures else "passed"


@dataclass(frozen=True)
class Scenario:
    title: str
    lines: Sequence[Line]
    columns: Sequence[str]
    rows: Sequence[Row]

    def passed(self, assembly: str) -> int:
        """Return how many of its rows an assembly keeps."""
        return sum(row.endings[assembly].passed for row in self.rows if assembly in row.endings)

    @property
    def state(self) -> str:
        states = {row.state for row in self.rows}
        return next(state for state in ("failed", "missing", "passed") if state in states)


@dataclass(frozen=True)
class Rule:
    title: str
    scenarios: Sequence[Scenario]


@dataclass(frozen=True)
class Chapter:
    """One feature."""

    slug: str
    area: str
    title: str
    intent: str
    background: Sequence[Line]
    rules: Sequence[Rule]

    @property
    def scenarios(self) -> list[Scenario]:
        return [scenario for rule in self.rules for scenario in rule.scenarios]

    @cached_property
    def assemblies(self) -> list[str]:
        """Those that run this feature."""
        rows = (row for scenario in self.scenarios for row in scenario.rows)
        return in_order({assembly for row in rows for assembly in row.endings})

    @cached_property
    def times(self) -> list[tuple[str, list[str]]]:
        """When it was carried out, the last time first, and in which assemblies then."""
        rows = [row for scenario in self.scenarios for row in scenario.rows]
        latest: dict[str, str] = {}
        for assembly in self.assemblies:
            latest[assembly] = max(row.endings[assembly].at for row in rows if assembly in row.endings)
        return [
            (at, [assembly for assembly in latest if latest[assembly] == at])
            for at in sorted(set(latest.values()), reverse=True)
        ]

    @property
    def state(self) -> str:
        states = {scenario.state for scenario in self.scenarios}
        return next(state for state in ("failed", "missing", "passed") if state in states)


@dataclass(frozen=True)
class Document:
    chapters: Sequence[Chapter]

    @cached_property
    def rows(self) -> list[Row]:
        return [row for chapter in self.chapters for scenario in chapter.scenarios for row in scenario.rows]

    @cached_property
    def assemblies(self) -> list[str]:
        return in_order({assembly for chapter in self.chapters for assembly in chapter.assemblies})

    @property
    def rules(self) -> int:
        return sum(len(chapter.rules) for chapter in self.chapters)

    @property
    def scenarios(self) -> int:
        return sum(len(chapter.scenarios) for chapter in self.chapters)

    @property
    def holds(self) -> bool:
        """Whether every scenario ran and passed, in every assembly."""
        return bool(self.rows) and all(row.state == "passed" for row in self.rows)

    def meant(self, assembly: str) -> int:
        """Return how many rows are for an assembly to run: those of the features that it has begun with."""
        chapters = [chapter for chapter in self.chapters if assembly in chapter.assemblies]
        return sum(len(scenario.rows) for chapter in chapters for scenario in chapter.scenarios)

    def passed(self, assembly: str) -> int:
        return sum(row.endings[assembly].passed for row in self.rows if assembly in row.endings)

    @property
    def areas(self) -> list[tuple[str, list[Chapter]]]:
        return [(area, list(chapters)) for area, chapters in groupby(self.chapters, key=lambda each: each.area)]


def in_order(assemblies: Iterable[str]) -> list[str]:
    """Sort assemblies by name, so that marks stand in the same order everywhere."""
    return sorted(assemblies)


def document(features: Iterable[Feature], results: Results) -> Document:
    chapters = [chapter(feature, results) for feature in features]
    return Document(sorted(chapters, key=lambda each: (each.area != "", each.area, each.title)))


def chapter(feature: Feature, results: Results) -> Chapter:
    file = Path(feature.filename)
    folder = file.relative_to(FEATURES).parent.name
    rules = groupby(feature.scenarios.values(), key=lambda outline: outline.rule.name if outline.rule else "")
    return Chapter(
        slug="-".join(file.relative_to(FEATURES).with_suffix("").parts),
        area=folder.replace("_", " ").capitalize(),
        title=feature.name,
        intent=" ".join(feature.description.split()),
        background=lines(feature.background.steps if feature.background else ()),
        rules=[Rule(title, [scenario(outline, results) for outline in outlines]) for title, outlines in rules],
    )


def scenario(outline: ScenarioTemplate, results: Results) -> Scenario:
    rows = []
    for example in examples(outline):
        title = outline.render(example).name
        rows.append(Row(title, tuple(example.values()), results.of(file_of(outline.feature), title)))
    return Scenario(outline.name, lines(outline._steps), tuple(examples(outline)[0]), rows)


def lines(steps: Iterable[Step]) -> list[Line]:
    return [Line(step.keyword.strip(), step.name, table(step), step.line_number) for step in steps]


def table(step: Step) -> list[list[str]]:
    rows = step.datatable.raw() if step.datatable else ()
    return [[str(cell) for cell in row] for row in rows]
