"""Every scenario of the features, run by every assembly."""

from collections.abc import Iterator

import pytest
from pytest_bdd import scenarios
from pytest_bdd.scenario import scenario_wrapper_template_registry

from tests.features.assemblies import ASSEMBLIES, Assembly, Ground
from tests.features.catalogue import WANTED, features
from tests.features.driver import Driver
from tests.features.drivers.http.loopback import Loopback
from tests.features.stage import Stage


@pytest.fixture(scope="session")
def loopback() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


@pytest.fixture
def stage() -> Stage:
    return Stage()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let each assembly run the features that it is for."""
    outline = scenario_wrapper_template_registry.get(metafunc.function)
    if outline is not None:
        chosen = [assembly for assembly in ASSEMBLIES if assembly.runs(outline.feature.filename)]
        if metafunc.config.getoption("--in-memory"):
            chosen = [assembly for assembly in chosen if assembly.in_memory]
        metafunc.parametrize("driver", chosen, ids=lambda assembly: assembly.name, indirect=True)


@pytest.fixture(autouse=True)
def driver(request: pytest.FixtureRequest, loopback: Loopback) -> Iterator[Driver]:
    assembly: Assembly = request.param
    request.node.user_properties.append(("assembly", assembly.name))
    with assembly.driver(Ground(loopback, lambda: str(request.getfixturevalue("dynamodb_endpoint")))) as driver:
        yield driver


scenarios(*(feature.filename for feature in features(WANTED.get())))
