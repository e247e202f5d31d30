"""The contract of Payments: customers, and how a subscription begins."""

from datetime import timedelta

import pytest

from application.ports.payments import Order, PaymentFailed, ProviderRefused
from domain.billing.invoice import InvoiceStatus
from domain.billing.subscription import CustomerId, SubscriptionStatus
from tests.contract.payment_stage import (
    ACME,
    DAY,
    GLOBEX,
    MAY,
    PRO,
    START,
    STARTER,
    PaymentStage,
    lost,
    office,
)


class CustomersContract:
    def test_a_customer_is_opened_once_for_one_key(self, stage: PaymentStage) -> None:
        customer = stage.payments.open_customer(ACME, "open-acme")

        assert stage.payments.open_customer(ACME, "open-acme") == customer
        assert stage.payments.open_customer(GLOBEX, "open-globex") != customer

    def test_a_customer_whose_opening_was_not_answered_is_there_once(self, stage: PaymentStage) -> None:
        with lost(stage):
            stage.payments.open_customer(ACME, "open-acme")

        customer = stage.payments.open_customer(ACME, "open-acme")

        assert stage.payments.open_customer(ACME, "open-acme") == customer

    def test_a_renamed_customer_keeps_its_subscription(self, stage: PaymentStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(STARTER)

        stage.payments.rename_customer(acme.customer, GLOBEX)

        assert acme.subscription == begun

    def test_a_customer_that_has_nothing_has_nothing(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        assert stage.payments.subscriptions(acme.customer) == ()
        assert stage.payments.invoices(acme.customer, START - DAY) == ()

    def test_a_customer_can_pay_once_a_card_is_known(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)
        assert not stage.payments.can_pay(acme.customer)

        stage.card(acme.customer, works=True)

        assert stage.payments.can_pay(acme.customer)

    def test_a_customer_whose_card_was_taken_away_cannot_pay(self, stage: PaymentStage) -> None:
        acme = office(stage)

        stage.card(acme.customer, works=None)

        assert not stage.payments.can_pay(acme.customer)

    def test_customers_see_nothing_of_each_other(self, stage: PaymentStage) -> None:
        acme, globex = office(stage), office(stage, payer=GLOBEX)

        acme.subscribe(STARTER)

        assert stage.payments.subscriptions(globex.customer) == ()
        assert stage.payments.invoices(globex.customer, START - DAY) == ()

    def test_a_stranger_is_refused(self, stage: PaymentStage) -> None:
        with pytest.raises(ProviderRefused):
            stage.payments.subscribe(CustomerId("cus_nobody"), Order(STARTER, START), "subscribe")


class BeginningContract:
    def test_a_subscription_is_paid_at_once_for_the_rest_of_the_month(self, stage: PaymentStage) -> None:
        acme = office(stage)

        begun = acme.subscribe(STARTER)

        assert (begun.plan, begun.plan_version, begun.status) == ("starter", 1, SubscriptionStatus.ACTIVE)
        assert (begun.started_at, begun.period_end, begun.trial_ends_at) == (START, MAY, None)
        assert [(one.status, one.total_cents, one.paid_cents) for one in acme.invoices] == [
            (InvoiceStatus.PAID, 1450, 1450)
        ]

    def test_what_was_begun_is_told_from_then_on(self, stage: PaymentStage) -> None:
        acme = office(stage)

        begun = acme.subscribe(STARTER)

        assert stage.payments.subscriptions(acme.customer) == (begun,)

    def test_a_line_tells_what_it_is_for_and_for_which_time(self, stage: PaymentStage) -> None:
        acme = office(stage)

        acme.subscribe(STARTER)

        [line] = acme.invoices[0].lines
        assert (line.starts_at, line.ends_at, line.meter) == (START, MAY, None)
        assert line.description

    def test_without_a_way_to_pay_none_begins(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        with pytest.raises(PaymentFailed):
            acme.subscribe(STARTER)

        assert acme.live == []
        assert acme.paid == 0

    def test_with_a_card_that_is_declined_none_begins(self, stage: PaymentStage) -> None:
        acme = office(stage, works=False)

        with pytest.raises(PaymentFailed) as failed:
            acme.subscribe(STARTER)

        assert failed.value.reason
        assert acme.live == []
        assert acme.paid == 0

    def test_a_beginning_that_was_declined_is_declined_again_under_the_same_key(self, stage: PaymentStage) -> None:
        acme = office(stage, works=False)
        with pytest.raises(PaymentFailed):
            acme.subscribe(STARTER, key="first")
        stage.card(acme.customer, works=True)

        with pytest.raises(PaymentFailed):
            acme.subscribe(STARTER, key="first")

        assert acme.live == []

    def test_a_beginning_that_was_declined_can_be_tried_under_another_key(self, stage: PaymentStage) -> None:
        acme = office(stage, works=False)
        with pytest.raises(PaymentFailed):
            acme.subscribe(STARTER, key="first")
        stage.card(acme.customer, works=True)

        begun = acme.subscribe(STARTER, key="second")

        assert acme.live == [begun]
        assert acme.paid == 1450

    def test_asked_twice_with_one_key_it_begins_once(self, stage: PaymentStage) -> None:
        acme = office(stage)

        begun = acme.subscribe(STARTER, key="once")

        assert acme.subscribe(STARTER, key="once") == begun
        assert acme.live == [begun]
        assert acme.paid == 1450

    def test_asked_again_after_the_answer_was_lost_it_has_begun_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        with lost(stage):
            acme.subscribe(STARTER, key="once")

        begun = acme.subscribe(STARTER, key="once")

        assert acme.live == [begun]
        assert acme.paid == 1450

    def test_a_key_is_not_taken_for_something_else(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, key="once")

        with pytest.raises(ProviderRefused):
            acme.subscribe(PRO, key="once")

        assert [one.plan for one in acme.live] == ["starter"]

    def test_a_beginning_is_invoiced_as_the_preview_told(self, stage: PaymentStage) -> None:
        acme = office(stage)

        told = stage.payments.preview(None, acme.order(STARTER))
        acme.subscribe(STARTER)

        assert told.due_cents == acme.paid
        assert [line.amount_cents for line in told.lines] == acme.amounts[0]

    def test_an_order_of_a_moment_ago_is_charged_from_then_on(self, stage: PaymentStage) -> None:
        acme = office(stage)
        order = acme.order(STARTER)
        stage.come(START + timedelta(minutes=14))

        begun = stage.payments.subscribe(acme.customer, order, "subscribe")

        assert begun.period_end == MAY
        assert acme.paid == 1450

    def test_an_ended_subscription_stands_behind_the_newer_one(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.end_now()
        stage.come(START + DAY)

        begun = acme.subscribe(STARTER)

        newest, former = stage.payments.subscriptions(acme.customer)
        assert (newest, former.status) == (begun, SubscriptionStatus.ENDED)
