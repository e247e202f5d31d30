"""Lines of a benchmark's report: figures, bars, verdicts, and the page they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    MET = "met"
    NOT_MET = "not met"
    INFORMATION = "for information"


@dataclass(frozen=True, slots=True)
class AtMost:
    """A bar that a reading meets by staying at or under it."""

    value: float
    unit: str = "×"

    def verdict(self, reading: float) -> Verdict:
        return Verdict.MET if reading <= self.value else Verdict.NOT_MET

    def __str__(self) -> str:
        return f"≤ {number(self.value)} {self.unit}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A bar that a reading meets by reaching it."""

    value: float
    unit: str = "×"

    def verdict(self, reading: float) -> Verdict:
        return Verdict.MET if reading >= self.value else Verdict.NOT_MET

    def __str__(self) -> str:
        return f"≥ {number(self.value)} {self.unit}"


@dataclass(frozen=True, slots=True)
class NoBar:
    """Something worth knowing that nothing is asked of."""

    unit: str = "×"

    def verdict(self, _reading: float) -> Verdict:
        return Verdict.INFORMATION

    def __str__(self) -> str:
        return "none"


Bar = AtMost | AtLeast | NoBar


@dataclass(frozen=True, slots=True)
class Line:
    """One reading beside its bar, with the two figures that it comes from, in words."""

    work: str
    ours: str
    against: str
    reading: float
    bar: Bar

    @property
    def verdict(self) -> Verdict:
        return self.bar.verdict(self.reading)

    def cells(self) -> tuple[str, ...]:
        read = f"{number(self.reading)} {self.bar.unit}"
        return (self.work, self.ours, self.against or "–", read, str(self.bar), self.verdict.value)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells that carry no verdict."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What one group of measurements has to say, in the order of the page."""

    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    notes: str = ""


LINE_HEAD = ("work", "ours", "measured against", "reading", "first bar", "verdict")


def passed(sections: Sequence[Section]) -> bool:
    """True when no line misses its bar."""
    return all(line.verdict is not Verdict.NOT_MET for section in sections for line in section.lines)


def page(sections: Sequence[Section], preamble: str) -> str:
    """The whole report in Markdown."""
    blocks = [block for section in sections for block in _blocks(section)]
    return "\n\n".join([preamble.strip(), *blocks]) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    ruled = [tuple(head), tuple("---" for _ in head), *map(tuple, rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in ruled)


def _blocks(section: Section) -> list[str]:
    lines = [table(LINE_HEAD, [line.cells() for line in section.lines])] if section.lines else []
    bare = [table(section.table.head, section.table.rows)] if section.table else []
    notes = [section.notes.strip()] if section.notes else []
    return [f"## {section.title}", *lines, *bare, *notes]


def number(value: float) -> str:
    """Three significant figures, or the whole number where it has more."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def micros(seconds: float) -> str:
    return f"{number(seconds * 1e6)} µs"


def rate(per_second: float) -> str:
    return f"{number(round(per_second, -3) if per_second > 10_000 else per_second)}/s"
