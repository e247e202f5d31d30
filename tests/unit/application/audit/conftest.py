"""Acme on the starter plan, with five places for projects."""

import pytest

from application.actor import Actor
from tests.unit.application.workshop import Workshop


@pytest.fixture
def house() -> Workshop:
    return Workshop()


@pytest.fixture
def alice(house: Workshop) -> Actor:
    """Alice owns Acme."""
    return house.founded(plan="starter")


@pytest.fixture
def bob(house: Workshop, alice: Actor) -> Actor:
    """Bob is a member of Acme."""
    return house.joined(alice, "bob")
