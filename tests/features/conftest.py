"""Carries the steps out, lets a person choose features, and words failures."""

from collections.abc import Callable, Generator
from typing import Any

import pytest
import pytest_bdd
from pytest_bdd.parser import Feature, Scenario, Step

from tests.features.catalogue import WANTED, file_of
from tests.features.differences import fail
from tests.features.driver import Driver
from tests.features.failures import in_words, scenario_in_words
from tests.features.language import AnySentence, Definition
from tests.features.sentences import definitions, unknown_in_words
from tests.features.stage import Stage


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--about", default="", help="collect the features whose file name or title contains this")
    parser.addoption("--in-memory", action="store_true", help="leave out the assemblies that need a server or a table")


def pytest_configure(config: pytest.Config) -> None:
    WANTED.set(config.getoption("--about", default=""))
    definitions()


@pytest_bdd.given(AnySentence("given"))
@pytest_bdd.when(AnySentence("when"))
@pytest_bdd.then(AnySentence("then"))
def carry_out(
    definition: Definition,
    blanks: dict[str, Any],
    driver: Driver,
    stage: Stage,
    datatable: list[list[str]] | None = None,
) -> None:
    """Do what a sentence means."""
    if "datatable" in definition.needs and datatable is None:
        fail("a table below the sentence", "none")
    known = {"driver": driver, "stage": stage, "datatable": datatable, **blanks}
    definition.function(**{name: known[name] for name in definition.needs})


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
