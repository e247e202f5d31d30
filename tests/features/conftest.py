"""Registers the steps, one plugin a module of the folder, lets a person choose features, and words failures."""

from collections.abc import Callable, Generator
from importlib import import_module

import pytest
from pytest_bdd.parser import Feature, Scenario, Step

from tests.features.catalogue import WANTED, file_of
from tests.features.failures import in_words, scenario_in_words
from tests.features.sentences import MODULES, unknown_in_words


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--about", default="", help="collect the features whose file name or title contains this")
    parser.addoption("--in-memory", action="store_true", help="leave out the assemblies that need a server or a table")


def pytest_configure(config: pytest.Config) -> None:
    WANTED.set(config.getoption("--about", default=""))
    for module in MODULES:
        config.pluginmanager.register(import_module(module), module)


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """Leave a note of the scenario in its report, where it survives the way from a worker."""
    request.node.user_properties += [("feature", file_of(feature)), ("scenario", scenario.name)]


def pytest_bdd_step_error(
    request: pytest.FixtureRequest,
    feature: Feature,
    scenario: Scenario,
    step: Step,
    step_func: Callable[..., object],
    step_func_args: dict[str, object],
    exception: Exception,
) -> None:
    note(request, scenario, step, in_words(exception))


def pytest_bdd_step_func_lookup_error(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario, step: Step, exception: Exception
) -> None:
    note(request, scenario, step, unknown_in_words(step.name))


def note(request: pytest.FixtureRequest, scenario: Scenario, step: Step, why: str) -> None:
    told = scenario_in_words(scenario, step.line_number, why)
    request.node.user_properties += [("line", step.line_number), ("why", why), ("told", told)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell a failed scenario by its steps, where it was the product that differed from them."""
    report = yield
    noted = dict(item.user_properties)
    if report.failed and report.when == "call" and "told" in noted:
        report.longrepr = str(noted["told"])
    return report
