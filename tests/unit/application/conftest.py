"""A house for each test."""

import pytest

from application.actor import Actor
from tests.unit.application.house import House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def alice(house: House) -> Actor:
    """Alice owns Acme, on the free plan: three seats."""
    return house.founded()
