"""Registers the steps, one plugin a module of the folder, and lets a person choose features by name."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from pytest_bdd.parser import Feature, Scenario
from pytest_bdd.scenario import scenario_wrapper_template_registry

from tests.features.catalogue import is_wanted
from tests.features.results import Recorder

pytest.register_assert_rewrite("tests.features.steps", "tests.features.refusals", "tests.features.stage")

STEPS = Path(__file__).parent / "steps"
STEP_MODULES = tuple(f"tests.features.steps.{module.name}" for module in iter_modules([str(STEPS)]))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--about", default="", help="run the features whose file name or title contains this")
    parser.addoption("--endings", default="", help="write how the scenarios ended into this file")


def pytest_configure(config: pytest.Config) -> None:
    endings = config.getoption("--endings", default="")
    if endings and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(endings)))
    for module in STEP_MODULES:
        config.pluginmanager.register(import_module(module), module)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.getoption("--about", default="")
    if wanted:
        items[:] = [item for item in items if is_about(item, wanted)]


def is_about(item: pytest.Item, wanted: str) -> bool:
    runs = item.function if isinstance(item, pytest.Function) else None
    outline = scenario_wrapper_template_registry.get(runs) if runs else None
    return outline is None or is_wanted(outline.feature, wanted)


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """Leave a note of the scenario in its report, where it survives the way from a worker."""
    request.node.user_properties += [("feature", feature.filename), ("scenario", scenario.name)]
