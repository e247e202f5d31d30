"""Seats: as many as the plan has, and the cheapest plan that has more."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.limits.refusals import Upgrade
from domain.organizations.names import EmailAddress
from domain.organizations.organization import Organization
from domain.people.seats import SEAT, reserved_name
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.plan import Plan, PlanId
from tests.unit.domain.plans_on_offer import CATALOGUE, ENTERPRISE, FREE, STARTER

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEXT_MONTH = datetime(2026, 4, 1, tzinfo=UTC)


def on(organization: Organization, plan: Plan, *then: PlanChange) -> Organization:
    return replace(organization, plans=PlanHistory((PlanChange(NOW, plan), *then)))


@pytest.mark.parametrize(("taken", "fits"), [(0, True), (2, True), (3, False), (4, False)])
def test_there_are_as_many_seats_as_the_plan_has(acme: Organization, taken: int, *, fits: bool) -> None:
    assert SEAT.one_more(on(acme, FREE), NOW).fits(taken) is fits


def test_a_plan_without_a_limit_has_always_another(acme: Organization) -> None:
    assert SEAT.one_more(on(acme, ENTERPRISE), NOW).fits(1_000_000)


def test_a_smaller_plan_that_waits_holds_already(acme: Organization) -> None:
    shrinking = on(acme, STARTER, PlanChange(NEXT_MONTH, FREE))

    assert not SEAT.one_more(shrinking, NOW).fits(3)


def test_the_refusal_tells_how_far_it_is_used_and_offers_more(acme: Organization) -> None:
    refusal = SEAT.all_taken(on(acme, FREE), CATALOGUE, 3, NOW)

    assert (refusal.meter, refusal.maximum, refusal.used, refusal.requested) == ("users", 3, 3, 1)
    assert refusal.remaining == 0
    assert refusal.upgrade == Upgrade(PlanId("starter"), 2_900)


def test_a_plan_that_would_be_too_small_is_not_offered(acme: Organization) -> None:
    refusal = SEAT.all_taken(on(acme, STARTER), CATALOGUE, 10, NOW)

    assert refusal.upgrade == Upgrade(PlanId("enterprise"), None)


def test_whose_plan_is_about_to_shrink_is_offered_to_keep_it(acme: Organization) -> None:
    refusal = SEAT.all_taken(on(acme, STARTER, PlanChange(NEXT_MONTH, FREE)), CATALOGUE, 3, NOW)

    assert refusal.upgrade == Upgrade(PlanId("starter"), 2_900)


def test_an_address_is_reserved_whatever_its_case() -> None:
    assert reserved_name(EmailAddress.parse("BOB@acme.example")) == reserved_name(EmailAddress("bob@acme.example"))
