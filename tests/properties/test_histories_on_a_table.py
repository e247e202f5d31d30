"""Whatever happens to usage on a DynamoDB table, the product says and counts what the oracle says and counts."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assemblies.tables import over_table, table_on
from tests.properties.histories import Step, correcting_histories, histories, spending_histories, storage_histories
from tests.properties.playing import Play
from tests.properties.reading import differences
from tests.properties.walking import Dice, Walk

QUIET = list(HealthCheck)
A_FEW = settings(max_examples=15, deadline=None, suppress_health_check=QUIET)
MANY = settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
"""Four times, each from another seed: four hundred histories."""

CHANCE = st.randoms(use_true_random=True)
KINDS = st.one_of(histories, spending_histories, storage_histories, correcting_histories)
YEARS = timedelta(days=3_650)


def check(endpoint: str, steps: Sequence[Step]) -> None:
    with table_on(endpoint) as wire:
        play = Play(over_table(wire, retention=YEARS))

        play.play(steps)

        assert differences(play) == {}


@A_FEW
@given(KINDS)
def test_a_history_ends_as_the_oracle_says(dynamodb_endpoint: str, steps: list[Step]) -> None:
    check(dynamodb_endpoint, steps)


@A_FEW
@given(correcting_histories)
def test_a_corrected_history_costs_and_allows_what_it_would_have_from_the_start(
    dynamodb_endpoint: str, steps: list[Step]
) -> None:
    check(dynamodb_endpoint, steps)


@pytest.mark.soak
@pytest.mark.parametrize("share", range(4))
@MANY
@given(KINDS)
def test_four_hundred_histories_end_as_the_oracle_says(dynamodb_endpoint: str, share: int, steps: list[Step]) -> None:
    check(dynamodb_endpoint, steps)


@settings(max_examples=2, deadline=None, suppress_health_check=QUIET)
@given(CHANCE)
def test_a_thousand_operations_of_two_companies_leak_nothing(dynamodb_endpoint: str, dice: Dice) -> None:
    with table_on(dynamodb_endpoint) as wire:
        walk = Walk(dice, over_table(wire))

        walk.walk(500)

        assert walk.leaks == []


@pytest.mark.soak
@settings(max_examples=20, deadline=None, suppress_health_check=QUIET)
@given(CHANCE)
def test_a_hundred_thousand_operations_leak_nothing(dynamodb_endpoint: str, dice: Dice) -> None:
    with table_on(dynamodb_endpoint) as wire:
        walk = Walk(dice, over_table(wire))

        walk.walk(5_000)

        assert walk.leaks == []
