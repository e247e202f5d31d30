"""Warnings before a limit: at 80 and 100 percent, once a cycle and limit, and at most four a meter and day.

What was told is kept as totals, so that a store grants each warning once: a threshold's total is one more than the
highest limit whose warning was given, a meter's daily total names a day and how many were given on it.
"""

from datetime import date
from typing import Final, NamedTuple

from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim, Limit

PERCENTS: Final = (80, 100)

MOST_A_DAY: Final = 4
"""Warnings of one meter on one day; further ones wait for the next."""

_DAY: Final = 8
"""A day in a daily total: larger than `MOST_A_DAY`."""


class Threshold(NamedTuple):
    """Reaching `at` raises one event a cycle and limit; only a higher limit than the last one told is new."""

    at: int
    mark: str
    """Reserved with the first warning of a cycle; a mark without a told limit counts for the limit in force."""
    percent: int
    limit: int
    """The limit in force, 100 %."""
    told: Limit
    """The total that keeps the highest limit whose warning was given."""

    def was_told(self, known: int) -> bool:
        """Tell whether a total of `known` says that this warning was given, for this limit or a higher one."""
        return known > self.limit

    def tell(self, known: int) -> Claim:
        """Return the claim that grants this warning once, where `known` was told before."""
        after = self.limit + 1
        return Claim(self.told, after - known, known, after)


def threshold(name: str, limit: int, cycle: BillingCycle, percent: int) -> Threshold:
    """Return one threshold of a limit; reached at its percentage, rounded up."""
    told = Limit(f"threshold/{name}/{percent}", cycle.text)
    mark = f"threshold/{name}/{cycle.text}/{percent}"
    return Threshold(-(-limit * percent // 100), mark, percent, limit, told)


def thresholds(name: str, limit: int | None, cycle: BillingCycle) -> tuple[Threshold, ...]:
    """Return where 80 % and 100 % of a limit are reached; none without a limit, or with one of nothing."""
    return tuple(threshold(name, limit, cycle, percent) for percent in PERCENTS) if limit else ()


def daily_limit(name: str) -> Limit:
    """Return the total of a meter's warnings of the day."""
    return Limit(f"warnings/{name}")


def left_today(known: int, day: date) -> int:
    """Return how many warnings a daily total of `known` leaves for `day`."""
    last_day, given = divmod(known, _DAY)
    return MOST_A_DAY - given if last_day >= day.toordinal() else MOST_A_DAY


def give_today(name: str, known: int, day: date, number: int) -> Claim:
    """Return the claim of `number` warnings on `day`, where the daily total is `known`."""
    after = known if known // _DAY >= day.toordinal() else day.toordinal() * _DAY
    return Claim(daily_limit(name), after + number - known, known, after + number)
