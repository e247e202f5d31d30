"""Comparing limits, of which None is the largest."""

from collections.abc import Iterable


def smallest(limits: Iterable[int | None]) -> int | None:
    """Return the smallest limit; None when all are unlimited."""
    return min((limit for limit in limits if limit is not None), default=None)


def narrows(former: int | None, limit: int | None) -> bool:
    """Tell whether `limit` allows less than `former`."""
    return limit is not None and (former is None or limit < former)


def holds(limit: int | None, used: int) -> bool:
    """Tell whether `used` is within a limit."""
    return limit is None or used <= limit
