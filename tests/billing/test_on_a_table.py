"""The same on DynamoDB: a life, and trouble at each call of what costs money."""

import pytest

from tests.assemblies.tables import table_on
from tests.billing.acts import ACTS, BY_NAME, Act
from tests.billing.chance import Chance
from tests.billing.lives import CHANGES, REDUCED, RESTRICTED, Life
from tests.billing.playing import played, reference, standing
from tests.billing.post import by_chance
from tests.billing.trial import Again, breaches_at
from tests.billing.trouble import ENDED_AFTER, ENDED_BEFORE, Trouble
from tests.billing.world import world_on

UPGRADE = BY_NAME["upgrade"]


@pytest.mark.parametrize("call", [1, 2, 5])
def test_an_upgrade_whose_process_ends_is_paid_once(call: int, dynamodb_endpoint: str) -> None:
    with table_on(dynamodb_endpoint) as wire:
        assert breaches_at(UPGRADE, Trouble(ENDED_AFTER, call), Again.AFTER_THE_WORK, lambda: world_on(wire)) == []


@pytest.mark.soak
@pytest.mark.parametrize("life", [pytest.param(life, id=life.name) for life in (CHANGES, REDUCED, RESTRICTED)])
def test_a_life_with_notices_by_chance_ends_the_same(life: Life, dynamodb_endpoint: str) -> None:
    with table_on(dynamodb_endpoint) as wire:
        world = played(life, by_chance(Chance(life.name)), world_on(wire))

        assert standing(world) == reference(life)


@pytest.mark.soak
@pytest.mark.parametrize("call", range(1, 8))
@pytest.mark.parametrize("act", [pytest.param(act, id=act.name) for act in ACTS])
def test_an_act_whose_process_ends_neither_takes_money_nor_gives_a_plan_for_nothing(
    act: Act, call: int, dynamodb_endpoint: str
) -> None:
    with table_on(dynamodb_endpoint) as wire:
        assert breaches_at(act, Trouble(ENDED_BEFORE, call), Again.AT_ONCE, lambda: world_on(wire)) == []
