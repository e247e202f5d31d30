"""What a `Then` expected and what it found, in words: every `Then` compares through here, none asserts by itself.

expect("{} seats", found=page.seats, wanted=seats)         expected 11 seats, was 10
expect("the plan to be {}", found=page.plan, wanted=plan)  expected the plan to be pro, was free
fail("a refusal", "allowed")                               expected a refusal, was allowed
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal
from functools import singledispatch
from typing import NoReturn, TypeVar

from tests.features.words import GIGABYTE, Meter

T = TypeVar("T")
Wording = Callable[[T], str]


class Difference(AssertionError):
    """What was expected and what was found instead, as a product owner reads it."""

    def __init__(self, wanted: str, found: str) -> None:
        super().__init__(f"expected {wanted}, was {found}")


def fail(wanted: str, found: str) -> NoReturn:
    """Say what was expected and what was found; both in words."""
    raise Difference(wanted, found)


def expect(sentence: str, *, found: T, wanted: T, worded: Wording[T] | None = None) -> None:
    """Compare. The blank of the sentence is filled with what was wanted; `worded` puts both into words."""
    if found != wanted:
        in_words = worded or words_of
        fail(sentence.format(in_words(wanted)), in_words(found))


def holds(kept: bool, wanted: str, found: object) -> None:
    """Fail unless this is kept, where nothing is compared: that something is among others, or is absent."""
    if not kept:
        fail(wanted, words_of(found))


def first(found: Sequence[T], wanted: str) -> T:
    """Return the first of several."""
    return found[0] if found else fail(wanted, "none")


def only(found: Sequence[T], wanted: str) -> T:
    """Return the one there is."""
    return found[0] if len(found) == 1 else fail(wanted, str(len(found) or "none"))


@singledispatch
def words_of(value: object) -> str:
    """Word a value as the features write it."""
    return str(value)


@words_of.register
def _(_value: None) -> str:
    return "none"


@words_of.register
def _(value: int) -> str:
    return f"{value:,}"


@words_of.register
def _(value: Decimal) -> str:
    return f"{value.normalize():,f}"


@words_of.register
def _(value: datetime) -> str:
    return f"{value.day} {value:%B, %H:%M}"


@words_of.register(Mapping)
def _(value: Mapping[object, object]) -> str:
    return listed(f"{words_of(key)}: {words_of(each)}" for key, each in value.items())


@words_of.register(AbstractSet)
def _(value: AbstractSet[object]) -> str:
    return listed(sorted(map(words_of, value)))


@words_of.register(list)
@words_of.register(tuple)
def _(value: Iterable[object]) -> str:
    return listed(map(words_of, value))


def listed(words: Iterable[str]) -> str:
    *others, last = list(words) or ["none"]
    return f"{', '.join(others)} and {last}" if others else last


def dollars(cents: Decimal | int | None) -> str:
    if cents is None:
        return "none"
    amount = Decimal(cents) / 100
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def several_dollars(amounts: Iterable[int]) -> str:
    return listed(map(dollars, amounts))


def bytes_in_words(held: Decimal | int) -> str:
    return f"{(Decimal(held) / GIGABYTE).normalize():,f} GB"


UNITS = {
    "api_call": "API calls",
    "compute": "compute minutes",
    "bandwidth": "GB of bandwidth",
    "storage": "GB of storage",
}


def quantity_of(meter: Meter) -> Wording[Decimal | None]:
    """Return how quantities of this meter are worded, in the unit of the features."""

    def worded(quantity: Decimal | None) -> str:
        if quantity is None:
            return f"no limit of {UNITS[meter]}"
        amount = quantity / GIGABYTE if meter in ("bandwidth", "storage") else quantity
        return f"{amount.normalize():,f} {UNITS[meter]}"

    return worded


def limit_in_words(limit: int | None) -> str:
    return "any number of" if limit is None else words_of(limit)
