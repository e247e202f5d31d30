"""The generic cell rate algorithm (ITU-T I.371): one number for each subject, exact to the microsecond.

A request owes its interval, window / quota; what is owed melts with time and is never more than the window. Debts are
counted in microseconds × quota, so that a request costs a whole number.
"""

from typing import Final, NamedTuple

SECOND: Final = 10**6
"""Microseconds."""


class Debt(NamedTuple):
    """When a quota is whole again, in microseconds × quota, and the quota and window (seconds) it was made under."""

    whole_at: int
    quota: int
    window: int


def cost(window: int) -> int:
    """Return what one request owes."""
    return window * SECOND


def owed(debt: Debt | None, moment: int, quota: int, window: int) -> int:
    """Return what is owed at `moment` (microseconds), under a quota that may have changed: requests used stay used."""
    if debt is None:
        return 0
    whole_at, former_quota, former_window = debt
    left = whole_at - moment * former_quota
    if left <= 0:
        return 0
    if quota != former_quota or window != former_window:
        left = -(-left // (former_window * SECOND)) * window * SECOND
    return min(quota * window * SECOND, left)


def room(owing: int, quota: int, window: int) -> int:
    """Return how many requests still fit."""
    return quota - -(-owing // (window * SECOND))


def whole_in(owing: int, quota: int) -> int:
    """Return in how many seconds, rounded up, nothing is owed any more."""
    return -(-owing // (quota * SECOND))


def wait(owing: int, quota: int, window: int) -> int:
    """Return the seconds, rounded up, until one request more owes no more than the window."""
    surplus = owing - (quota - 1) * window * SECOND
    return max(0, -(-surplus // (quota * SECOND)))


def melted(elapsed: int, quota: int, window: int) -> int:
    """Return how many requests at most, begun ones too, melt in some microseconds."""
    return -(-elapsed * quota // (window * SECOND))
