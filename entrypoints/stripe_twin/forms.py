"""The form encoding of Stripe: nested brackets, and which parameters a request takes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, final

from entrypoints.stripe_twin.refusals import Refusal

BRACKETS = re.compile(r"\[([^\]]*)\]")


@final
@dataclass(frozen=True)
class Leaf:
    """One value: its kind, and the words that it may be instead."""

    kind: str
    words: tuple[str, ...] = ()


@final
@dataclass(frozen=True)
class Either:
    """An object, or one of some words: `""` unsets it."""

    kind: "Kind"
    words: tuple[str, ...] = ("",)


Kind = Leaf | Either | Mapping[str, Any] | list[Any]
Schema = Mapping[str, Kind]

TEXT = Leaf("text")
INT = Leaf("integer")
BOOL = Leaf("boolean")
DECIMAL = Leaf("decimal")
METADATA = Leaf("map", ("",))
MAP = Leaf("map")
TEXTS = [TEXT]


def one_of(*words: str) -> Leaf:
    return Leaf("choice", words)


def moment(*words: str) -> Leaf:
    """A Unix time in seconds, or one of some words."""
    return Leaf("integer", words)


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`items[0][price]=p` becomes `{"items": {"0": {"price": "p"}}}`; an empty bracket counts on."""
    root: dict[str, Any] = {}
    for name, value in pairs:
        *steps, last = [name.partition("[")[0], *BRACKETS.findall(name)]
        place = root
        for step in steps:
            deeper = place.setdefault(step or str(len(place)), {})
            if not isinstance(deeper, dict):
                raise Refusal(f"Invalid object: {step}", param=step)
            place = deeper
        place[last or str(len(place))] = value
    return root


def checked(params: Mapping[str, Any], schema: Schema, path: str = "") -> dict[str, Any]:
    """The parameters as Python values; raises Refusal of an unknown or malformed one, as Stripe does."""
    taken: dict[str, Any] = {}
    for name, value in params.items():
        where = f"{path}[{name}]" if path else name
        if name not in schema:
            raise Refusal(f"Received unknown parameter: {where}", code="parameter_unknown", param=where)
        taken[name] = _value(value, schema[name], where)
    return taken


def _value(value: Any, kind: Kind, where: str) -> Any:
    if isinstance(kind, Either):
        return value if value in kind.words else _value(value, kind.kind, where)
    if isinstance(kind, Leaf):
        return _leaf(value, kind, where)
    if not isinstance(value, dict):
        shape = "array" if isinstance(kind, list) else "object"
        raise Refusal(f"Invalid {shape}", code=f"parameter_invalid_{shape}", param=where)
    if isinstance(kind, list):
        ordered = sorted(value.items(), key=lambda entry: int(entry[0]) if entry[0].isdigit() else 0)
        return [_value(entry, kind[0], f"{where}[{place}]") for place, entry in ordered]
    return checked(value, kind, where)


def _leaf(value: Any, leaf: Leaf, where: str) -> Any:
    if not isinstance(value, dict) and value in leaf.words:
        return value
    if (leaf.kind == "map") != isinstance(value, dict):
        raise Refusal(f"Invalid {leaf.kind}", param=where)
    readers = {"integer": _integer, "boolean": _boolean, "decimal": _decimal}
    if leaf.kind == "choice":
        listed = ", ".join(leaf.words)
        raise Refusal(f"Invalid {where}: must be one of {listed}", param=where)
    return readers[leaf.kind](value, where) if leaf.kind in readers else value


def _integer(value: str, where: str) -> int:
    if not re.fullmatch(r"-?\d{1,18}", value):
        raise Refusal(f"Invalid integer: {value}", code="parameter_invalid_integer", param=where)
    return int(value)


def _boolean(value: str, where: str) -> bool:
    if value not in {"true", "false"}:
        raise Refusal(f"Invalid boolean: {value}", param=where)
    return value == "true"


def _decimal(value: str, where: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    exponent = number.as_tuple().exponent
    if not number.is_finite() or not isinstance(exponent, int) or exponent < -12:
        raise Refusal(f"Invalid decimal: {value}; must contain at maximum 12 decimal places.", param=where)
    return number
