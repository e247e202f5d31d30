"""What a customer reads where it pays."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.billing.charges import ExportMeter
from domain.billing.wording import plan_words, usage_of, usage_words
from domain.plans.meter import Meter
from tests.contract.payment_stage import CATALOGUE, STARTER


def test_a_plan_is_called_by_its_name() -> None:
    assert plan_words(STARTER) == "Starter plan"


@pytest.mark.parametrize(
    ("meter", "words"),
    [
        (Meter.API_CALL, "Starter plan: API calls past the included volume, $0.45 per 1,000 calls"),
        (Meter.COMPUTE, "Starter plan: Compute past the included volume, $0.09 per minute"),
        (Meter.BANDWIDTH, "Starter plan: Bandwidth, $0.072 per GB"),
        (Meter.STORAGE, "Starter plan: Storage past the included volume, $0.09 per GB-month"),
    ],
)
def test_usage_is_told_with_its_unit_and_rate(meter: Meter, words: str) -> None:
    assert usage_words(ExportMeter(STARTER, meter)) == words


def test_whole_dollars_have_cents() -> None:
    dear = replace(STARTER, rates={Meter.BANDWIDTH: Decimal(100_000)}, discount=Decimal(0))

    assert usage_words(ExportMeter(dear, Meter.BANDWIDTH)) == "Starter plan: Bandwidth, $1,000.00 per GB"


def test_a_trial_tells_the_rates_to_come() -> None:
    assert usage_of(STARTER.on_trial()) == usage_of(STARTER) != ()


def test_a_plan_that_prices_nothing_tells_no_rates() -> None:
    assert usage_of(CATALOGUE.offered("free")) == ()
