"""The contract of Payments on Stripe's own test mode, by whoever has an account there.

    STRIPE_TEST_KEY=sk_test_… pytest tests/stripe_live/live.py

Its name keeps it out of every other run: it is slow, needs the network, and moves test clocks of a real account.
"""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from tests.contract.payments_beginning import BeginningContract, CustomersContract
from tests.contract.payments_changes import ExchangesContract, UpgradesContract
from tests.contract.payments_endings import EndingsContract, SchedulesContract
from tests.contract.payments_golden import PaymentsGolden
from tests.contract.payments_longer_trials import LongerTrialsContract
from tests.contract.payments_months import CorrectionsContract, DunningContract, MonthsContract
from tests.contract.payments_trials import ContractPlansContract, TrialsContract
from tests.contract.payments_trust import OutagesContract
from tests.contract.payments_usage import CountingContract, UsageContract
from tests.stripe_live.live_stage import STRIPE, LiveStage, live_stage


class Account(BaseSettings):
    """The account, by its secret key; without one there is nothing to run on."""

    stripe_test_key: SecretStr
    stripe_test_address: str = STRIPE


class OnStripe:
    @pytest.fixture
    def stage(self) -> Iterator[LiveStage]:
        account = Account()
        with live_stage(account.stripe_test_key.get_secret_value(), account.stripe_test_address) as stage:
            yield stage


class TestGolden(OnStripe, PaymentsGolden):
    pass


class TestPayments(
    OnStripe,
    CustomersContract,
    BeginningContract,
    TrialsContract,
    LongerTrialsContract,
    ContractPlansContract,
    UpgradesContract,
    ExchangesContract,
    SchedulesContract,
    EndingsContract,
    MonthsContract,
    CorrectionsContract,
    DunningContract,
    UsageContract,
    CountingContract,
    OutagesContract,
):
    """All but the pages that people fill in, and the notices that need a public address."""
