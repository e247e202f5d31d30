"""What several representations share: lists, numbers, problems."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Generic, NotRequired, TypeVar, cast

import orjson
from typing_extensions import TypedDict

from adapters.http.answers.words import UrlText
from domain.plans.meter import Meter, to_public

T = TypeVar("T")
S = TypeVar("S")

Number = int | float
"""A quantity in public units: compute has up to six decimals."""


class Listed(TypedDict, Generic[T]):
    """One page of a list."""

    data: list[T]
    next_cursor: str | None


class LimitFacts(TypedDict):
    """What a limit allows, and how it stands."""

    meter: str
    max: Number
    used: Number
    requested: Number
    remaining: Number
    resets_at: datetime | None


class UpgradeOffer(TypedDict):
    """The cheapest plan that would fit, and where to get it."""

    plan: str
    price_cents: int | None
    url: UrlText


class WrongField(TypedDict):
    """A wrong field: a JSON pointer into the body, or `query/<name>` or `header/<name>`."""

    pointer: str
    detail: str


class ElementProblem(TypedDict):
    """Why one element of a batch was refused; pointers count from the element."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[WrongField]]
    limit: NotRequired[LimitFacts]
    upgrade: NotRequired[UpgradeOffer | None]
    feature: NotRequired[str]
    required: NotRequired[str]
    unfit: NotRequired[list[str]]
    violated_policies: NotRequired[list[str]]


class Problem(ElementProblem):
    """Why a request was refused (RFC 9457)."""

    instance: str
    request_id: str
    plan: NotRequired[str]


def exact(number: int | Decimal) -> Number:
    """Return a number that is written with all its decimals."""
    return number if isinstance(number, int) else cast(float, orjson.Fragment(f"{number:f}"))


def public(meter: Meter, amount: int) -> Number:
    """Return an amount in public units."""
    return exact(to_public(meter, amount))


def public_or_none(meter: Meter, amount: int | None) -> Number | None:
    """Return an amount in public units, or None where there is no limit."""
    return None if amount is None else public(meter, amount)


def listed(present: Callable[[S], T], items: Iterable[S], next_cursor: str | None = None) -> Listed[T]:
    """Return a page with each item as `present` shows it."""
    return {"data": [present(item) for item in items], "next_cursor": next_cursor}
