"""The billing cycle: a calendar month in UTC, written `YYYY-MM`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final, Self

CLOSING_DELAY: Final = timedelta(hours=48)
"""How long after its end a cycle still takes late records."""

FINAL_DELAY: Final = timedelta(minutes=15)
"""How long after closing the totals are final: no request or retry lives longer than 60 seconds."""

_WRITTEN: Final = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True)
class BillingCycle:
    """One month, from its first second to the first second of the next one."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1970 <= self.year <= 9998):
            raise ValueError(f"no such billing cycle: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM`; ValueError for anything else."""
        written = _WRITTEN.fullmatch(text) if text.isascii() else None
        if written is None:
            raise ValueError("a billing cycle is written YYYY-MM")
        return cls(int(written[1]), int(written[2]))

    @staticmethod
    def of(moment: datetime) -> "BillingCycle":
        """Return the cycle that an aware UTC `moment` lies in."""
        return _cycle(moment.year, moment.month)

    @staticmethod
    def of_day(day: date) -> "BillingCycle":
        """Return the cycle that a day lies in."""
        return _cycle(day.year, day.month)

    @cached_property
    def start(self) -> datetime:
        """The first moment of the cycle."""
        return datetime(self.year, self.month, 1, tzinfo=UTC)

    @cached_property
    def end(self) -> datetime:
        """The first moment after the cycle; limits of the cycle reset then."""
        return self.next.start

    @cached_property
    def seconds(self) -> int:
        """Length of the cycle in seconds."""
        return int((self.end - self.start).total_seconds())

    @property
    def next(self) -> "BillingCycle":
        """The cycle after this one."""
        return _cycle(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "BillingCycle":
        """The cycle before this one."""
        return _cycle(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @cached_property
    def closes_at(self) -> datetime:
        """From this moment on late records are refused."""
        return self.end + CLOSING_DELAY

    def is_closed(self, now: datetime) -> bool:
        """Tell whether late records are refused at `now`."""
        return now >= self.closes_at

    def is_final(self, now: datetime) -> bool:
        """Tell whether the totals can no longer change at `now`."""
        return now >= self.closes_at + FINAL_DELAY

    def microseconds_until_end(self, moment: datetime) -> int:
        """Return the microseconds from `moment`, or the start if that is later, to the end; never negative."""
        remaining = self.end - max(moment, self.start)
        return max(0, remaining // timedelta(microseconds=1))

    @cached_property
    def text(self) -> str:
        """`YYYY-MM`."""
        return f"{self.year:04d}-{self.month:02d}"

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=512)
def _cycle(year: int, month: int) -> BillingCycle:
    return BillingCycle(year, month)
