"""Payments by Stripe, on the twin."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.stripe.payments import StripePayments
from application.ports.payments import PaymentFailed, ProviderRefused
from domain.billing.export import ExportRow
from domain.billing.subscription import SubscriptionStatus
from domain.errors import Unavailable
from domain.plans.catalogue import Catalogue
from entrypoints.stripe_twin import Fault
from entrypoints.stripe_twin.requests import Asked
from tests.contract.payment_stage import (
    ACME,
    BACK,
    CATALOGUE,
    CONTRACT,
    DAY,
    HOUR,
    JUNE,
    MAY,
    PRO,
    START,
    STARTER,
    STARTER_CALLS,
    TRIAL_END,
    Office,
    office,
)
from tests.contract.payments_contract import PaymentsContract
from tests.contract.payments_golden import PaymentsGolden
from tests.stripe_live.twin_stage import TwinStage, connected, twin_stage


class OnStripe:
    @pytest.fixture
    def stage(self) -> Iterator[TwinStage]:
        with twin_stage() as stage:
            yield stage


class TestGolden(OnStripe, PaymentsGolden):
    pass


class TestPayments(OnStripe, PaymentsContract):
    pass


class TestKeys(OnStripe):
    def test_each_step_of_a_change_has_a_key_of_its_own(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.schedule(STARTER)
        begin = len(stage.twin.requests)

        acme.upgrade(CONTRACT, key="bigger")

        assert keys(stage, begin) == ["bigger:1", "bigger:2", "bigger:4"]

    def test_a_schedule_takes_two_steps(self, stage: TwinStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(PRO)
        begin = len(stage.twin.requests)

        stage.payments.schedule(begun.id, STARTER, "smaller")

        assert keys(stage, begin) == ["smaller:1", "smaller:2"]

    def test_a_change_that_was_made_is_known_by_its_key_when_things_have_moved_on(self, stage: TwinStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(STARTER)
        order = acme.order(PRO)
        stage.payments.upgrade(begun.id, order, "once")
        begin = len(stage.twin.requests)

        stage.payments.upgrade(begun.id, order, "once")

        assert keys(stage, begin) == []

    def test_a_lost_connection_is_tried_again_by_the_library_with_the_same_key(self, stage: TwinStage) -> None:
        with connected(stage.twin, retries=2) as connection:
            stage.twin.faults.next("POST", "/v1/customers", Fault.DROP)

            StripePayments(connection, CATALOGUE, stage.clock).open_customer(ACME, "acme")

        assert keys(stage) == ["acme:1", "acme:1"]

    @pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.LOCK_TIMEOUT])
    def test_what_was_too_much_or_locked_is_tried_again(self, stage: TwinStage, fault: Fault) -> None:
        stage.twin.faults.next("POST", "/v1/customers", fault, times=2)

        stage.payments.open_customer(ACME, "acme")

        assert keys(stage) == ["acme:1", "acme:1", "acme:1"]

    @pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.DROP, Fault.LOSE_ANSWER])
    def test_what_fails_is_unavailable(self, stage: TwinStage, fault: Fault) -> None:
        stage.twin.faults.next("POST", "/v1/customers", fault)

        with pytest.raises(Unavailable):
            stage.payments.open_customer(ACME, "acme")

    def test_the_first_version_of_a_catalogue_is_needed_first(self, stage: TwinStage) -> None:
        acme = office(stage)
        newer = replace(STARTER, version=2)
        payments = StripePayments(stage.connection, Catalogue(2, (newer, PRO), (STARTER,)), stage.clock)

        with pytest.raises(ProviderRefused) as refused:
            payments.subscribe(acme.customer, acme.order(newer), "newer")

        assert "starter_v2" in refused.value.reason


class TestSchedules(OnStripe):
    def test_a_schedule_that_was_begun_and_not_finished_is_told(self, stage: TwinStage) -> None:
        acme = half_scheduled(stage)

        assert (acme.subscription.half_scheduled, acme.subscription.next_plan) == (True, None)

    def test_one_half_made_is_forgotten_when_the_plan_is_kept(self, stage: TwinStage) -> None:
        acme = half_scheduled(stage)

        kept = acme.keep()

        assert not kept.half_scheduled
        assert acme.subscription == kept

    def test_one_half_made_is_finished_when_it_is_asked_for_again(self, stage: TwinStage) -> None:
        acme = half_scheduled(stage)

        changed = stage.payments.schedule(acme.id, STARTER, "smaller")

        assert (changed.half_scheduled, changed.next_plan) == (False, "starter")

    def test_what_was_scheduled_outlives_an_upgrade_that_is_declined(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        before = acme.schedule(PRO)
        stage.card(acme.customer, works=False)

        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO)

        assert acme.subscription == before

    def test_an_end_outlives_an_upgrade_that_is_declined(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        before = acme.end_later(MAY)
        stage.card(acme.customer, works=False)

        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO)

        assert acme.subscription == before

    def test_after_the_change_nothing_is_scheduled_any_more(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.schedule(STARTER)

        stage.come(MAY + DAY)

        assert (acme.subscription.next_plan, acme.subscription.half_scheduled) == (None, False)

    def test_a_contract_can_be_followed_by_a_plan_that_is_charged(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(CONTRACT)

        changed = acme.exchange(STARTER)

        assert (changed.plan, changed.status) == ("starter", SubscriptionStatus.ACTIVE)
        assert stage.twin.get("subscription", changed.id)["collection_method"] == "charge_automatically"


class TestUsage(OnStripe):
    def test_calls_for_one_customer_and_meter_wait_for_each_other(self, stage: TwinStage) -> None:
        acme = office(stage)
        rows = [ExportRow(f"row-{number}", STARTER_CALLS, 1, START) for number in range(40)]

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda row: stage.exporter.export(acme.customer, row), rows))

        assert {asked.status for asked in stage.twin.requests if asked.path.endswith("meter_events")} == {200}
        assert len(stage.exporter._turns) == 0

    def test_a_meter_that_is_not_set_up_is_refused(self, stage: TwinStage) -> None:
        acme = office(stage)

        with pytest.raises(ProviderRefused):
            acme.use(1, START, "gold_v1_api_call")


class TestReading(OnStripe):
    @pytest.mark.parametrize("status", ["paused", "incomplete", "resting"])
    def test_a_status_that_is_not_known_gives_nothing_that_is_paid_for(self, stage: TwinStage, status: str) -> None:
        acme = office(stage)
        begun = acme.subscribe(STARTER)

        stage.twin.get("subscription", begun.id)["status"] = status

        assert (acme.subscription.status, acme.subscription.live) == (SubscriptionStatus.INCOMPLETE, False)

    def test_what_is_sold_beside_our_plans_is_not_ours(self, stage: TwinStage) -> None:
        acme = office(stage)
        stage.connection.ask(lambda client: client.v1.products.create({"id": "help", "name": "Help"}))
        price = stage.connection.ask(
            lambda client: client.v1.prices.create(
                {"product": "help", "currency": "usd", "unit_amount": 500, "recurring": {"interval": "month"}}
            )
        )

        stage.connection.ask(
            lambda client: client.v1.subscriptions.create({"customer": acme.customer, "items": [{"price": price.id}]})
        )

        assert stage.payments.subscriptions(acme.customer) == ()

    def test_an_invoice_of_more_than_ten_lines_is_read_in_full(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + HOUR)

        adjust_each(acme, 12)

        assert acme.amounts[1] == [*range(1, 13), 2900]

    def test_a_card_of_the_subscription_alone_can_pay(self, stage: TwinStage) -> None:
        acme = office(stage, works=None)
        stage.pay_at_checkout(stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout"))
        stage.twin.get("customer", acme.customer)["invoice_settings"]["default_payment_method"] = None

        assert stage.payments.can_pay(acme.customer)

    def test_a_customer_who_was_deleted_cannot_pay(self, stage: TwinStage) -> None:
        acme = office(stage)

        stage.connection.ask(lambda client: client.v1.customers.delete(acme.customer))

        assert not stage.payments.can_pay(acme.customer)

    def test_a_trial_across_the_end_of_a_month_is_followed_by_months(self, stage: TwinStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END + timedelta(days=10))

        stage.come(TRIAL_END + timedelta(days=11))

        assert acme.subscription.period_end == JUNE


def keys(stage: TwinStage, begin: int = 0) -> list[str | None]:
    """The idempotency keys of the requests that changed something, from one on."""
    asked: list[Asked] = stage.twin.requests[begin:]
    return [one.idempotency_key for one in asked if one.method == "POST"]


def half_scheduled(stage: TwinStage) -> Office:
    """Acme wanted a smaller plan, and the process died between the two calls."""
    acme = office(stage)
    begun = acme.subscribe(PRO)
    stage.twin.faults.next("POST", "/v1/subscription_schedules/*", Fault.DROP)
    with suppress(Unavailable):
        stage.payments.schedule(begun.id, STARTER, "smaller")
    return acme


def adjust_each(acme: Office, times: int) -> None:
    for cents in range(1, times + 1):
        acme.adjust(cents, MAY - DAY, key=f"correction-{cents}")
