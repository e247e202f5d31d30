"""Whether a change narrows, and what stands against it."""

from dataclasses import replace

import pytest

from domain.errors import Conflict
from domain.money import GIGABYTE
from domain.plans.change import check_fits, narrows_any
from domain.plans.contract import Contract
from domain.plans.meter import Meter
from domain.plans.plan import Plan
from tests.assemblies.companies import ENTERPRISE, FREE, PRO, STARTER


@pytest.mark.parametrize(
    ("former", "wanted", "narrows"),
    [
        (FREE, STARTER, False),
        (STARTER, STARTER, False),
        (PRO, STARTER, True),
        (PRO, ENTERPRISE, False),
        (ENTERPRISE, PRO, True),
        (STARTER, replace(STARTER, users=9), True),
        (STARTER, replace(STARTER, projects=4), True),
        (STARTER, replace(PRO, included={**PRO.included, Meter.COMPUTE: 1}), True),
        (STARTER, replace(STARTER, requests_per_minute=1), False),
    ],
)
def test_a_change_narrows_that_allows_less_of_anything(former: Plan, wanted: Plan, *, narrows: bool) -> None:
    assert narrows_any(former, wanted) is narrows


def test_what_fits_exactly_fits() -> None:
    check_fits(STARTER, users=10, projects=5, storage=10 * GIGABYTE)


def test_everything_that_does_not_fit_is_listed() -> None:
    with pytest.raises(Conflict) as refused:
        check_fits(STARTER, users=11, projects=6, storage=10 * GIGABYTE + 1)

    assert [sentence.partition(":")[0] for sentence in refused.value.unfit] == ["users", "projects", "storage"]


def test_what_fits_is_not_listed() -> None:
    with pytest.raises(Conflict) as refused:
        check_fits(FREE, users=3, projects=2, storage=0)

    assert refused.value.unfit == ("projects: 2 in use, 1 allowed",)


def test_what_a_contract_does_not_mention_has_no_limit() -> None:
    agreed = Contract(api_calls=50, compute_minutes=7).applied_to(ENTERPRISE)

    assert agreed.included[Meter.API_CALL] == 50
    assert agreed.included[Meter.COMPUTE] == 7_000_000
    assert (agreed.included[Meter.STORAGE], agreed.users, agreed.projects) == (None, None, None)
    assert agreed.rate_cents(Meter.API_CALL) == 30
