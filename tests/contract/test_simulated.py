"""The simulated payment provider."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.simulated.books import Card
from application.ports.payment_notices import UntrustedNotice
from application.ports.payments import PaymentFailed, ProviderRefused
from domain.billing.export import ExportRow
from domain.billing.invoice import InvoiceStatus
from domain.billing.subscription import CustomerId, SubscriptionStatus
from domain.errors import Unavailable
from tests.contract.payment_stage import (
    ACME,
    CLOSING,
    CONTRACT,
    DAY,
    JUNE,
    MAY,
    PRO,
    SECOND,
    START,
    STARTER,
    TRIAL_END,
    office,
)
from tests.contract.payments_contract import PaymentsContract
from tests.contract.payments_golden import PaymentsGolden
from tests.contract.simulated_stage import Simulated, SimulatedStage


class TestGolden(Simulated, PaymentsGolden):
    pass


class TestPayments(Simulated, PaymentsContract):
    def test_a_decline_whose_answer_was_lost_is_told_under_the_same_key(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=False)
        stage.lose_next_answer()
        with pytest.raises(Unavailable):
            stage.payments.subscribe(acme.customer, acme.order(STARTER), "once")

        with pytest.raises(PaymentFailed):
            stage.payments.subscribe(acme.customer, acme.order(STARTER), "once")

    def test_a_hundred_requests_at_once_with_one_key_begin_one_subscription(self, stage: SimulatedStage) -> None:
        acme = office(stage)

        with ThreadPoolExecutor(8) as threads:
            begun = set(threads.map(lambda _: acme.subscribe(STARTER, key="once").id, range(100)))

        assert len(begun) == 1
        assert acme.paid == 1450

    def test_the_first_invoice_after_a_trial_is_final_at_once(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        stage.come(TRIAL_END)

        assert [(one.status, one.paid_cents) for one in acme.invoices] == [(InvoiceStatus.PAID, 97)]

    def test_months_that_are_not_paid_add_up_until_a_card_works(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        stage.come(JUNE + CLOSING)
        assert [one.status for one in acme.invoices[1:]] == [InvoiceStatus.OPEN, InvoiceStatus.OPEN]

        stage.card(acme.customer, works=True)

        assert acme.subscription.status is SubscriptionStatus.ACTIVE
        assert acme.paid == 1450 + 2900 + 2900

    def test_an_upgrade_in_a_trial_goes_on_with_it(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(STARTER, TRIAL_END)

        changed = acme.upgrade(PRO)

        assert (changed.plan, changed.status, changed.trial_ends_at) == ("pro", SubscriptionStatus.TRIALING, TRIAL_END)

    def test_the_same_contract_at_another_price_is_exchanged(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(CONTRACT)

        acme.exchange(replace(CONTRACT, price_cents=60_000))
        stage.come(MAY)

        assert acme.amounts == [[25000], [-25000, 30000, 60000]]

    def test_what_waits_for_the_next_invoice_stands_on_that_of_an_upgrade(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.exchange(STARTER)

        acme.upgrade(PRO)
        stage.come(MAY)

        assert acme.amounts == [[4950], [-4950, -1450, 1450, 4950], [9900]]

    def test_an_upgrade_as_of_a_moment_before_the_last_one_credits_no_more_than_was_debited(
        self, stage: SimulatedStage
    ) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        order = acme.order(PRO)
        stage.come(START + timedelta(minutes=5))
        acme.exchange(CONTRACT)

        stage.payments.upgrade(acme.id, order, "late")

        debited = [line.amount_cents for line in acme.invoices[1].lines if line.amount_cents > 20_000]
        credited = [line.amount_cents for line in acme.invoices[1].lines if line.amount_cents < -20_000]
        assert credited == [-cents for cents in debited]

    def test_a_change_of_a_month_that_is_over_is_refused(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        order = acme.order(PRO)
        stage.come(MAY)

        with pytest.raises(ProviderRefused):
            stage.payments.upgrade(acme.id, order, "late")

    def test_a_subscription_does_not_end_inside_a_month(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        with pytest.raises(ProviderRefused):
            acme.end_later(MAY + DAY)

    def test_a_correction_of_the_running_month_waits_for_its_invoice(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        acme.adjust(-250, START)
        stage.come(MAY)

        assert acme.amounts == [[1450], [-250, 2900]]

    def test_usage_of_nobody_and_of_no_meter_is_refused(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        row = ExportRow("row", "pro_v9_api_call", 1, START)

        with pytest.raises(ProviderRefused):
            stage.exporter.export(acme.customer, row)
        with pytest.raises(ProviderRefused):
            stage.exporter.export(CustomerId("cus_nobody"), row)

    def test_two_providers_know_nobody_by_the_same_name(self, stage: SimulatedStage) -> None:
        other = SimulatedStage(secret=b"the secret of another stage")

        assert stage.payments.open_customer(ACME, "open") != other.payments.open_customer(ACME, "open")


class TestRetries(Simulated):
    @pytest.mark.parametrize("days", [3, 8, 15])
    def test_a_declined_charge_is_tried_again(self, stage: SimulatedStage, days: int) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        stage.come(MAY + CLOSING + timedelta(days=days) - SECOND)

        stage.provider.customers[acme.customer].card = Card.WORKS
        stage.come(MAY + CLOSING + timedelta(days=days))

        assert acme.subscription.status is SubscriptionStatus.ACTIVE
        assert acme.paid == 1450 + 2900

    def test_after_the_last_retry_nothing_is_tried(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        stage.come(MAY + CLOSING + 15 * DAY)

        stage.provider.customers[acme.customer].card = Card.WORKS
        stage.come(MAY + CLOSING + 25 * DAY)

        assert acme.subscription.status is SubscriptionStatus.PAST_DUE

    def test_after_the_end_nothing_is_tried(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        stage.come(MAY + CLOSING)
        acme.end_now()

        stage.provider.customers[acme.customer].card = Card.WORKS
        stage.come(MAY + CLOSING + 25 * DAY)

        assert acme.paid == 1450


class TestNotices(Simulated):
    def test_a_notice_can_be_about_nobody(self, stage: SimulatedStage) -> None:
        notice = stage.notices.read(*stage.provider.notice(None, "price.updated"))

        assert (notice.customer, notice.kind) == (None, "price.updated")

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id": "evt_1"}', b'"customer"'])
    def test_what_is_signed_and_no_notice_is_not_trusted(self, stage: SimulatedStage, body: bytes) -> None:
        told_at = int(START.timestamp())
        signature = f"t={told_at},v1={stage.provider.signature(told_at, body)}"

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body, signature)
