"""Two tenants whose ids begin alike, doing everything to the same ids in any order, never meet."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.walking import Dice, Walk

CHANCE = st.randoms(use_true_random=True)
QUIET = list(HealthCheck)


@settings(max_examples=10, deadline=None, suppress_health_check=QUIET)
@given(CHANCE)
def test_ten_thousand_operations_leak_nothing(dice: Dice) -> None:
    walk = Walk(dice)

    walk.walk(1_000)

    assert walk.leaks == []


@pytest.mark.soak
@pytest.mark.parametrize("share", range(4))
@settings(max_examples=10, deadline=None, suppress_health_check=QUIET)
@given(CHANCE)
def test_a_million_operations_leak_nothing(share: int, dice: Dice) -> None:
    walk = Walk(dice)

    walk.walk(25_000)

    assert walk.leaks == []
