"""When billing periods begin: the occurrences of an anchor, month ends included, all in UTC."""

import calendar
from datetime import UTC, datetime, timedelta
from typing import Any

DAY = 86_400
HOUR = 3_600


def occurrence(anchor: int, interval: str, every: int, nth: int) -> int:
    """The nth renewal after the anchor, or before it; an anchor on the 31st falls on a shorter month's last day."""
    start = datetime.fromtimestamp(anchor, UTC)
    if interval in {"day", "week"}:
        days = {"day": 1, "week": 7}[interval] * every * nth
        return int((start + timedelta(days=days)).timestamp())
    months = {"month": 1, "year": 12}[interval] * every * nth
    return int(_months_later(start, months).timestamp())


def around(anchor: int, interval: str, every: int, at: int) -> tuple[int, int]:
    """The whole period that a moment lies in: its start, which may be the moment, and its end, which is later."""
    lengths = {"day": DAY, "week": 7 * DAY, "month": 31 * DAY, "year": 366 * DAY}
    nth = (at - anchor) // (lengths[interval] * every) - 1
    while occurrence(anchor, interval, every, nth + 1) <= at:
        nth += 1
    return occurrence(anchor, interval, every, nth), occurrence(anchor, interval, every, nth + 1)


def configured(config: dict[str, Any], after: int) -> int:
    """The first moment after another that has the day of the month, and the time of day, asked for."""
    base = datetime.fromtimestamp(after, UTC)
    hour, minute, second = (int(config.get(part, getattr(base, part))) for part in ("hour", "minute", "second"))
    for months in range(13):
        month = _months_later(base.replace(day=1), months)
        if config.get("month") not in {None, month.month}:
            continue
        last = calendar.monthrange(month.year, month.month)[1]
        found = int(
            month.replace(
                day=min(config["day_of_month"], last), hour=hour, minute=minute, second=second, microsecond=0
            ).timestamp()
        )
        if found > after:
            return found
    raise ValueError("a year has every day of the month")


def told(at: int) -> str:
    """A moment as Stripe's invoice lines write it: 5 Mar 2026."""
    day = datetime.fromtimestamp(at, UTC)
    return f"{day.day} {day:%b %Y}"


def _months_later(start: datetime, months: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))
