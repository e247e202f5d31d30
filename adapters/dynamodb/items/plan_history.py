"""A plan history as three attributes of its organization: the plans that occur, when they changed, how often."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from json import loads
from types import MappingProxyType
from typing import Any, Final

from adapters.dynamodb.items.values import (
    Attributes,
    Item,
    as_number,
    as_structure,
    as_text,
    compact,
    from_microseconds,
    microseconds,
    number,
    structure,
    text,
)
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Feature, Plan, PlanId, frozen

_USUAL_SUPPORT: Final = "community"
_UNLIMITED: Final = "unlimited"


def to_item(history: PlanHistory) -> Item:
    """Return the attributes of a history. Each plan stands once, however often it was changed to."""
    told = [compact(_plan_told(change.plan)) for change in history.changes]
    plans = list(dict.fromkeys(told))
    places = [plans.index(plan) for plan in told]
    changes = [_change_told(change, place) for change, place in zip(history.changes, places, strict=True)]
    item: Item = {"plans": text(f"[{','.join(plans)}]"), "plan_changes": structure(changes)}
    if history.revision:
        item["plan_revision"] = number(history.revision)
    return item


def from_item(item: Attributes) -> PlanHistory:
    plans = _plans(as_text(item["plans"]))
    changes = tuple(_change(plans, *change) for change in as_structure(item["plan_changes"]))
    return PlanHistory(changes, as_number(item["plan_revision"]) if "plan_revision" in item else 0)


def _change_told(change: PlanChange, place: int) -> list[object]:
    told: list[object] = [microseconds(change.at), place]
    return [*told, dict(change.totals)] if change.totals else told


def _change(plans: tuple[Plan, ...], at: int, place: int, totals: Mapping[str, int] | None = None) -> PlanChange:
    return PlanChange(
        from_microseconds(at), plans[place], {Meter(name): total for name, total in (totals or {}).items()}
    )


@lru_cache(maxsize=1024)
def _plans(told: str) -> tuple[Plan, ...]:
    """Read plans; organizations whose plans are told alike share them, and what they have computed of prices."""
    return tuple(_plan(plan) for plan in loads(told))


def _plan_told(plan: Plan) -> dict[str, object]:
    """Return a plan in parts, in one order, so that equal plans make equal texts."""
    told = {
        "id": plan.id,
        "version": plan.version,
        "users": plan.users,
        "projects": plan.projects,
        "included": dict(sorted(plan.included.items())),
        "requests": plan.requests_per_minute,
        "price": plan.price_cents,
        "rates": {meter: str(rate) for meter, rate in sorted(plan.rates.items())} or None,
        "discount": str(plan.discount) if plan.discount else None,
        "features": sorted(plan.features) or None,
        "support": plan.support if plan.support != _USUAL_SUPPORT else None,
        "granted": None if plan.self_service else True,
        "trial": True if plan.trial else None,
        "records": _records_told(plan.own_records),
    }
    return {name: part for name, part in told.items() if part is not None}


def _records_told(records: int | str | None) -> int | str | None:
    if records is None:
        return _UNLIMITED
    return None if records == "shipped" else records


def _plan(told: Mapping[str, Any]) -> Plan:
    rates = {Meter(name): Decimal(rate) for name, rate in told.get("rates", {}).items()}
    return Plan(
        id=PlanId(told["id"]),
        version=told["version"],
        users=told.get("users"),
        projects=told.get("projects"),
        included=frozen({Meter(name): volume for name, volume in told["included"].items()}),
        requests_per_minute=told.get("requests"),
        price_cents=told.get("price"),
        rates=MappingProxyType(rates),
        discount=Decimal(told.get("discount", 0)),
        features=frozenset(Feature(name) for name in told.get("features", ())),
        support=told.get("support", _USUAL_SUPPORT),
        self_service="granted" not in told,
        trial="trial" in told,
        own_records=None if told.get("records") == _UNLIMITED else told.get("records", "shipped"),
    )
