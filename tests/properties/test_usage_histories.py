"""Whatever happens to usage, the product says and counts what the oracle says and counts."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.histories import Step, correcting_histories, histories, spending_histories, storage_histories
from tests.properties.playing import Play
from tests.properties.reading import differences

QUIET = list(HealthCheck)
A_FEW = settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
MANY = settings(max_examples=12_500, deadline=None, suppress_health_check=QUIET)
"""Eight times, each from another seed: 100,000 histories."""

KINDS = st.one_of(histories, histories, spending_histories, storage_histories, correcting_histories)


def check(steps: Sequence[Step]) -> None:
    play = Play()

    play.play(steps)

    assert differences(play) == {}


@A_FEW
@given(histories)
def test_a_history_ends_as_the_oracle_says(steps: list[Step]) -> None:
    check(steps)


@A_FEW
@given(storage_histories)
def test_a_history_of_storage_ends_as_the_oracle_says(steps: list[Step]) -> None:
    check(steps)


@A_FEW
@given(spending_histories)
def test_a_history_of_spending_ends_as_the_oracle_says(steps: list[Step]) -> None:
    check(steps)


@A_FEW
@given(correcting_histories)
def test_a_corrected_history_costs_and_allows_what_it_would_have_from_the_start(steps: list[Step]) -> None:
    check(steps)


@pytest.mark.soak
@pytest.mark.parametrize("share", range(8))
@MANY
@given(KINDS)
def test_a_hundred_thousand_histories_end_as_the_oracle_says(share: int, steps: list[Step]) -> None:
    check(steps)
