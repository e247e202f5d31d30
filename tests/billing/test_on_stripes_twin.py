"""The same lives, and the same trouble, with Stripe's adapter and the twin of Stripe in the place of the simulation."""

import pytest

from tests.billing.acts import ACTS, Act
from tests.billing.audit import amiss
from tests.billing.chance import Chance
from tests.billing.lives import CANCELLED, LAPSED, LIVES, Life
from tests.billing.playing import played, reference, standing
from tests.billing.post import at_once, by_chance
from tests.billing.trial import Again, rested, strike
from tests.billing.trouble import ENDED_AFTER, UNANSWERED, Kind, Trouble
from tests.billing.twin_side import twin_world

ALWAYS = {LAPSED.name, "upgrade", "buy"}
"""What is played at every run; everything is for `make soak`."""
SURE = [life for life in LIVES if life not in {CANCELLED, LAPSED}]
"""Lives that end the same however notices come."""


def _named(things: list[Life] | list[Act]) -> list[object]:
    return [
        pytest.param(thing, id=thing.name, marks=() if thing.name in ALWAYS else pytest.mark.soak) for thing in things
    ]


@pytest.mark.parametrize("life", _named(list(LIVES)))
def test_a_life_comes_to_the_same_cents(life: Life) -> None:
    with twin_world() as world:
        played(life, at_once, world)

        assert standing(world) == reference(life)


@pytest.mark.soak
@pytest.mark.parametrize("life", [pytest.param(life, id=life.name) for life in SURE])
def test_a_life_with_notices_by_chance_comes_to_the_same_cents(life: Life) -> None:
    with twin_world() as world:
        played(life, by_chance(Chance(life.name)), world)

        assert standing(world) == reference(life)


@pytest.mark.parametrize("kind", [ENDED_AFTER, UNANSWERED])
@pytest.mark.parametrize("act", _named(list(ACTS)))
def test_trouble_at_the_second_call_leaves_nothing_amiss(act: Act, kind: Kind) -> None:
    with twin_world() as world:
        strike(act, Trouble(kind, 2), Again.AFTER_THE_WORK, world)

        rested(act, world)

        assert amiss(world) == []
