"""Every `Then` says in words what it expected and what it found; none of them asserts by itself."""

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from inspect import signature
from itertools import islice, takewhile
from pathlib import Path

import pytest
from pytest_bdd.parser import Step

from tests.features.assemblies import Ground, application
from tests.features.catalogue import Case, cases
from tests.features.differences import Difference
from tests.features.driver import Driver, Refused
from tests.features.drivers.http.loopback import Loopback
from tests.features.failures import in_words
from tests.features.language import Definition
from tests.features.sentences import definitions
from tests.features.stage import Stage

STEPS = Path(__file__).parent / "steps"
ADVICE = "compare with expect(...), holds(...), first(...) or fail(...) of tests/features/differences.py"


@pytest.mark.parametrize("module", sorted(STEPS.glob("[!_]*.py")), ids=lambda module: module.stem)
def test_steps_word_their_differences(module: Path) -> None:
    asserts = [node.lineno for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Assert)]

    assert asserts == [], ADVICE


PYTHON = re.compile(r"\b(None|True|False|Decimal|datetime|Traceback|assert|KeyError|object at)\b|==|[{}]|\w\(\w*=")
CASES = list(cases())
VALUES = 6
OTHERS = ("enterprise", "Acme", "Globex", "31 December, 23:59", "Bob", "Carol", "Alice")


def thens() -> list[Definition]:
    return [each for each in definitions() if each.kind == "then"]


@dataclass
class World:
    """A scenario that has been carried out up to what is to be seen."""

    driver: Driver
    stage: Stage

    def carry_out(self, step: Step) -> None:
        definition = next(each for each in definitions() if each.means(step.type, step.name))
        table = [[str(cell) for cell in row] for row in step.datatable.raw()] if step.datatable else []
        self.call(definition, step.name, table)

    def call(self, definition: Definition, sentence: str, table: list[list[str]]) -> None:
        offered = {"driver": self.driver, "stage": self.stage, "datatable": table}
        offered |= definition.phrase.parse_arguments(sentence) or {}
        definition.function(**{name: offered[name] for name in signature(definition.function).parameters})

    def difference(self, definition: Definition, sentence: str, table: list[list[str]]) -> Exception | None:
        """Return what the sentence found to differ in this world."""
        try:
            self.call(definition, sentence, table)
        except Exception as error:  # noqa: BLE001 - what is raised is what is looked at
            return error
        return None


@pytest.fixture(scope="module")
def world_of() -> Iterator[Callable[[Case], World]]:
    ground = Ground(Loopback(), lambda: "")
    with ExitStack() as open_worlds:

        @cache
        def played(case: Case) -> World:
            world = World(open_worlds.enter_context(application(ground)), Stage())
            for step in takewhile(lambda step: step.type != "then", case.scenario.steps):
                world.carry_out(step)
            return world

        yield played


def uses_of(definition: Definition) -> list[tuple[Case, Step]]:
    return [(case, step) for case in CASES for step in case.scenario.steps if definition.means(step.type, step.name)]


def wrong_sentences(definition: Definition, sentence: str) -> Iterator[str]:
    """Yield the sentence with another value in each of its blanks, the last blank first."""
    match = definition.phrase.regex.fullmatch(sentence)
    assert match is not None
    others = [other for _, step in uses_of(definition) if (other := definition.phrase.regex.fullmatch(step.name))]
    for name in reversed(definition.phrase.kinds):
        seen = dict.fromkeys(other[name] for other in others)
        for value in [*islice(seen, VALUES), "97", "$97.00", '"Nowhere"', *OTHERS]:
            changed = sentence[: match.start(name)] + value + sentence[match.end(name) :]
            if changed != sentence and definition.phrase.is_matching(changed):
                yield changed


def wrong_table(step: Step) -> list[list[str]]:
    rows = step.datatable.raw() if step.datatable else ()
    return [[re.sub(r"\d+", "97", str(cell)) for cell in row] for row in rows]


def differences_of(definition: Definition, world_of: Callable[[Case], World]) -> Iterator[Exception | None]:
    """Yield what it says of wrong expectations: other values, after no deed, and in the worlds of other scenarios."""
    case, step = uses_of(definition)[0]
    world = world_of(case)
    for sentence in wrong_sentences(definition, step.name):
        yield world.difference(definition, sentence, wrong_table(step))
    yield World(world.driver, Stage()).difference(definition, step.name, wrong_table(step))
    for other in CASES[::10]:
        yield world_of(other).difference(definition, step.name, wrong_table(step))


@pytest.mark.parametrize("definition", thens(), ids=lambda each: each.phrase.readable)
def test_a_wrong_expectation_is_told_without_python(definition: Definition, world_of: Callable[[Case], World]) -> None:
    found = next(filter(None, differences_of(definition, world_of)))

    assert isinstance(found, Difference | Refused), f"{found!r}: {ADVICE}"
    assert PYTHON.search(in_words(found)) is None, in_words(found)
