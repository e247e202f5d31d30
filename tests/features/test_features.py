"""Every scenario of the features, run by every assembly."""

from collections.abc import Iterator

import pytest
from pytest_bdd import scenarios

from tests.features.assemblies import ASSEMBLIES, Assembly, Ground
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


@pytest.fixture(autouse=True, params=ASSEMBLIES, ids=lambda assembly: assembly.name)
def driver(request: pytest.FixtureRequest, loopback: Loopback) -> Iterator[Driver]:
    assembly: Assembly = request.param
    request.node.user_properties.append(("assembly", assembly.name))
    with assembly.driver(Ground(loopback, lambda: str(request.getfixturevalue("dynamodb_endpoint")))) as driver:
        yield driver


scenarios("../../features")
