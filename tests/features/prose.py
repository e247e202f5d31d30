"""The document as prose in a terminal."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tests.features.assemblies import ASSEMBLIES
from tests.features.document import Chapter, Document, Failure, Line, Row, Scenario

MARKS = {"passed": ("✓", "green"), "failed": ("✗", "bold red"), "missing": ("·", "yellow")}
KEYWORD_WIDTH = 6
MEANINGS = defaultdict(str, {assembly.name: assembly.meaning for assembly in ASSEMBLIES})


def print_document(console: Console, document: Document) -> None:
    for chapter in document.chapters:
        print_chapter(console, chapter)
    print_counts(console, document)


def print_chapter(console: Console, chapter: Chapter) -> None:
    console.print()
    console.rule(Text(chapter.title, style="bold"), align="left", style="dim")
    console.print(Padding(Text(chapter.intent, style="italic"), (0, 0, 1, 2)))
    print_lines(console, chapter.background, indent=2)
    for rule in chapter.rules:
        console.print(Padding(Text.assemble(("Rule  ", "magenta"), (rule.title, "bold")), (1, 0, 0, 2)))
        for scenario in rule.scenarios:
            print_scenario(console, scenario, chapter.assemblies)


def print_scenario(console: Console, scenario: Scenario, assemblies: list[str]) -> None:
    console.print()
    marks = marked(scenario.rows[0], assemblies) if not scenario.columns else Text(mark(scenario.state)[0])
    marks.stylize(mark(scenario.state)[1])
    console.print(Padding(Text.assemble(marks, " ", (scenario.title, "cyan")), (0, 0, 0, 4)))
    for line in scenario.lines:
        failures = [
            failure_in_words(row, each) for row in scenario.rows for each in row.failures if each.line == line.number
        ]
        print_line(console, line, indent=6, failures=failures)
    if scenario.columns:
        print_examples(console, scenario, assemblies)
    for row in scenario.rows:
        for failure in row.failures:
            if not marks_a_step(scenario, failure):
                console.print(Padding(Text(failure_in_words(row, failure), style="red"), (0, 0, 0, 6)))


def marks_a_step(scenario: Scenario, failure: Failure) -> bool:
    return failure.line in {line.number for line in scenario.lines}


def failure_in_words(row: Row, failure: Failure) -> str:
    example = f" ({', '.join(row.cells)})" if row.cells else ""
    return f"{failure.why} – in {', '.join(failure.assemblies)}{example}"


def print_lines(console: Console, lines: Sequence[Line], indent: int) -> None:
    for line in lines:
        print_line(console, line, indent)


def print_line(console: Console, line: Line, indent: int, failures: Sequence[str] = ()) -> None:
    """Print a step; one that failed is marked, and followed by what was expected and found."""
    keyword = line.keyword.rjust(KEYWORD_WIDTH)
    step = ("✗" + keyword[1:], "bold red") if failures else (keyword, "dim")
    console.print(Padding(Text.assemble(step, " ", (line.text, "red" if failures else "")), (0, 0, 0, indent)))
    for failure in failures:
        console.print(Padding(Text(failure, style="red"), (0, 0, 0, indent + KEYWORD_WIDTH + 3)))
    if line.table:
        head, *rows = line.table
        grid = Table(*head, box=None, header_style="dim", padding=(0, 2, 0, 0))
        for row in rows:
            grid.add_row(*row)
        console.print(Padding(grid, (0, 0, 0, indent + KEYWORD_WIDTH + 1)))


def print_examples(console: Console, scenario: Scenario, assemblies: list[str]) -> None:
    grid = Table("", *scenario.columns, box=None, header_style="dim", padding=(0, 2, 0, 0))
    for row in scenario.rows:
        grid.add_row(marked(row, assemblies), *row.cells)
    console.print(Padding(grid, (0, 0, 0, 6 + KEYWORD_WIDTH + 1)))


def marked(row: Row, assemblies: list[str]) -> Text:
    """Return one mark for each assembly."""
    endings = [row.endings.get(assembly) for assembly in assemblies]
    states = ["missing" if ending is None else "passed" if ending.passed else "failed" for ending in endings]
    return Text.assemble(*(mark(state) for state in states)) if states else Text(*mark("missing"))


def mark(state: str) -> tuple[str, str]:
    return MARKS[state]


def print_counts(console: Console, document: Document) -> None:
    console.print()
    console.rule(style="dim")
    console.print(
        f"{some(len(document.chapters), 'feature')}, {some(document.rules, 'rule')},"
        f" {some(document.scenarios, 'scenario')} ({len(document.rows)} with examples)"
    )
    for assembly in document.assemblies:
        passed, meant = document.passed(assembly), document.meant(assembly)
        style = "green" if passed == meant else "bold red"
        console.print(
            Text.assemble((f"  {assembly}: {passed} of {meant} passed", style), (f"  {MEANINGS[assembly]}", "dim"))
        )


def some(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
