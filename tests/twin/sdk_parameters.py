"""The parameters that the SDK knows of a request, read from its TypedDicts."""

import importlib
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from entrypoints.stripe_twin.forms import Either, Kind, Leaf, Schema

WORDS = re.compile(r"['\"]?([A-Z]\w*Params\w*)['\"]?")


def unknown_to_the_sdk(schema: Schema, sdk: str) -> list[str]:
    """The names, with brackets, that the twin takes and the SDK does not have."""
    room, _, name = sdk.rpartition(".")
    package = importlib.import_module(f"stripe.params.{room}" if room else "stripe.params")
    holder = getattr(package, name)
    return list(_unknown(schema, holder, importlib.import_module(holder.__module__), ""))


def _unknown(schema: Schema, holder: type, home: ModuleType, path: str) -> Iterator[str]:
    known = _annotations(holder)
    for name, kind in schema.items():
        where = f"{path}[{name}]" if path else name
        if name not in known:
            yield where
            continue
        inner = _inner(kind)
        if inner is not None:
            yield from _unknown(inner, _named(known[name], home), home, where)


def _annotations(holder: type) -> dict[str, str]:
    found: dict[str, str] = {}
    for base in (*holder.__bases__, *getattr(holder, "__orig_bases__", ()), holder):
        found |= {name: str(kind) for name, kind in getattr(base, "__annotations__", {}).items()}
    return found


def _inner(kind: Kind) -> Schema | None:
    match kind:
        case Either(kind=inner):
            return _inner(inner)
        case Leaf():
            return None
        case list():
            return _inner(kind[0])
        case _:
            return kind


def _named(annotation: str, home: ModuleType) -> Any:
    for name in WORDS.findall(annotation):
        found = getattr(home, name, None)
        if found is not None:
            return found
    raise LookupError(f"no TypedDict in {annotation}")
