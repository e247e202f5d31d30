"""A scenario that failed, in words: which step, and what was expected and found there."""

import traceback
from collections.abc import Iterator

from pytest_bdd.parser import Scenario

from tests.features.catalogue import file_of
from tests.features.differences import Difference
from tests.features.driver import Refused
from tests.features.refusals import refusal_in_words


def in_words(exception: Exception) -> str:
    """Word what ended a step. What no step speaks of is a defect, which its place in the code helps to find."""
    if isinstance(exception, Difference):
        return str(exception)
    if isinstance(exception, Refused):
        return refusal_in_words(exception)
    frame = traceback.extract_tb(exception.__traceback__)[-1]
    return f"broke at {frame.filename}:{frame.lineno}, with {type(exception).__name__}: {exception}"


def scenario_in_words(scenario: Scenario, line: int, why: str) -> str:
    return "\n".join(marked(scenario, line, why))


def marked(scenario: Scenario, line: int, why: str) -> Iterator[str]:
    """Return the lines of a scenario, with the step marked at which it failed, and why."""
    yield f"{file_of(scenario.feature)}:{line} {scenario.name}"
    for step in scenario.steps:
        failed = step.line_number == line
        yield f"{'  ✗ ' if failed else '    '}{step.keyword.strip():>5} {step.name}"
        if failed:
            yield f"          {why}"
