"""The plan catalogue: the shipped file says what is sold, and a wrong file is told in one line."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adapters.catalogue.plan_file import SHIPPED, WrongCatalogue, read_catalogue
from domain.plans.meter import Meter
from domain.plans.plan import Feature

GB = 2**30
MINUTE = 10**6


@pytest.fixture
def shipped() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SHIPPED.read_text())
    return content


def written(path: Path, content: object) -> Path:
    file = path / "plans.json"
    file.write_text(json.dumps(content))
    return file


@pytest.mark.parametrize(
    ("plan_id", "users", "projects", "calls", "minutes", "gigabytes", "per_minute", "price"),
    [
        ("free", 3, 1, 10_000, 100, 1, 600, 0),
        ("starter", 10, 5, 100_000, 1_000, 10, 3_000, 29_00),
        ("pro", 50, 20, 1_000_000, 10_000, 100, 30_000, 99_00),
    ],
)
def test_a_plan_on_offer_has_its_limits_and_price(
    plan_id: str, users: int, projects: int, calls: int, minutes: int, gigabytes: int, per_minute: int, price: int
) -> None:
    plan = read_catalogue().chosen(plan_id)

    assert (plan.version, plan.users, plan.projects) == (1, users, projects)
    assert plan.included == {
        Meter.API_CALL: calls,
        Meter.COMPUTE: minutes * MINUTE,
        Meter.BANDWIDTH: None,
        Meter.STORAGE: gigabytes * GB,
    }
    assert (plan.requests_per_minute, plan.price_cents) == (per_minute, price)


def test_enterprise_is_by_contract_and_granted_only_by_the_operator() -> None:
    plan = read_catalogue().offered("enterprise")

    assert not plan.self_service
    assert {plan.users, plan.projects, plan.requests_per_minute, plan.price_cents} == {None}
    assert set(plan.included.values()) == {None}


@pytest.mark.parametrize(
    ("plan_id", "part"), [("starter", Decimal("0.9")), ("pro", Decimal("0.8")), ("enterprise", Decimal("0.6"))]
)
def test_usage_is_priced_with_the_discount_of_the_plan(plan_id: str, part: Decimal) -> None:
    plan = read_catalogue().offered(plan_id)

    assert {meter: plan.rate_cents(meter) for meter in Meter} == {
        Meter.API_CALL: 50 * part,
        Meter.COMPUTE: 10 * part,
        Meter.BANDWIDTH: 8 * part,
        Meter.STORAGE: 10 * part,
    }


def test_nothing_is_priced_on_the_free_plan() -> None:
    assert not read_catalogue().offered("free").priced


def test_features_and_support_come_with_the_plan() -> None:
    plans = read_catalogue().plans

    assert [plan.features for plan in plans] == [frozenset(), frozenset(), frozenset(Feature), frozenset(Feature)]
    assert [plan.support for plan in plans] == ["community", "e-mail", "priority", "dedicated"]


def test_an_operator_may_sell_something_else(tmp_path: Path, shipped: dict[str, Any]) -> None:
    shipped["plans"][0]["users"] = 5

    assert read_catalogue(written(tmp_path, shipped)).chosen("free").users == 5


def test_a_former_version_is_kept_for_those_who_bought_it(tmp_path: Path, shipped: dict[str, Any]) -> None:
    former = {name: value for name, value in shipped.items() if name != "former"}

    catalogue = read_catalogue(written(tmp_path, shipped | {"version": 2, "former": [former]}))

    assert next((plan.id, plan.version) for plan in catalogue.plans) == ("free", 2)
    assert next((plan.id, plan.version) for plan in catalogue.former) == ("free", 1)


def broken(content: dict[str, Any], plan: dict[str, object] | None = None, **changes: object) -> dict[str, Any]:
    first, *rest = content["plans"]
    return content | {"plans": [first | (plan or {}), *rest]} | changes


@pytest.mark.parametrize(
    ("plan", "changes", "told"),
    [
        ({"users": -1}, {}, "plans.0.users"),
        ({"users": 2.5}, {}, "plans.0.users"),
        ({"users": True}, {}, "plans.0.users"),
        ({"seats": 3}, {}, "plans.0.seats"),
        ({"id": "Free"}, {}, "plans.0.id"),
        ({"id": "pro"}, {}, "each plan once"),
        ({"price_cents": 5_000}, {}, "smallest first"),
        ({"discount_percent": "101"}, {}, "plans.0.discount_percent"),
        ({"features": ["teleport"]}, {}, "plans.0.features"),
        ({}, {"version": 0}, "version"),
        ({}, {"plans": []}, "plans"),
        ({}, {"rates_cents": {}}, "rates_cents.per_1000_api_calls"),
        (
            {},
            {
                "rates_cents": {
                    "per_1000_api_calls": "0.00000000001",
                    "per_compute_minute": "NaN",
                    "per_gb_of_bandwidth": "8",
                    "per_gb_month_of_storage": "10",
                }
            },
            "rates_cents.per_compute_minute",
        ),
    ],
)
def test_a_wrong_value_is_told_in_one_line_with_its_place(
    tmp_path: Path, shipped: dict[str, Any], plan: dict[str, object], changes: dict[str, object], told: str
) -> None:
    file = written(tmp_path, broken(shipped, plan, **changes))

    with pytest.raises(WrongCatalogue) as refused:
        read_catalogue(file)

    assert told in str(refused.value)
    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_rate_finer_than_spend_is_counted_is_refused(tmp_path: Path, shipped: dict[str, Any]) -> None:
    shipped["rates_cents"]["per_gb_month_of_storage"] = "0.0001"

    with pytest.raises(WrongCatalogue) as refused:
        read_catalogue(written(tmp_path, shipped))

    assert "storage" in str(refused.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"version": 1}'])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "plans.json"
    file.write_text(content)

    with pytest.raises(WrongCatalogue):
        read_catalogue(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongCatalogue) as refused:
        read_catalogue(tmp_path / "missing.json")

    assert "No such file" in str(refused.value)
