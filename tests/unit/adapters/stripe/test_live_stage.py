"""The stage of the suite on Stripe's test mode, proven on the twin's test clocks."""

from collections.abc import Iterator

import pytest

from adapters.system.clocks import MovableClock
from domain.billing.subscription import SubscriptionStatus
from entrypoints.stripe_twin import StripeTwin, served
from tests.contract.payment_stage import CLOSING, MAY, PRO, START, STARTER, lost, office
from tests.contract.payments_beginning import CustomersContract
from tests.contract.payments_trust import NoticesContract, OutagesContract
from tests.stripe_live.live_stage import LiveStage, live_stage


@pytest.fixture
def twin() -> StripeTwin:
    return StripeTwin(MovableClock(START).now)


@pytest.fixture
def stage(twin: StripeTwin) -> Iterator[LiveStage]:
    with served(twin) as url, live_stage(twin.secret_key, url) as stage:
        yield stage


class TestOnTestClocks(CustomersContract, OutagesContract, NoticesContract):
    def test_time_goes_on_with_the_test_clock(self, stage: LiveStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.come(MAY + CLOSING)

        assert acme.amounts == [[1450], [2900]]
        assert acme.subscription.status is SubscriptionStatus.ACTIVE

    def test_customers_are_put_onto_the_test_clock(self, stage: LiveStage, twin: StripeTwin) -> None:
        acme = office(stage)

        assert twin.get("customer", acme.customer)["test_clock"] == stage.test_clock

    def test_keys_of_one_run_are_not_those_of_another(self, stage: LiveStage, twin: StripeTwin) -> None:
        office(stage)

        keys = [asked.idempotency_key for asked in twin.requests if asked.path == "/v1/customers"]
        assert keys == [f"{stage.test_clock}:open-org_acme:1"]

    def test_an_answer_is_lost_once(self, stage: LiveStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        with lost(stage):
            acme.upgrade(PRO, key="once")

        changed = acme.upgrade(PRO, key="once")

        assert (changed.plan, acme.paid) == ("pro", 1450 + 3500)


def test_a_key_that_moves_real_money_is_refused() -> None:
    with pytest.raises(ValueError, match="real money"), live_stage("sk_live_1", "http://127.0.0.1:1"):
        pass
