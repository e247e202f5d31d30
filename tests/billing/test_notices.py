"""Notices come in any order, twice, days late or not at all, and a life ends as if each had come at once, and once."""

import pytest

from tests.billing.histories import astray, differences
from tests.billing.lives import LIVES, Life
from tests.billing.playing import reference
from tests.billing.post import never

A_FEW = range(8)
A_SHARE = 50
SHARES = 3
"""With seven lives: 1,050 histories."""


def _lives(shares: int) -> list[object]:
    return [pytest.param(life, share, id=f"{life.name}, {share}") for life in LIVES for share in range(shares)]


@pytest.mark.parametrize("life", [pytest.param(life, id=life.name) for life in LIVES])
def test_nothing_is_amiss_when_each_notice_comes_at_once(life: Life) -> None:
    assert [told for told in reference(life) if told.startswith("amiss")] == []


@pytest.mark.parametrize("life", [pytest.param(life, id=life.name) for life in LIVES])
def test_a_life_without_any_notice_ends_the_same(life: Life) -> None:
    assert differences(life, never) == []


@pytest.mark.parametrize(("life", "share"), _lives(1))
def test_a_few_histories_end_the_same(life: Life, share: int) -> None:
    assert astray(life, A_FEW) == {}


@pytest.mark.soak
@pytest.mark.parametrize(("life", "share"), _lives(SHARES))
def test_a_thousand_histories_end_the_same(life: Life, share: int) -> None:
    assert astray(life, range(share * A_SHARE, (share + 1) * A_SHARE)) == {}
