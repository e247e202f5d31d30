"""The contract of Payments: what is scheduled for the end of the period, and how a subscription ends."""

import pytest

from application.ports.payments import ProviderRefused
from domain.billing.subscription import SubscriptionStatus
from tests.contract.payment_stage import (
    CLOSING,
    DAY,
    JUNE,
    MAY,
    PRO,
    SECOND,
    START,
    STARTER,
    TRIAL_END,
    PaymentStage,
    lost,
    office,
)


class SchedulesContract:
    def test_a_scheduled_plan_is_told_and_waits(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)

        changed = acme.schedule(STARTER)

        assert (changed.plan, changed.next_plan, changed.half_scheduled) == ("pro", "starter", False)
        assert acme.subscription == changed
        assert acme.amounts == [[4950]]

    def test_a_scheduled_plan_takes_place_at_the_end_of_the_cycle(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.schedule(STARTER)
        stage.come(MAY - SECOND)
        assert acme.subscription.plan == "pro"

        stage.come(MAY)

        assert (acme.subscription.plan, acme.subscription.next_plan) == ("starter", None)
        assert acme.amounts == [[4950], [2900]]

    def test_a_plan_that_was_scheduled_in_a_trial_follows_it(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO, TRIAL_END)
        acme.schedule(STARTER)

        stage.come(TRIAL_END)

        assert acme.subscription.plan == "starter"
        assert acme.amounts == [[97]]

    def test_a_scheduled_plan_goes_on_after_its_first_month(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.schedule(STARTER)

        stage.come(JUNE)

        assert (acme.subscription.plan, acme.subscription.status) == ("starter", SubscriptionStatus.ACTIVE)
        assert acme.amounts == [[4950], [2900], [2900]]

    def test_what_was_scheduled_is_forgotten_when_the_plan_is_kept(self, stage: PaymentStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(PRO)
        acme.schedule(STARTER)

        kept = acme.keep()
        stage.come(MAY)

        assert kept == begun
        assert acme.subscription.plan == "pro"
        assert acme.amounts == [[4950], [9900]]

    def test_to_keep_a_plan_for_which_nothing_is_scheduled_changes_nothing(self, stage: PaymentStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(PRO)

        assert acme.keep() == begun

    def test_a_schedule_whose_answer_was_lost_can_be_asked_for_again(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        with lost(stage):
            acme.schedule(STARTER)

        changed = acme.schedule(STARTER)

        assert (changed.next_plan, changed.half_scheduled) == ("starter", False)

    def test_a_schedule_takes_the_place_of_an_end(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.end_later(MAY)

        changed = acme.schedule(STARTER)

        assert (changed.next_plan, changed.ends_at) == ("starter", None)

    def test_an_end_takes_the_place_of_a_schedule(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.schedule(STARTER)

        changed = acme.end_later(MAY)

        assert (changed.next_plan, changed.ends_at) == (None, MAY)


class EndingsContract:
    def test_a_subscription_ends_at_the_end_of_the_cycle_and_costs_no_more(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        changed = acme.end_later(MAY)
        assert (changed.status, changed.ends_at) == (SubscriptionStatus.ACTIVE, MAY)

        stage.come(JUNE + CLOSING)

        assert acme.subscription.status is SubscriptionStatus.ENDED
        assert acme.amounts == [[1450]]

    def test_a_subscription_that_is_to_end_lives_until_then(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.end_later(MAY)

        stage.come(MAY - SECOND)

        assert acme.subscription.status is SubscriptionStatus.ACTIVE

    def test_a_subscription_can_end_with_its_trial(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)
        acme.end_later(TRIAL_END)

        stage.come(TRIAL_END)

        assert acme.subscription.status is SubscriptionStatus.ENDED
        assert acme.amounts == []

    def test_an_end_that_was_taken_back_does_not_come(self, stage: PaymentStage) -> None:
        acme = office(stage)
        begun = acme.subscribe(STARTER)
        acme.end_later(MAY)

        kept = acme.keep()
        stage.come(MAY)

        assert kept == begun
        assert acme.subscription.status is SubscriptionStatus.ACTIVE

    def test_an_end_whose_answer_was_lost_can_be_asked_for_again(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        with lost(stage):
            acme.end_later(MAY)

        assert acme.end_later(MAY).ends_at == MAY

    def test_ended_at_once_the_rest_of_the_month_is_credited(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(START + 5 * DAY)

        acme.end_now()

        # 10 of 15 days are left: 1450 × 10 / 15 = 966.67, that is 967
        assert acme.subscription.status is SubscriptionStatus.ENDED
        assert acme.amounts == [[1450], [-967]]
        assert acme.invoices[1].due_cents == 0

    def test_ended_twice_it_is_credited_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(START + 5 * DAY)
        acme.end_now()

        acme.end_now()

        assert acme.amounts == [[1450], [-967]]

    def test_an_end_whose_answer_was_lost_is_credited_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(START + 5 * DAY)
        with lost(stage):
            acme.end_now()

        stage.payments.end_now(acme.id)

        assert acme.amounts == [[1450], [-967]]

    def test_what_is_credited_at_the_end_reduces_what_is_subscribed_to_next(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(START + 5 * DAY)
        acme.end_now()

        acme.subscribe(PRO)

        # pro for 10 of 30 days is 3300, less 967
        assert (acme.invoices[2].total_cents, acme.invoices[2].due_cents) == (3300, 2333)

    def test_a_trial_that_is_ended_at_once_costs_nothing(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)
        stage.come(START + DAY)

        acme.end_now()
        stage.come(JUNE)

        assert acme.subscription.status is SubscriptionStatus.ENDED
        assert acme.amounts == []

    def test_an_ended_subscription_is_not_scheduled(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO)
        acme.end_now()

        with pytest.raises(ProviderRefused):
            acme.schedule(STARTER)
