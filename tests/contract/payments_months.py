"""The contract of Payments: renewals, drafts, corrections, and payments that fail."""

from domain.billing.invoice import InvoiceStatus
from domain.billing.subscription import SubscriptionStatus
from tests.contract.payment_stage import (
    CLOSING,
    DAY,
    HOUR,
    JUNE,
    MAY,
    SECOND,
    START,
    STARTER,
    TRIAL_END,
    Office,
    PaymentStage,
    lost,
    office,
)


class MonthsContract:
    def test_at_the_end_of_a_cycle_the_next_month_stands_on_a_draft(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.come(MAY)

        assert acme.subscription.period_end == JUNE
        assert [one.status for one in acme.invoices] == [InvoiceStatus.PAID, InvoiceStatus.DRAFT]
        assert acme.amounts[1] == [2900]
        assert acme.paid == 1450

    def test_nothing_is_drafted_before_the_cycle_ends(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.come(MAY - SECOND)

        assert acme.subscription.period_end == MAY
        assert acme.amounts == [[1450]]

    def test_a_draft_stays_one_for_72_hours(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.come(MAY + CLOSING - SECOND)

        assert (acme.invoices[1].status, acme.invoices[1].number) == (InvoiceStatus.DRAFT, None)
        assert acme.subscription.status is SubscriptionStatus.ACTIVE

    def test_then_it_is_final_and_charged(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.come(MAY + CLOSING)

        assert acme.invoices[1].status is InvoiceStatus.PAID
        assert acme.invoices[1].number
        assert acme.paid == 1450 + 2900

    def test_each_month_has_its_invoice(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.come(MAY + CLOSING)
        stage.come(JUNE + CLOSING)

        assert acme.amounts == [[1450], [2900], [2900]]
        assert acme.paid == 1450 + 2900 + 2900

    def test_invoices_are_told_newest_first(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY)
        stage.come(JUNE)

        told = stage.payments.invoices(acme.customer, START)

        assert [one.created_at for one in told] == [JUNE, MAY, START]

    def test_invoices_that_were_made_before_are_not_told(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY)

        assert [one.created_at for one in stage.payments.invoices(acme.customer, MAY)] == [MAY]
        assert stage.payments.invoices(acme.customer, MAY + SECOND) == ()

    def test_the_same_invoice_is_told_under_the_same_name(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY)
        drafted = acme.invoices[1].id

        stage.come(MAY + CLOSING)

        assert acme.invoices[1].id == drafted


class CorrectionsContract:
    def test_a_credit_can_be_put_onto_a_draft(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + HOUR)

        acme.adjust(-250, MAY - DAY)
        stage.come(MAY + CLOSING)

        assert acme.amounts[1] == [-250, 2900]
        assert acme.invoices[1].paid_cents == 2650

    def test_an_amount_can_be_put_onto_a_draft(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + HOUR)

        acme.adjust(1, MAY - SECOND)
        stage.come(MAY + CLOSING)

        assert acme.amounts[1] == [1, 2900]
        assert acme.invoices[1].paid_cents == 2901

    def test_a_correction_is_described(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + HOUR)

        acme.adjust(-250, MAY - DAY)

        assert "Correction" in [line.description for line in acme.invoices[1].lines]

    def test_a_correction_asked_for_twice_with_one_key_is_put_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + HOUR)

        acme.adjust(-250, MAY - DAY, key="once")
        acme.adjust(-250, MAY - DAY, key="once")

        assert acme.amounts[1] == [-250, 2900]

    def test_a_correction_whose_answer_was_lost_is_put_once(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + HOUR)
        with lost(stage):
            acme.adjust(-250, MAY - DAY, key="once")

        acme.adjust(-250, MAY - DAY, key="once")

        assert acme.amounts[1] == [-250, 2900]

    def test_what_misses_its_invoice_goes_onto_the_next_one(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.come(MAY + CLOSING)

        acme.adjust(-250, MAY - DAY)
        stage.come(JUNE)

        assert acme.amounts == [[1450], [2900], [-250, 2900]]


def in_arrears(stage: PaymentStage) -> Office:
    """Acme's card was declined when the draft of May 1 became final."""
    acme = office(stage)
    acme.subscribe(STARTER)
    stage.card(acme.customer, works=False)
    stage.come(MAY + CLOSING)
    return acme


def in_arrears_twice(stage: PaymentStage) -> Office:
    """Acme's card was declined after its trial, and again when the draft of May 1 became final."""
    acme = office(stage, works=False)
    acme.subscribe(STARTER, TRIAL_END)
    stage.come(TRIAL_END + CLOSING)
    stage.come(MAY + CLOSING)
    return acme


class DunningContract:
    def test_a_renewal_that_is_declined_is_past_due(self, stage: PaymentStage) -> None:
        acme = in_arrears(stage)

        assert acme.subscription.status is SubscriptionStatus.PAST_DUE
        assert acme.subscription.unpaid_since == MAY + CLOSING
        assert (acme.invoices[1].status, acme.invoices[1].due_cents) == (InvoiceStatus.OPEN, 2900)
        assert acme.paid == 1450

    def test_a_card_that_was_taken_away_is_past_due_too(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=None)

        stage.come(MAY + CLOSING)

        assert acme.subscription.status is SubscriptionStatus.PAST_DUE

    def test_it_stays_past_due_when_no_retry_succeeds(self, stage: PaymentStage) -> None:
        acme = in_arrears(stage)

        stage.come(MAY + CLOSING + 20 * DAY)

        assert acme.subscription.status is SubscriptionStatus.PAST_DUE
        assert acme.subscription.unpaid_since == MAY + CLOSING

    def test_what_is_owed_is_owed_since_the_oldest_payment_that_failed(self, stage: PaymentStage) -> None:
        acme = in_arrears_twice(stage)

        since = acme.subscription.unpaid_since
        assert [one.status for one in acme.invoices] == [InvoiceStatus.OPEN, InvoiceStatus.OPEN]
        assert since is not None
        assert since < MAY + CLOSING

    def test_a_card_that_works_pays_everything_at_once(self, stage: PaymentStage) -> None:
        acme = in_arrears_twice(stage)

        stage.card(acme.customer, works=True)

        assert [one.status for one in acme.invoices] == [InvoiceStatus.PAID, InvoiceStatus.PAID]
        assert (acme.subscription.status, acme.subscription.unpaid_since) == (SubscriptionStatus.ACTIVE, None)
        assert acme.paid == 97 + 2900

    def test_another_card_that_is_declined_pays_nothing(self, stage: PaymentStage) -> None:
        acme = in_arrears(stage)

        stage.card(acme.customer, works=False)

        assert acme.subscription.status is SubscriptionStatus.PAST_DUE
        assert acme.subscription.unpaid_since == MAY + CLOSING

    def test_what_has_been_paid_late_is_charged_once(self, stage: PaymentStage) -> None:
        acme = in_arrears(stage)
        stage.card(acme.customer, works=True)

        stage.come(JUNE)

        assert acme.paid == 1450 + 2900

    def test_past_due_the_plan_can_still_end_with_the_cycle(self, stage: PaymentStage) -> None:
        acme = in_arrears(stage)
        acme.end_later(JUNE)

        stage.come(JUNE)

        assert acme.subscription.status is SubscriptionStatus.ENDED
