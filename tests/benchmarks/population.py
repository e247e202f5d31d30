"""Stores of any size: so many tenants, so many usage records, and the operations to time on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Population:
    tenants: int
    operations: Mapping[str, Callable[[int], object]]
    """By name; each is called with the number of the tenant that it is to work for."""


def populate(tenants: int, usage_records: int) -> Population:
    """Found that many tenants, with the records spread evenly over them."""
    raise NotImplementedError((tenants, usage_records))
