"""Every `Then` says in words what it expected and what it found; none of them asserts by itself."""

import ast
from pathlib import Path

import pytest

STEPS = Path(__file__).parent / "steps"
ADVICE = "compare with expect(...), holds(...), first(...) or fail(...) of tests/features/differences.py"


@pytest.mark.parametrize("module", sorted(STEPS.glob("[!_]*.py")), ids=lambda module: module.stem)
def test_steps_word_their_differences(module: Path) -> None:
    asserts = [node.lineno for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Assert)]

    assert asserts == [], ADVICE
