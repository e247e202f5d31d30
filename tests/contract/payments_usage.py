"""The contract of UsageExporter: usage past the included volume, on the invoice of its cycle."""

import pytest

from application.ports.payments import ProviderRefused
from domain.billing_cycle import BillingCycle
from domain.errors import Unavailable
from tests.contract.payment_stage import (
    CLOSING,
    DAY,
    GLOBEX,
    HOUR,
    JUNE,
    MAY,
    PRO,
    PRO_CALLS,
    SECOND,
    START,
    STARTER,
    STARTER_CALLS,
    Office,
    PaymentStage,
    lost,
    office,
)

APRIL_CYCLE = BillingCycle(2026, 4)
MAY_CYCLE = BillingCycle(2026, 5)


def on_starter(stage: PaymentStage) -> Office:
    """Acme pays for starter since half an April ago, and it is April 17."""
    acme = office(stage)
    acme.subscribe(STARTER)
    stage.come(START + DAY)
    return acme


class UsageContract:
    def test_usage_stands_on_the_draft_at_the_end_of_its_cycle(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(10_000, START + HOUR)  # × 0.045 cents
        stage.come(MAY)

        assert acme.amounts == [[1450], [450, 2900]]

    def test_its_line_tells_how_much_of_which_meter(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(10_000, START + HOUR)
        stage.come(MAY)

        [line] = [line for line in acme.invoices[1].lines if line.meter is not None]
        assert (line.meter, line.quantity, line.amount_cents) == (STARTER_CALLS, 10_000, 450)
        assert line.description == "Starter plan: API calls past the included volume, $0.45 per 1,000 calls"

    def test_rows_of_a_meter_add_up_before_they_are_rounded(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(11, START + HOUR)  # 0.495 cents alone
        acme.use(11, START + 2 * HOUR)
        acme.use(12, START + 3 * HOUR)  # together 34 × 0.045 = 1.53
        stage.come(MAY)

        assert acme.amounts[1] == [2, 2900]

    def test_usage_that_rounds_to_nothing_has_no_line(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(11, START + HOUR)
        stage.come(MAY + CLOSING)

        assert acme.amounts[1] == [2900]

    def test_usage_that_is_told_in_the_closing_window_is_invoiced(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        stage.come(MAY + CLOSING - HOUR)

        acme.use(10_000, MAY - SECOND)
        stage.come(MAY + CLOSING)

        assert acme.amounts[1] == [450, 2900]
        assert acme.invoices[1].paid_cents == 3350

    def test_usage_that_is_told_too_late_is_counted_and_on_no_invoice(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        stage.come(MAY + CLOSING + HOUR)

        acme.use(10_000, MAY - SECOND)
        stage.come(JUNE + CLOSING)

        assert acme.amounts == [[1450], [2900], [2900]]
        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == 10_000

    def test_usage_of_the_new_cycle_waits_for_its_own_invoice(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        stage.come(MAY + HOUR)

        acme.use(10_000, MAY)
        stage.come(JUNE)

        assert acme.amounts == [[1450], [2900], [450, 2900]]

    def test_what_was_taken_back_reduces_what_is_invoiced(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.use(10_000, START + HOUR)

        acme.use(-4_000, START + 2 * HOUR)
        stage.come(MAY)

        assert acme.amounts[1] == [270, 2900]

    def test_less_than_nothing_costs_nothing(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(-4_000, START + HOUR)
        stage.come(MAY + CLOSING)

        assert acme.amounts[1] == [2900]
        assert acme.invoices[1].paid_cents == 2900

    def test_one_meter_below_zero_does_not_reduce_another(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.use(-4_000, START + HOUR)

        acme.use(1_000, START + HOUR, "starter_v1_compute")  # × 0.009 cents: a minute is 9
        stage.come(MAY)

        assert acme.amounts[1] == [9, 2900]

    def test_each_meter_has_a_line_of_its_own(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(10_000, START + HOUR)
        acme.use(10_000, START + HOUR, "starter_v1_compute")
        stage.come(MAY)

        assert acme.amounts[-1] == [90, 450, 2900]

    def test_meters_of_a_plan_that_was_left_are_invoiced_by_no_one_but_us(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.use(10_000, START + HOUR)

        acme.upgrade(PRO)
        stage.come(START + 2 * DAY)
        acme.use(10_000, START + DAY + HOUR, PRO_CALLS)
        acme.use(10_000, START + DAY + HOUR)
        stage.come(MAY)

        assert acme.amounts == [[1450], [-1353, 4620], [400, 9900]]

    def test_meters_of_the_plan_until_the_end_of_the_month_are_on_its_draft(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.upgrade(PRO)
        acme.schedule(STARTER)
        stage.come(MAY + HOUR)

        acme.use(10_000, MAY - SECOND, PRO_CALLS)
        stage.come(MAY + CLOSING)

        assert acme.amounts[-1] == [400, 2900]

    def test_meters_of_the_plan_until_a_late_exchange_are_on_the_draft(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.upgrade(PRO)
        stage.come(MAY + HOUR)

        acme.exchange_as_of(STARTER, MAY - HOUR)
        acme.use(10_000, MAY - SECOND, PRO_CALLS)
        acme.use(10_000, MAY + SECOND)
        stage.come(JUNE)

        assert [amounts[0] for amounts in acme.amounts[2:]] == [-9900, 450]
        assert 400 in acme.amounts[2]

    def test_an_upgrade_does_not_invoice_the_usage_before_it(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        acme.use(10_000, START)

        acme.upgrade(PRO)

        assert acme.amounts == [[1450], [-1450, 4950]]

    def test_ended_at_once_the_usage_so_far_is_invoiced(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.use(10_000, START + HOUR)

        acme.end_now()

        # 14 of 15 days are left: 1450 × 14 / 15 = 1353.33
        assert acme.amounts[1] == [-1353, 450]

    def test_the_last_month_of_a_subscription_is_invoiced_with_its_usage(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        acme.use(10_000, START + HOUR)
        acme.end_later(MAY)

        stage.come(MAY + CLOSING)

        assert acme.amounts == [[1450], [450]]
        assert acme.paid == 1450 + 450


class CountingContract:
    def test_a_row_that_is_told_twice_is_counted_once(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(100, START + HOUR, row_id="row")
        acme.use(100, START + HOUR, row_id="row")

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == 100

    def test_a_row_whose_answer_was_lost_is_counted_once_when_it_is_told_again(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        with lost(stage):
            acme.use(100, START + HOUR, row_id="row")

        acme.use(100, START + HOUR, row_id="row")

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == 100

    def test_units_are_counted_in_the_cycle_that_they_are_dated_in(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)
        stage.come(MAY + HOUR)

        acme.use(100, MAY - SECOND)
        acme.use(30, MAY)

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == 100
        assert stage.exporter.counted(acme.customer, STARTER_CALLS, MAY_CYCLE) == 30

    def test_units_below_zero_are_counted_as_such(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(100, START + HOUR)
        acme.use(-130, START + 2 * HOUR)

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == -30

    def test_each_meter_counts_for_itself(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(100, START + HOUR)

        assert stage.exporter.counted(acme.customer, PRO_CALLS, APRIL_CYCLE) == 0

    def test_each_customer_is_counted_for_itself(self, stage: PaymentStage) -> None:
        acme, globex = on_starter(stage), office(stage, payer=GLOBEX)

        acme.use(100, START + HOUR)

        assert stage.exporter.counted(globex.customer, STARTER_CALLS, APRIL_CYCLE) == 0

    def test_nothing_is_counted_in_an_outage(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        with stage.outage(), pytest.raises(Unavailable):
            acme.use(100, START + HOUR)

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == 0

    def test_usage_that_is_older_than_35_days_is_refused(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        with pytest.raises(ProviderRefused):
            acme.use(100, START + DAY - 35 * DAY - SECOND)

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, BillingCycle(2026, 3)) == 0

    def test_usage_that_is_almost_35_days_old_is_taken(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        acme.use(100, START + DAY - 35 * DAY + HOUR)

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, BillingCycle(2026, 3)) == 100

    def test_usage_that_lies_ahead_is_refused(self, stage: PaymentStage) -> None:
        acme = on_starter(stage)

        with pytest.raises(ProviderRefused):
            acme.use(100, START + DAY + HOUR)

        assert stage.exporter.counted(acme.customer, STARTER_CALLS, APRIL_CYCLE) == 0
