"""The contract of Payments out of reach, and of PaymentNotices."""

import pytest

from application.ports.payment_notices import UntrustedNotice
from domain.errors import Unavailable
from tests.contract.payment_stage import (
    ACME,
    BACK,
    GLOBEX,
    HOUR,
    MAY,
    PRO,
    START,
    STARTER,
    PaymentStage,
    office,
)


class OutagesContract:
    def test_nobody_is_known_by_an_opening_in_an_outage(self, stage: PaymentStage) -> None:
        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.open_customer(ACME, "open-acme")

        assert stage.payments.subscriptions(stage.payments.open_customer(ACME, "open-acme")) == ()

    def test_nothing_begins_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)

        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.subscribe(acme.customer, acme.order(STARTER), "subscribe")

        assert acme.live == []
        assert acme.paid == 0

    def test_nothing_is_upgraded_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)
        before = acme.subscribe(STARTER)

        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.upgrade(before.id, acme.order(PRO), "upgrade")

        assert acme.subscription == before
        assert acme.paid == 1450

    def test_nothing_is_scheduled_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)
        before = acme.subscribe(PRO)

        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.schedule(before.id, STARTER, "schedule")

        assert acme.subscription == before

    def test_nothing_ends_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)
        before = acme.subscribe(PRO)

        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.end_now(before.id)

        assert acme.subscription == before

    def test_nothing_is_told_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)

        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.subscriptions(acme.customer)

    def test_no_page_is_opened_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)

        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.checkout(acme.customer, acme.order(STARTER), BACK, "checkout")

    def test_after_an_outage_the_same_key_does_it(self, stage: PaymentStage) -> None:
        acme = office(stage)
        order = acme.order(STARTER)
        with stage.outage(), pytest.raises(Unavailable):
            stage.payments.subscribe(acme.customer, order, "subscribe")

        begun = stage.payments.subscribe(acme.customer, order, "subscribe")

        assert acme.live == [begun]

    def test_time_goes_on_at_the_provider_in_an_outage(self, stage: PaymentStage) -> None:
        acme = office(stage)
        acme.subscribe(STARTER)

        with stage.outage():
            stage.come(MAY)

        assert acme.amounts == [[1450], [2900]]


class NoticesContract:
    def test_a_notice_tells_whom_it_is_about(self, stage: PaymentStage) -> None:
        acme = office(stage)

        notice = stage.notices.read(*stage.notice(acme.customer))

        assert notice.customer == acme.customer
        assert notice.concerns_us
        assert notice.id
        assert notice.kind

    def test_a_notice_that_comes_twice_is_the_same(self, stage: PaymentStage) -> None:
        acme = office(stage)
        body, signature = stage.notice(acme.customer)

        assert stage.notices.read(body, signature) == stage.notices.read(body, signature)

    def test_each_notice_has_a_name_of_its_own(self, stage: PaymentStage) -> None:
        acme = office(stage)

        first = stage.notices.read(*stage.notice(acme.customer))

        assert stage.notices.read(*stage.notice(acme.customer)).id != first.id

    def test_a_body_that_was_changed_is_not_trusted(self, stage: PaymentStage) -> None:
        acme, globex = office(stage), office(stage, payer=GLOBEX)
        body, signature = stage.notice(acme.customer)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body.replace(acme.customer.encode(), globex.customer.encode()), signature)

    def test_a_body_that_grew_by_a_blank_is_not_trusted(self, stage: PaymentStage) -> None:
        body, signature = stage.notice(office(stage).customer)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body + b" ", signature)

    def test_the_signature_of_another_notice_is_not_trusted(self, stage: PaymentStage) -> None:
        acme = office(stage)
        body, _ = stage.notice(acme.customer)
        _, other = stage.notice(acme.customer)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body, other)

    def test_a_signature_under_another_secret_is_not_trusted(self, stage: PaymentStage) -> None:
        body, _ = stage.notice(office(stage).customer)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body, f"t={int(START.timestamp())},v1={'0' * 64}")

    @pytest.mark.parametrize("signature", ["", "v1=", "t=,v1=", "t=1", "nonsense", "t=\u0661,v1=\u00e9", "=" * 9_999])
    def test_what_is_no_signature_is_not_trusted(self, stage: PaymentStage, signature: str) -> None:
        body, _ = stage.notice(office(stage).customer)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body, signature)

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"\xc3\x28", b"{}" * 999])
    def test_what_is_no_notice_is_not_trusted(self, stage: PaymentStage, body: bytes) -> None:
        _, signature = stage.notice(office(stage).customer)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body, signature)

    def test_a_notice_that_was_recorded_long_ago_is_not_trusted(self, stage: PaymentStage) -> None:
        body, signature = stage.notice(office(stage).customer)

        stage.come(START + HOUR)

        with pytest.raises(UntrustedNotice):
            stage.notices.read(body, signature)
