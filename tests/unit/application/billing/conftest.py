"""A company for each test, which stands where the test begins."""

import pytest

from tests.billing import places
from tests.billing.world import World, in_memory_world


@pytest.fixture
def trying() -> World:
    """Acme tries starter until 27 March, and has a card that works."""
    world = in_memory_world()
    places.in_trial(world)
    return world


@pytest.fixture
def paying() -> World:
    """Acme pays for starter since 16 March; it is 20 March."""
    world = in_memory_world()
    places.paying(world)
    return world


@pytest.fixture
def owing() -> World:
    """Acme's payment for April was declined on 4 April; it is 6 April."""
    world = in_memory_world()
    places.owing(world)
    return world


@pytest.fixture
def lapsed() -> World:
    """Acme's trial has ended unpaid; now it has a card."""
    world = in_memory_world()
    places.lapsed(world)
    return world
