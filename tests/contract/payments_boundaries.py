"""The contract of Payments: what was decided before a boundary and is told after it, and what misses its invoice."""

from domain.billing.invoice import InvoiceStatus
from tests.contract.payment_stage import (
    CLOSING,
    DAY,
    HOUR,
    JUNE,
    MAY,
    PRO,
    SECOND,
    START,
    STARTER,
    STARTER_CALLS,
    TRIAL_END,
    Office,
    PaymentStage,
    lost,
    office,
)


def on_pro(stage: PaymentStage) -> Office:
    acme = office(stage)
    acme.subscribe(PRO)
    return acme


def totals(acme: Office) -> list[int]:
    return [invoice.total_cents for invoice in acme.invoices]


class BoundariesContract:
    def test_a_smaller_plan_that_is_told_late_corrects_the_draft(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + HOUR)

        acme.exchange_as_of(STARTER, MAY)
        stage.come(MAY + CLOSING)

        assert totals(acme) == [4950, 2900]
        assert acme.paid == 4950 + 2900

    def test_a_smaller_plan_that_is_told_when_the_invoice_is_final_is_credited_at_once(
        self, stage: PaymentStage
    ) -> None:
        acme = on_pro(stage)
        stage.come(MAY + CLOSING + HOUR)

        acme.exchange_as_of(STARTER, MAY)

        assert totals(acme) == [4950, 9900, -7000]
        assert acme.invoices[2].status is InvoiceStatus.PAID

    def test_such_a_credit_pays_for_the_next_months(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + CLOSING + HOUR)
        acme.exchange_as_of(STARTER, MAY)

        stage.come(JUNE + CLOSING)

        assert totals(acme) == [4950, 9900, -7000, 2900]
        assert acme.paid == 4950 + 9900

    def test_a_larger_plan_that_is_told_late_is_charged_as_of_the_boundary(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + CLOSING + HOUR)

        acme.exchange_as_of(PRO, MAY)

        assert totals(acme) == [1450, 2900, 7000]
        assert acme.paid == 1450 + 2900 + 7000

    def test_a_moment_in_an_earlier_month_means_the_beginning_of_this_one(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(JUNE + HOUR)

        acme.exchange_as_of(STARTER, MAY)

        assert totals(acme) == [4950, 9900, 2900]

    def test_a_moment_in_the_trial_means_its_end(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(PRO, TRIAL_END)
        stage.come(TRIAL_END + HOUR)

        acme.exchange_as_of(STARTER, START)
        stage.come(MAY - SECOND)

        assert sum(totals(acme)) == 97

    def test_a_late_change_whose_answer_was_lost_corrects_the_draft_once(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + HOUR)
        with lost(stage):
            acme.exchange_as_of(STARTER, MAY)

        acme.exchange_as_of(STARTER, MAY)

        assert totals(acme) == [4950, 2900]

    def test_after_a_late_change_upgrades_are_charged_from_what_it_left(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + HOUR)
        acme.exchange_as_of(STARTER, MAY)
        stage.come(MAY + 15 * DAY + DAY / 2)

        acme.upgrade(PRO)

        assert acme.amounts[-1] == [-1450, 4950]

    def test_a_subscription_can_end_without_a_credit(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + HOUR)

        acme.end_now(credited=False)

        assert not acme.live
        assert totals(acme) == [4950, 9900]


class AdjustmentsContract:
    def test_a_price_is_corrected_on_its_draft(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + HOUR)
        acme.end_now(credited=False)

        acme.adjust(-9900, MAY, at_once=True)
        stage.come(MAY + CLOSING)

        assert totals(acme) == [4950, 0]
        assert acme.paid == 4950

    def test_a_price_on_a_final_invoice_is_credited_at_once(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + CLOSING + HOUR)

        acme.adjust(-7000, MAY, at_once=True)

        assert totals(acme) == [4950, 9900, -7000]

    def test_an_amount_that_may_not_wait_is_charged_at_once(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)

        acme.adjust(250, START, at_once=True)

        assert totals(acme) == [4950, 250]
        assert acme.paid == 4950 + 250

    def test_usage_that_has_missed_its_invoice_stands_on_the_next_one(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(MAY + CLOSING + HOUR)

        acme.bill_usage(494, MAY - HOUR)
        stage.come(JUNE)

        [line] = [line for line in acme.invoices[-1].lines if line.meter is not None]
        assert (line.meter, line.amount_cents, line.starts_at) == (STARTER_CALLS, 494, MAY - HOUR)

    def test_usage_is_put_onto_a_later_draft(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        stage.come(JUNE + HOUR)

        acme.bill_usage(494, MAY - HOUR)

        assert acme.amounts[-1] == [494, 9900]

    def test_where_no_invoice_will_come_one_is_made(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        acme.end_now()

        acme.bill_usage(494, START + HOUR)

        assert acme.amounts[-1] == [494]
        assert acme.invoices[-1].number

    def test_where_none_will_come_a_credit_is_kept(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        acme.end_now()

        acme.bill_usage(-494, START + HOUR)

        assert (acme.amounts[-1], acme.invoices[-1].status) == ([-494], InvoiceStatus.PAID)

    def test_an_invoice_whose_answer_was_lost_is_made_once(self, stage: PaymentStage) -> None:
        acme = on_pro(stage)
        acme.end_now()
        with lost(stage):
            acme.bill_usage(494, START + HOUR)

        acme.bill_usage(494, START + HOUR)

        assert [amounts for amounts in acme.amounts if amounts == [494]] == [[494]]
