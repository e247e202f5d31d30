"""The contract of Payments: upgrades, and what is changed with the next invoice."""

from datetime import timedelta

import pytest

from application.ports.payments import PaymentFailed, ProviderRefused
from domain.billing.invoice import Preview
from domain.billing.subscription import SubscriptionId, SubscriptionStatus
from tests.contract.payment_stage import (
    CLOSING,
    DAY,
    MAY,
    PRO,
    START,
    STARTER,
    TRIAL_END,
    PaymentStage,
    lost,
    office,
)

DIFFERENCE = [-1450, 4950]
"""What starter to pro comes to with half of April left."""


class UpgradesContract:
    def test_an_upgrade_charges_the_difference_at_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        changed = acme.upgrade(PRO)

        assert (changed.plan, changed.status, changed.period_end) == ("pro", SubscriptionStatus.ACTIVE, MAY)
        assert acme.amounts == [[1450], DIFFERENCE]
        assert acme.paid == 1450 + 3500

    def test_an_upgrade_goes_on_with_the_same_subscription(self, stage: PaymentStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(STARTER)

        changed = acme.upgrade(PRO)

        assert changed.id == begun.id
        assert acme.live == [changed]

    def test_a_declined_upgrade_leaves_all_as_it_was(self, stage: PaymentStage) -> None:
        acme = office(stage)
        before = acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)

        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO)

        assert acme.subscription == before
        assert acme.paid == 1450

    def test_what_was_scheduled_outlives_an_upgrade_that_is_declined(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.end_later(MAY)
        stage.card(acme.customer, works=False)

        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO)

        assert acme.subscription.ends_at == MAY

    def test_an_upgrade_that_is_paid_forgets_what_was_scheduled(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.end_later(MAY)

        acme.upgrade(PRO)

        assert (acme.subscription.plan, acme.subscription.ends_at) == ("pro", None)

    def test_a_declined_upgrade_is_not_invoiced_later(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO)

        stage.card(acme.customer, works=True)
        stage.come(MAY + CLOSING)

        assert acme.subscription.plan == "starter"
        assert acme.paid == 1450 + 2900

    def test_an_upgrade_without_a_way_to_pay_leaves_all_as_it_was(self, stage: PaymentStage) -> None:
        acme = office(stage)
        before = acme.subscribe(STARTER)
        stage.card(acme.customer, works=None)

        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO)

        assert acme.subscription == before

    def test_an_upgrade_that_was_declined_is_declined_again_under_the_same_key(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO, key="first")
        stage.card(acme.customer, works=True)

        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO, key="first")

        assert acme.subscription.plan == "starter"

    def test_an_upgrade_that_was_declined_can_be_tried_under_another_key(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        with pytest.raises(PaymentFailed):
            acme.upgrade(PRO, key="first")
        stage.card(acme.customer, works=True)

        acme.upgrade(PRO, key="second")

        assert acme.subscription.plan == "pro"
        assert acme.paid == 1450 + 3500

    def test_asked_twice_with_one_key_it_is_upgraded_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        changed = acme.upgrade(PRO, key="once")

        assert acme.upgrade(PRO, key="once") == changed
        assert acme.amounts == [[1450], DIFFERENCE]

    def test_asked_again_after_the_answer_was_lost_it_is_upgraded_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        with lost(stage):
            acme.upgrade(PRO, key="once")

        changed = acme.upgrade(PRO, key="once")

        assert acme.subscription == changed
        assert acme.amounts == [[1450], DIFFERENCE]

    def test_an_upgrade_is_invoiced_as_the_preview_told(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(START + timedelta(days=3, hours=7, minutes=11, seconds=13))

        told = stage.payments.preview(acme.id, acme.order(PRO))
        acme.upgrade(PRO)

        assert sorted(line.amount_cents for line in told.lines) == acme.amounts[1]
        assert told.due_cents == acme.invoices[1].due_cents == acme.invoices[1].paid_cents

    def test_what_was_previewed_minutes_ago_is_charged_as_of_then(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        order = acme.order(PRO)
        told = stage.payments.preview(acme.id, order)
        stage.come(START + timedelta(minutes=14))

        stage.payments.upgrade(acme.id, order, "upgrade")

        assert acme.amounts[1] == sorted(line.amount_cents for line in told.lines) == DIFFERENCE

    def test_a_preview_changes_nothing(self, stage: PaymentStage) -> None:
        acme = office(stage)
        before = acme.subscribe(STARTER)

        stage.payments.preview(acme.id, acme.order(PRO))

        assert acme.subscription == before
        assert acme.amounts == [[1450]]

    def test_the_preview_of_a_change_in_a_trial_is_of_nothing(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        assert stage.payments.preview(acme.id, acme.order(PRO, TRIAL_END)) == Preview()

    def test_after_an_upgrade_the_months_cost_what_the_new_plan_costs(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.upgrade(PRO)

        stage.come(MAY)

        assert acme.amounts[-1] == [9900]

    def test_an_ended_subscription_is_not_upgraded(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.end_now()

        with pytest.raises(ProviderRefused):
            acme.upgrade(PRO)

    def test_a_subscription_that_is_not_there_is_refused(self, stage: PaymentStage) -> None:
        acme = office(stage)

        with pytest.raises(ProviderRefused):
            stage.payments.upgrade(SubscriptionId("sub_none"), acme.order(PRO), "upgrade")


class ExchangesContract:
    def test_an_exchange_takes_place_at_once_and_asks_for_no_payment(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)

        changed = acme.exchange(PRO)

        assert (changed.plan, changed.status) == ("pro", SubscriptionStatus.ACTIVE)
        assert acme.amounts == [[1450]]

    def test_the_next_invoice_has_the_difference_of_an_exchange(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.exchange(PRO)

        stage.come(MAY)

        assert acme.amounts == [[1450], [*DIFFERENCE, 9900]]

    def test_an_exchange_whose_answer_was_lost_is_made_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        with lost(stage):
            acme.exchange(PRO)

        acme.exchange(PRO)
        stage.come(MAY)

        assert acme.amounts == [[1450], [*DIFFERENCE, 9900]]

    def test_an_exchange_in_a_trial_costs_nothing_and_goes_on_with_it(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)
        stage.come(START + DAY)

        changed = stage.payments.exchange(acme.id, acme.order(PRO, TRIAL_END), "exchange")
        stage.come(TRIAL_END)

        assert (changed.plan, changed.status) == ("pro", SubscriptionStatus.TRIALING)
        assert acme.amounts == [[330]]

    def test_an_exchange_for_the_same_plan_costs_nothing(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.exchange(STARTER)

        stage.come(MAY)

        assert acme.amounts == [[1450], [2900]]

    def test_an_exchange_forgets_what_was_scheduled(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.schedule(STARTER)

        changed = acme.exchange(PRO)

        assert (changed.next_plan, changed.ends_at) == (None, None)

    def test_an_exchange_to_a_cheaper_plan_is_credited_on_the_next_invoice(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.exchange(STARTER)

        stage.come(MAY + CLOSING)

        assert acme.amounts == [[4950], [-4950, 1450, 2900]]
        assert (acme.invoices[1].total_cents, acme.invoices[1].due_cents) == (-600, 0)

    def test_a_credit_that_is_left_over_reduces_the_invoices_after(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.exchange(STARTER)

        stage.come(MAY + timedelta(days=31) + CLOSING)

        assert (acme.invoices[2].total_cents, acme.invoices[2].due_cents) == (2900, 2300)
        assert acme.paid == 4950 + 2300
