"""Stripe's portal, whose configuration somebody may switch off in the dashboard."""

from collections.abc import Iterator

import pytest

from application.ports.payments import ProviderRefused
from tests.contract.payment_stage import BACK, office
from tests.stripe_live.twin_stage import TwinStage, twin_stage


class OnStripe:
    @pytest.fixture
    def stage(self) -> Iterator[TwinStage]:
        with twin_stage() as stage:
            yield stage


class TestPortal(OnStripe):
    def test_a_portal_whose_configuration_was_switched_off_is_refused(self, stage: TwinStage) -> None:
        acme = office(stage)
        stage.payments.portal(acme.customer, BACK)

        _switch(stage, active=False)

        with pytest.raises(ProviderRefused):
            stage.payments.portal(acme.customer, BACK)

    def test_it_opens_again_once_it_is_switched_on(self, stage: TwinStage) -> None:
        acme = office(stage)
        _switch(stage, active=False)
        with pytest.raises(ProviderRefused):
            stage.payments.portal(acme.customer, BACK)

        _switch(stage, active=True)

        assert stage.payments.portal(acme.customer, BACK)


def _switch(stage: TwinStage, *, active: bool) -> None:
    with stage.twin.lock:
        for configuration in stage.twin.all("billing_portal.configuration"):
            configuration["active"] = active
