"""Acme at each payment provider."""

from collections.abc import Iterator

import pytest

from tests.billing import places
from tests.billing.twin_side import twin_world
from tests.billing.world import World, in_memory_world


@pytest.fixture(params=["simulated", "twin"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Acme, which pays for starter, with all the provider's notices delivered."""
    if request.param == "simulated":
        yield _paying(in_memory_world())
        return
    with twin_world() as made:
        yield _paying(made)


def _paying(world: World) -> World:
    places.paying(world)
    world.side.news()
    return world
