"""Building what says by its fields' names what it needs."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from dependency_injector.providers import Singleton

Made = TypeVar("Made")


def by_name(made: type[Made], known: Mapping[str, Any]) -> Singleton[Made]:
    """Return the provider of a dataclass, each field filled by what is known under the field's name.

    KeyError when nothing is known under one of them: a use case that needs something new does not even import.
    """
    return Singleton(made, **{field.name: known[field.name] for field in fields(made)})  # type: ignore[arg-type]
