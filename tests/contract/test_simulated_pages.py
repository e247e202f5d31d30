"""What a person does at the pages of the simulated payment provider."""

from datetime import timedelta

import pytest

from adapters.simulated.books import Card
from application.ports.payments import PaymentFailed
from domain.billing.invoice import InvoiceStatus
from domain.billing.subscription import SubscriptionStatus
from domain.errors import Conflict, NotFound
from tests.contract.payment_stage import ACME, BACK, CLOSING, CONTRACT, DAY, MAY, START, STARTER, office
from tests.contract.simulated_stage import Simulated, SimulatedStage, page


class TestPages(Simulated):
    def test_the_checkout_shows_what_is_to_be_paid(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)

        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")

        shown = stage.pages.checkout(page(url))
        assert url == f"http://localhost:8000/dev/checkout/{page(url)}"
        assert (shown.payer, shown.plan, shown.return_url) == (ACME, STARTER, BACK)
        assert (shown.now.due_cents, shown.open) == (1450, True)

    def test_a_plan_that_is_paid_later_costs_what_is_left_then(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")

        stage.come(START + timedelta(hours=12))
        stage.pay_at_checkout(url)

        # 14.5 of 30 days: 2900 × 14.5/30 = 1401.667
        assert (acme.paid, acme.subscription.started_at) == (1402, START + timedelta(hours=12))

    def test_a_checkout_works_once(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")
        stage.pay_at_checkout(url)

        with pytest.raises(Conflict):
            stage.pay_at_checkout(url)

        assert not stage.pages.checkout(page(url)).open
        assert acme.paid == 1450

    def test_a_checkout_works_for_a_day(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")

        stage.come(START + DAY)

        with pytest.raises(Conflict):
            stage.pay_at_checkout(url)

    def test_a_card_that_is_declined_at_the_checkout_is_not_kept(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        url = stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")

        with pytest.raises(PaymentFailed):
            stage.pages.pay_at_checkout(page(url), Card.DECLINES)

        assert not stage.payments.can_pay(acme.customer)
        assert stage.pages.checkout(page(url)).open

    def test_a_page_that_is_not_there_is_not_found(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        portal = stage.payments.portal(acme.customer, BACK)

        with pytest.raises(NotFound):
            stage.pages.portal("page_none")
        with pytest.raises(NotFound):
            stage.pages.checkout(page(portal))

    def test_the_portal_shows_what_is_owed(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        stage.come(MAY + CLOSING)

        shown = stage.pages.portal(page(stage.payments.portal(acme.customer, BACK)))

        assert (shown.customer, shown.card, shown.owed_cents) == (acme.customer, Card.DECLINES, 2900)
        assert [one.status for one in shown.invoices] == [InvoiceStatus.OPEN, InvoiceStatus.PAID]
        assert shown.subscriptions == (acme.subscription,)

    def test_what_is_open_is_not_paid_with_a_card_that_is_declined(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.card(acme.customer, works=False)
        stage.come(MAY + CLOSING)

        with pytest.raises(PaymentFailed):
            stage.pages.pay_open(acme.customer)

        assert acme.paid == 1450

    def test_an_invoice_that_was_sent_is_paid_by_bank(self, stage: SimulatedStage) -> None:
        acme = office(stage, works=None)
        acme.subscribe(CONTRACT)
        stage.come(START + 31 * DAY)

        stage.pages.pay_open(acme.customer)

        assert acme.subscription.status is SubscriptionStatus.ACTIVE
        assert acme.invoices[0].status is InvoiceStatus.PAID

    def test_a_subscription_can_be_cancelled_at_the_portal(self, stage: SimulatedStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.pages.cancel(acme.customer)

        assert acme.subscription.ends_at == MAY
