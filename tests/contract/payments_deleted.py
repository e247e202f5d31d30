"""The contract of Payments about customers that somebody deletes at the provider, and about who pays."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from application.ports.payments import CustomerGone
from domain.billing.subscription import CustomerId, SubscriptionStatus
from tests.contract.payment_stage import ACME, BACK, MAY, PRO, STARTER, Office, PaymentStage, office

Asking = Callable[[Office], object]

ASKED: dict[str, Asking] = {
    "rename_customer": lambda acme: acme.stage.payments.rename_customer(acme.customer, ACME),
    "subscribe": lambda acme: acme.subscribe(PRO),
    "checkout": lambda acme: acme.stage.payments.checkout(acme.customer, acme.order(PRO), BACK, "checkout"),
    "portal": lambda acme: acme.stage.payments.portal(acme.customer, BACK),
}


class DeletedCustomersContract:
    def test_who_pays_is_told_as_it_was_named_last(self, stage: PaymentStage) -> None:
        acme = office(stage)
        renamed = replace(ACME, name="Acme Inc.", email="accounts@acme.example")

        stage.payments.rename_customer(acme.customer, renamed)

        assert stage.payments.payer(acme.customer) == renamed

    def test_nobody_pays_where_no_customer_is(self, stage: PaymentStage) -> None:
        acme = office(stage)

        stage.delete(acme.customer)

        assert stage.payments.payer(acme.customer) is None
        assert stage.payments.payer(CustomerId("cus_nobody")) is None

    @pytest.mark.parametrize("asked", ASKED)
    def test_what_is_asked_for_a_deleted_customer_says_that_it_is_gone(self, stage: PaymentStage, asked: str) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.delete(acme.customer)

        with pytest.raises(CustomerGone):
            ASKED[asked](acme)

    @pytest.mark.parametrize("asked", ASKED)
    def test_so_does_what_is_asked_for_one_that_never_was(self, stage: PaymentStage, asked: str) -> None:
        with pytest.raises(CustomerGone):
            ASKED[asked](Office(stage, CustomerId("cus_nobody")))

    def test_a_deleted_customers_subscription_has_ended_and_can_be_read(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        stage.delete(acme.customer)

        assert acme.subscription.status is SubscriptionStatus.ENDED
        assert acme.paid == 1450
        assert not stage.payments.can_pay(acme.customer)

    def test_a_deleted_customer_is_charged_nothing_more(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)
        stage.delete(acme.customer)

        stage.come(MAY)

        assert acme.paid == 1450
