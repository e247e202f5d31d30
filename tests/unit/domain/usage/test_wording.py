"""What a full meter is told to buy: only what would help."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from domain.billing_cycle import BillingCycle
from domain.limits.refusals import Upgrade
from domain.money import GIGABYTE
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Plan, PlanId
from domain.usage.allowance import terms_of
from domain.usage.wording import meter_refusal
from tests.unit.domain.plans_on_offer import ENTERPRISE, FREE, STARTER

APRIL = BillingCycle(2026, 4)
MIDDLE = APRIL.start + timedelta(days=15)
BIGGER = replace(STARTER, included={**STARTER.included, Meter.API_CALL: 100_000})
CATALOGUE = Catalogue(1, (FREE, BIGGER, ENTERPRISE))


@pytest.fixture
def on_free(acme: Organization) -> Organization:
    return replace(acme, plans=PlanHistory((PlanChange(datetime(2026, 1, 1, tzinfo=UTC), FREE),)))


def offered(organization: Organization, amount: int, now: datetime, catalogue: Catalogue = CATALOGUE) -> Upgrade | None:
    allowance = terms_of(organization, APRIL, now).allowances[Meter.API_CALL]
    return meter_refusal(organization, catalogue, allowance, amount, 10_000, APRIL, now).upgrade


def test_the_cheapest_plan_that_fits_is_offered(on_free: Organization) -> None:
    assert offered(on_free, 45_000, MIDDLE) == Upgrade(PlanId("starter"), 2_900)


def test_half_a_month_of_the_next_plan_is_not_taken_for_a_whole_one(on_free: Organization) -> None:
    assert offered(on_free, 45_001, MIDDLE) == Upgrade(PlanId("enterprise"), None)


def test_no_plan_is_offered_for_a_month_that_is_over(on_free: Organization) -> None:
    assert offered(on_free, 1, APRIL.end) is None


def test_the_plan_in_force_is_offered_where_a_smaller_one_that_waits_refuses(on_free: Organization) -> None:
    larger = replace(BIGGER, included={**BIGGER.included, Meter.STORAGE: 10 * GIGABYTE})
    waiting = PlanHistory((PlanChange(APRIL.start, larger), PlanChange(APRIL.end, FREE)))
    acme, catalogue = replace(on_free, plans=waiting), Catalogue(1, (FREE, larger, ENTERPRISE))
    allowance = terms_of(acme, APRIL, MIDDLE).allowances[Meter.STORAGE]

    refusal = meter_refusal(acme, catalogue, allowance, 2 * GIGABYTE, 0, APRIL, MIDDLE)

    assert (refusal.maximum, refusal.upgrade) == (GIGABYTE, Upgrade(PlanId("starter"), 2_900))


def test_nothing_is_offered_that_does_not_fit(on_free: Organization) -> None:
    assert offered(on_free, 10**9, MIDDLE, Catalogue(1, (FREE, BIGGER))) is None


def test_the_numbers_are_told_in_public_units(on_free: Organization) -> None:
    minutes: Plan = replace(FREE, included={**FREE.included, Meter.COMPUTE: 100 * 10**6}, rates={})
    acme = replace(on_free, plans=PlanHistory((PlanChange(APRIL.start, minutes),)))
    allowance = terms_of(acme, APRIL, MIDDLE).allowances[Meter.COMPUTE]

    refusal = meter_refusal(acme, CATALOGUE, allowance, 1_500_000, 99_900_000, APRIL, MIDDLE)

    told = (refusal.maximum, refusal.used, refusal.requested, refusal.remaining)
    assert told == (100, Decimal("99.9"), Decimal("1.5"), Decimal("0.1"))
