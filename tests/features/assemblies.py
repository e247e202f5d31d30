"""The assemblies of the product that run the features, and how each is driven."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests.features.driver import Driver


@dataclass(frozen=True)
class Assembly:
    name: str
    driver: Callable[[], AbstractContextManager[Driver]]


ASSEMBLIES: tuple[Assembly, ...] = ()
