"""The contract of Payments: trials, plans that are granted, and the provider's pages."""

from application.ports.payments import Order
from domain.billing.invoice import InvoiceStatus, Preview
from domain.billing.subscription import SubscriptionStatus
from tests.contract.payment_stage import (
    BACK,
    CLOSING,
    CONTRACT,
    DAY,
    MAY,
    PRO,
    SECOND,
    START,
    STARTER,
    TRIAL_END,
    PaymentStage,
    office,
)


class TrialsContract:
    def test_a_trial_costs_nothing_and_needs_no_card(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        begun = acme.subscribe(STARTER, TRIAL_END)

        assert begun.status is SubscriptionStatus.TRIALING
        assert (begun.trial_ends_at, begun.period_end) == (TRIAL_END, TRIAL_END)
        assert acme.amounts == []

    def test_the_preview_of_a_trial_is_of_nothing(self, stage: PaymentStage) -> None:
        assert stage.payments.preview(None, Order(STARTER, START, TRIAL_END)) == Preview()

    def test_a_trial_goes_on_until_its_last_second(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        stage.come(TRIAL_END - SECOND)

        assert acme.subscription.status is SubscriptionStatus.TRIALING
        assert acme.amounts == []

    def test_after_a_trial_the_rest_of_the_month_is_charged(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        stage.come(TRIAL_END)

        assert (acme.subscription.status, acme.subscription.period_end) == (SubscriptionStatus.ACTIVE, MAY)
        assert acme.amounts == [[97]]

    def test_what_is_due_after_a_trial_is_paid_when_its_invoice_is_final(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER, TRIAL_END)

        stage.come(TRIAL_END + CLOSING)

        assert acme.invoices[0].status is InvoiceStatus.PAID
        assert acme.paid == 97

    def test_a_trial_that_ends_without_a_card_ends_the_subscription(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(STARTER, TRIAL_END)

        stage.come(TRIAL_END)

        assert acme.subscription.status is SubscriptionStatus.ENDED
        assert acme.amounts == []

    def test_a_card_that_is_entered_during_the_trial_keeps_the_subscription(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(STARTER, TRIAL_END)
        stage.come(TRIAL_END - DAY)
        stage.card(acme.customer, works=True)

        stage.come(TRIAL_END)

        assert acme.subscription.status is SubscriptionStatus.ACTIVE

    def test_a_card_that_is_declined_after_the_trial_leaves_it_past_due(self, stage: PaymentStage) -> None:
        acme = office(stage, works=False)
        acme.subscribe(STARTER, TRIAL_END)

        stage.come(TRIAL_END + CLOSING)

        since = acme.subscription.unpaid_since
        assert acme.subscription.status is SubscriptionStatus.PAST_DUE
        assert since is not None
        assert TRIAL_END <= since <= TRIAL_END + CLOSING


class ContractPlansContract:
    def test_a_plan_that_is_granted_is_invoiced_and_not_charged(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        begun = acme.subscribe(CONTRACT)

        assert begun.status is SubscriptionStatus.ACTIVE
        assert [(one.status, one.due_cents, one.paid_cents) for one in acme.invoices] == [
            (InvoiceStatus.OPEN, 25000, 0)
        ]

    def test_a_plan_that_is_granted_is_invoiced_as_the_preview_told(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        told = stage.payments.preview(None, acme.order(CONTRACT))
        acme.subscribe(CONTRACT)

        assert [line.amount_cents for line in told.lines] == acme.amounts[0]
        assert told.due_cents == acme.invoices[0].due_cents

    def test_a_sent_invoice_that_is_not_paid_in_30_days_is_past_due_from_then_on(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(CONTRACT)
        stage.come(START + 30 * DAY - SECOND)
        before = acme.subscription.status

        stage.come(START + 31 * DAY)

        assert (before, acme.subscription.status) == (SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE)
        assert acme.subscription.unpaid_since == START + 30 * DAY

    def test_the_months_of_a_plan_that_is_granted_are_invoiced_too(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(CONTRACT)

        stage.come(MAY + 4 * DAY)

        assert acme.amounts == [[25000], [50000]]
        assert acme.invoices[1].status is InvoiceStatus.OPEN


class PagesContract:
    def test_the_checkout_subscribes_when_it_is_paid(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)
        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")
        assert acme.live == []

        stage.pay_at_checkout(url)

        assert [(one.plan, one.status) for one in acme.live] == [("starter", SubscriptionStatus.ACTIVE)]
        assert acme.paid == 1450
        assert stage.payments.can_pay(acme.customer)

    def test_a_trial_can_begin_at_the_checkout(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        stage.pay_at_checkout(stage.payments.checkout(acme.customer, acme.order(PRO, TRIAL_END), BACK, "checkout"))

        assert [(one.plan, one.status, one.trial_ends_at) for one in acme.live] == [
            ("pro", SubscriptionStatus.TRIALING, TRIAL_END)
        ]
        assert acme.amounts == []

    def test_asked_twice_with_one_key_there_is_one_checkout(self, stage: PaymentStage) -> None:
        acme = office(stage, works=None)

        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")

        assert stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout") == url
        assert url.startswith("http")

    def test_each_visit_to_the_portal_has_an_address_of_its_own(self, stage: PaymentStage) -> None:
        acme = office(stage)

        url = stage.payments.portal(acme.customer, BACK)

        assert url.startswith("http")
        assert stage.payments.portal(acme.customer, BACK) != url
