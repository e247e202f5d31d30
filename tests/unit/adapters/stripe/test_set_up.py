"""The set-up of an account, on an empty twin."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import pytest

from adapters.catalogue.plan_file import read_catalogue
from adapters.stripe.catalogue import Condition, Finding, StripeCatalogue
from adapters.stripe.connection import API_VERSION, StripeConnection
from adapters.stripe.notices import KINDS
from adapters.stripe.payments import StripePayments
from adapters.stripe.prices import export_meters, unit_amount
from adapters.system.clocks import MovableClock
from application.ports.payments import Order, ProviderRefused
from domain.billing.charges import ExportMeter
from domain.billing.payer import Payer
from domain.ids import OrganizationId
from domain.plans.catalogue import Catalogue
from domain.plans.contract import Contract
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from entrypoints.stripe_twin import StripeTwin
from tests.stripe_live.twin_stage import connected

CATALOGUE: Final = read_catalogue()
STARTER: Final = CATALOGUE.offered("starter")
WEBHOOK: Final = "https://tenantry.example/webhooks/stripe"
BACK: Final = "https://tenantry.example/billing"
PORTAL: Final = "portal configuration"
GRACE: Final = "invoice grace period"
BEGINNING: Final = datetime(2026, 4, 16, tzinfo=UTC)


@pytest.fixture
def twin() -> StripeTwin:
    return StripeTwin(MovableClock(BEGINNING).now)


@pytest.fixture
def connection(twin: StripeTwin) -> Iterator[StripeConnection]:
    with connected(twin) as connection:
        yield connection


@pytest.fixture
def account(connection: StripeConnection) -> StripeCatalogue:
    return set_up(connection)


def set_up(connection: StripeConnection, catalogue: Catalogue = CATALOGUE) -> StripeCatalogue:
    return StripeCatalogue(connection, catalogue, webhook_url=WEBHOOK, return_url=BACK)


def conditions(findings: tuple[Finding, ...]) -> set[Condition]:
    return {finding.condition for finding in findings if finding.subject != GRACE}


def different(account: StripeCatalogue) -> list[str]:
    return [finding.subject for finding in account.check() if finding.condition is Condition.DIFFERENT]


def changes(twin: StripeTwin) -> int:
    return sum(1 for asked in twin.requests if asked.method != "GET")


def test_in_an_empty_account_everything_is_missing(account: StripeCatalogue, twin: StripeTwin) -> None:
    assert conditions(account.check()) == {Condition.MISSING}
    assert changes(twin) == 0


def test_what_is_missing_is_created(account: StripeCatalogue) -> None:
    done = account.apply()

    assert conditions(done) == {Condition.CREATED}
    assert conditions(account.check()) == {Condition.IN_ORDER}
    assert [finding.subject for finding in done][:4] == [
        "product tenantry_starter",
        "product tenantry_pro",
        "product tenantry_enterprise",
        "product tenantry_starter_v1_api_call",
    ]


def test_customers_read_each_plan_and_each_meter_once_with_unit_and_rate(
    account: StripeCatalogue, twin: StripeTwin
) -> None:
    account.apply()

    names = [product["name"] for product in twin.all("product")]
    assert len(set(names)) == len(names) == 15
    assert "Starter plan" in names
    assert "Starter plan: API calls past the included volume, $0.45 per 1,000 calls" in names
    assert "Pro plan: Bandwidth, $0.064 per GB" in names


def test_done_again_it_changes_nothing(account: StripeCatalogue, twin: StripeTwin) -> None:
    account.apply()
    before = changes(twin)

    assert conditions(account.apply()) == {Condition.IN_ORDER}
    assert changes(twin) == before


def test_what_was_cut_short_is_finished(account: StripeCatalogue, twin: StripeTwin) -> None:
    account.apply()
    price = next(twin.all("price", lookup_key="pro_v1_storage"))
    del twin.tables["price"][price["id"]]

    done = account.apply()

    assert [finding.subject for finding in done if finding.condition is Condition.CREATED] == ["price pro_v1_storage"]


def test_prices_are_those_of_the_catalogue_exactly(account: StripeCatalogue, twin: StripeTwin) -> None:
    account.apply()

    flat = next(twin.all("price", lookup_key="starter_v1"))
    bandwidth = next(twin.all("price", lookup_key="starter_v1_bandwidth"))
    assert (flat["unit_amount"], flat["currency"], flat["tax_behavior"]) == (2900, "usd", "exclusive")
    assert flat["metadata"] == {"plan": "starter", "version": "1"}
    # 8 cents a GB less 10 %, a thousand and twenty-fourth of it
    assert (bandwidth["unit_amount_decimal"], bandwidth["recurring"]["usage_type"]) == ("0.00703125", "metered")


def test_a_plan_by_contract_has_meters_and_no_price_of_its_own(account: StripeCatalogue, twin: StripeTwin) -> None:
    account.apply()

    assert list(twin.all("price", lookup_key="enterprise_v1")) == []
    assert list(twin.all("price", product="tenantry_enterprise")) == []
    assert len(list(twin.all("price", product="tenantry_enterprise_v1_storage"))) == 1


def test_a_former_version_keeps_its_prices(connection: StripeConnection, twin: StripeTwin) -> None:
    newer = replace(STARTER, version=2, price_cents=3900)

    set_up(connection, Catalogue(2, (newer,), (STARTER,))).apply()

    flats = {price["lookup_key"]: price["unit_amount"] for price in twin.all("price") if price["unit_amount"]}
    assert flats == {"starter_v1": 2900, "starter_v2": 3900}


def test_the_webhook_is_told_what_billing_is_about_on_our_version(account: StripeCatalogue, twin: StripeTwin) -> None:
    done = account.apply()

    [endpoint] = twin.all("webhook_endpoint")
    assert (endpoint["api_version"], endpoint["enabled_events"]) == (API_VERSION, [*KINDS])
    assert len([finding for finding in done if finding.secret]) == 1
    assert [finding for finding in account.apply() if finding.secret] == []


def test_without_an_address_there_is_no_webhook(connection: StripeConnection, twin: StripeTwin) -> None:
    StripeCatalogue(connection, CATALOGUE, webhook_url=None, return_url=BACK).apply()

    assert list(twin.all("webhook_endpoint")) == []


@pytest.mark.parametrize(
    ("kind", "name", "fact", "value", "subject"),
    [
        ("product", {"id": "tenantry_pro"}, "active", False, "product tenantry_pro"),
        ("price", {"lookup_key": "pro_v1"}, "unit_amount_decimal", "9901", "price pro_v1"),
        ("price", {"lookup_key": "pro_v1"}, "active", False, "price pro_v1"),
        ("price", {"lookup_key": "pro_v1"}, "metadata", {"plan": "pro"}, "price pro_v1"),
        ("price", {"lookup_key": "pro_v1"}, "tax_behavior", "inclusive", "price pro_v1"),
        ("price", {"lookup_key": "pro_v1"}, "product", "tenantry_starter", "price pro_v1"),
        ("price", {"lookup_key": "pro_v1_api_call"}, "unit_amount_decimal", "0.05", "price pro_v1_api_call"),
        ("price", {"lookup_key": "pro_v1_api_call"}, "recurring", None, "price pro_v1_api_call"),
        ("billing.meter", {"event_name": "pro_v1_compute"}, "status", "inactive", "meter pro_v1_compute"),
        ("webhook_endpoint", {}, "status", "disabled", f"webhook {WEBHOOK}"),
        ("webhook_endpoint", {}, "api_version", None, f"webhook {WEBHOOK}"),
        ("webhook_endpoint", {}, "enabled_events", ["invoice.paid"], f"webhook {WEBHOOK}"),
        ("billing_portal.configuration", {}, "default_return_url", "https://elsewhere.example", PORTAL),
    ],
)
def test_what_differs_is_shown_and_left_alone(
    account: StripeCatalogue, twin: StripeTwin, kind: str, name: dict[str, str], fact: str, value: object, subject: str
) -> None:
    account.apply()
    found = next(twin.all(kind, **name))
    found[fact] = value

    account.apply()

    assert different(account) == [subject]
    assert found[fact] == value


@pytest.mark.parametrize("feature", ["subscription_cancel", "subscription_update"])
def test_a_portal_in_which_subscriptions_can_be_changed_is_shown(
    account: StripeCatalogue, twin: StripeTwin, feature: str
) -> None:
    account.apply()
    [portal] = twin.all("billing_portal.configuration")

    portal["features"][feature]["enabled"] = True

    assert different(account) == [PORTAL]


def test_a_price_that_stripe_cannot_hold_exactly_is_refused_before_anything_is_made(
    connection: StripeConnection, twin: StripeTwin
) -> None:
    fine = with_rate(Decimal("0.0000000001"))

    with pytest.raises(ProviderRefused):
        set_up(connection, Catalogue(1, (fine,))).apply()

    assert changes(twin) == 0


def test_a_unit_that_costs_more_than_a_cent_is_refused() -> None:
    with pytest.raises(ProviderRefused):
        unit_amount(ExportMeter(with_rate(Decimal(1_112)), Meter.API_CALL))


def test_every_unit_of_the_catalogue_has_an_exact_price() -> None:
    prices = {meter.name: unit_amount(meter) for meter in export_meters(CATALOGUE.plans)}

    assert prices["starter_v1_api_call"] == Decimal("0.045")
    assert prices["enterprise_v1_bandwidth"] == Decimal("0.0046875")
    assert len(prices) == 12


def with_rate(rate: Decimal) -> Plan:
    return replace(STARTER, rates=dict.fromkeys(Meter, rate), _unit_costs={})


@pytest.mark.parametrize(("hours", "told"), [(72, Condition.IN_ORDER), (1, Condition.DIFFERENT)])
def test_a_renewal_shows_how_long_invoices_stay_open(hours: int, told: Condition) -> None:
    clock = MovableClock(BEGINNING)
    twin = StripeTwin(clock.now, grace=timedelta(hours=hours))
    with connected(twin) as connection:
        account = set_up(connection)
        account.apply()
        payments = StripePayments(connection, CATALOGUE, clock)
        customer = payments.open_customer(Payer(OrganizationId("org_1"), "Acme", "bills@acme.example"), "customer")
        agreed = Contract(price_cents=50_000).applied_to(CATALOGUE.offered("enterprise"))
        payments.subscribe(customer, Order(agreed, BEGINNING), "begin")

        clock.set(datetime(2026, 5, 1, 0, 1, tzinfo=UTC))

        assert [finding.condition for finding in account.check() if finding.subject == GRACE] == [told]


def test_before_the_first_renewal_nothing_shows_the_grace_period(account: StripeCatalogue) -> None:
    assert [finding.condition for finding in account.check() if finding.subject == GRACE] == [Condition.UNSEEN]
