"""How many bytes an item has, by which its writing and its reading are paid."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.dynamodb.items.values import Attributes, AttributeValue


def size_of(item: Attributes) -> int:
    """Return the bytes of an item, names and values, with its keys if they are in it.

    Developer guide: "DynamoDB item sizes and formats". A text has its bytes in UTF-8, a number about one for two
    significant digits and one more, bytes are themselves, a truth or nothing is one; a list or map has 3, and one
    more for each element. The 100 bytes of overhead of a stored item are no part of it.
    """
    return sum(_of_text(name) + _of_value(value) for name, value in item.items())


def _of_value(value: AttributeValue) -> int:
    [(letter, told)] = value.items()
    return _SIZES[letter](told)


def _of_text(told: str) -> int:
    return len(told) if told.isascii() else len(told.encode())


def _of_number(told: str) -> int:
    digits = told.lower().partition("e")[0].lstrip("+-").replace(".", "").strip("0")
    return (len(digits) + 1) // 2 + 1


_SIZES: Final[Mapping[str, Callable[[Any], int]]] = {
    "S": _of_text,
    "N": _of_number,
    "B": len,
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
    "SS": lambda told: sum(map(_of_text, told)),
    "NS": lambda told: sum(map(_of_number, told)),
    "BS": lambda told: sum(map(len, told)),
    "L": lambda told: 3 + sum(1 + _of_value(element) for element in told),
    "M": lambda told: 3 + sum(1 + _of_text(name) + _of_value(element) for name, element in told.items()),
}
"""By the letters of the types."""
