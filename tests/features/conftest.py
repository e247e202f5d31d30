"""Registers the steps, one plugin a module of the folder, and lets a person choose features by name."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

pytest.register_assert_rewrite("tests.features.steps", "tests.features.refusals", "tests.features.stage")

STEPS = Path(__file__).parent / "steps"
STEP_MODULES = tuple(f"tests.features.steps.{module.name}" for module in iter_modules([str(STEPS)]))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--about", default="", help="run the features whose file name or title contains this")


def pytest_configure(config: pytest.Config) -> None:
    for module in STEP_MODULES:
        config.pluginmanager.register(import_module(module), module)
