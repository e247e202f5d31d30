"""Who may have which plan, and which one would be enough."""

from collections.abc import Callable

import pytest

from domain.errors import InvalidRequest
from domain.limits.refusals import Upgrade
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from domain.plans.plan import Plan, PlanId
from tests.assemblies.companies import CATALOGUE, ENTERPRISE, FREE, PRO, STARTER


def seats(number: int) -> Callable[[Plan], bool]:
    return lambda plan: plan.users is None or plan.users >= number


def test_the_cheapest_larger_plan_that_fits_is_offered() -> None:
    assert CATALOGUE.upgrade_from(FREE, seats(11)) == Upgrade(PlanId("pro"), 9_900)


def test_no_plan_is_offered_that_is_not_larger() -> None:
    assert CATALOGUE.upgrade_from(PRO, seats(1)) == Upgrade(PlanId("enterprise"), None)


def test_above_the_largest_there_is_none() -> None:
    assert CATALOGUE.upgrade_from(ENTERPRISE, seats(1)) is None


def test_a_customer_cannot_choose_what_the_operator_grants() -> None:
    assert CATALOGUE.chosen("pro") is PRO
    with pytest.raises(InvalidRequest):
        CATALOGUE.chosen("enterprise")


def test_a_plan_that_does_not_exist_cannot_be_had() -> None:
    with pytest.raises(InvalidRequest):
        CATALOGUE.offered("platinum")


def test_a_catalogue_offers_each_plan_once() -> None:
    with pytest.raises(ValueError, match="once"):
        Catalogue(1, (FREE, FREE))


@pytest.mark.parametrize(
    ("plan", "users", "projects", "calls", "minutes", "gigabytes"),
    [
        (FREE, 3, 1, 10_000, 100, 1),
        (STARTER, 10, 5, 100_000, 1_000, 10),
        (PRO, 50, 20, 1_000_000, 10_000, 100),
    ],
)
def test_the_plans_are_those_of_the_price_list(
    plan: Plan, users: int, projects: int, calls: int, minutes: int, gigabytes: int
) -> None:
    assert (plan.users, plan.projects) == (users, projects)
    assert plan.included[Meter.API_CALL] == calls
    assert plan.included[Meter.COMPUTE] == minutes * 10**6
    assert plan.included[Meter.STORAGE] == gigabytes * 2**30


@pytest.mark.parametrize(("plan", "rate"), [(FREE, 0), (STARTER, 45), (PRO, 40), (ENTERPRISE, 30)])
def test_a_thousand_calls_cost_the_rate_less_the_discount(plan: Plan, rate: int) -> None:
    assert plan.rate_cents(Meter.API_CALL) == rate
