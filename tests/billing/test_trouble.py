"""A process ends, or the payment provider does not answer, at any step of an act: nobody pays twice, or for nothing."""

from itertools import product

import pytest

from tests.billing.acts import ACTS, Act
from tests.billing.trial import Again, Way, breaches
from tests.billing.trouble import KINDS

WAYS = list(product(KINDS, Again))
A_WAY_FOR_EACH_CALL = WAYS[::5]
"""Each kind, and each way to ask again, in the order in which calls meet them; every way is for `make soak`."""


def _acts() -> list[object]:
    return [pytest.param(act, id=act.name) for act in ACTS]


def _each_way() -> list[object]:
    return [pytest.param(act, way, id=f"{act.name}, {_told(way)}") for act, way in product(ACTS, WAYS)]


def _told(way: Way) -> str:
    kind, again = way
    return f"{kind.name}, asked again {again.value}"


@pytest.mark.parametrize("act", _acts())
def test_trouble_at_any_call_neither_takes_money_nor_gives_a_plan_for_nothing(act: Act) -> None:
    assert breaches(act, A_WAY_FOR_EACH_CALL) == []


@pytest.mark.soak
@pytest.mark.parametrize(("act", "way"), _each_way())
def test_no_trouble_at_any_call_takes_money_or_gives_a_plan_for_nothing(act: Act, way: Way) -> None:
    assert breaches(act, [way]) == []
