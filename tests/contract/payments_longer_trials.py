"""The contract of Payments: trials that last longer, as we ask for it or as somebody sets it by hand."""

from contextlib import suppress
from datetime import timedelta

from domain.errors import Unavailable
from tests.contract.payment_stage import DAY, MAY, STARTER, TRIAL_END, PaymentStage, office

LATER = MAY + 15 * DAY
"""16 May: then 16 of 31 days are left, for which starter's 2900 come to 1497."""


class LongerTrialsContract:
    def test_a_trial_that_is_extended_ends_later_and_costs_nothing_until_then(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        extended = acme.extend_trial(STARTER, LATER)
        stage.come(LATER - timedelta(seconds=1))

        assert (extended.trial_ends_at, extended.period_end) == (LATER, LATER)
        assert [one.trialing for one in acme.live] == [True]
        assert acme.amounts == []

    def test_then_the_rest_of_that_month_is_charged_and_months_of_the_calendar_follow(
        self, stage: PaymentStage
    ) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)
        extended = acme.extend_trial(STARTER, LATER)

        stage.come(MAY + 35 * DAY)

        assert not extended.off_calendar
        assert acme.amounts == [[1497], [2900]]
        assert acme.paid == 1497 + 2900

    def test_an_extension_that_is_asked_for_twice_with_one_key_is_made_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        first = acme.subscribe(STARTER, TRIAL_END)
        order = acme.order(STARTER, LATER)
        stage.lose_next_answer()
        with suppress(Unavailable):
            stage.payments.extend_trial(first.id, order, "extend")
        with suppress(Unavailable):  # it may take two requests, of which each answer is lost once
            stage.payments.extend_trial(first.id, order, "extend")

        again = stage.payments.extend_trial(first.id, order, "extend")

        assert [one.id for one in acme.live] == [again.id]
        assert again.replaces == first.id

    def test_an_end_that_is_moved_by_hand_moves_the_months(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        stage.move_trial_end(acme.customer, LATER)

        assert (acme.subscription.trial_ends_at, acme.subscription.off_calendar) == (LATER, True)
        stage.come(LATER + 35 * DAY)
        assert acme.amounts == [[2900], [2900]]

    def test_an_extension_puts_months_back_that_were_moved_by_hand(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)
        stage.move_trial_end(acme.customer, LATER)

        acme.extend_trial(STARTER, LATER)
        stage.come(MAY + 35 * DAY)

        assert not acme.subscription.off_calendar
        assert acme.amounts == [[1497], [2900]]
