"""Time that passes, with everything done when it is due, as in a house whose jobs run all day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)

ROUND_THE_MONTH: Final = (
    -HOUR,
    -MINUTE,
    MINUTE,
    HOUR + MINUTE,
    timedelta(hours=48, minutes=16),
    timedelta(hours=49, minutes=1),
    timedelta(hours=72, minutes=12),
)
"""When much happens, seen from the first second of a month: usage is final, invoices are made and charged."""

RECONCILED: Final = timedelta(hours=4, minutes=31)

STRIDE: Final = 7
"""Days between two looks when nothing is known to happen: each day would be truer, and takes far longer."""


def moments(since: datetime, until: datetime) -> Iterator[datetime]:
    """Return the moments on the way at which the house looks at what is due, in order, `until` as the last."""
    days = range((until - since).days + 2)
    midnights = [since.replace(hour=0, minute=0, second=0, microsecond=0) + DAY * day for day in days]
    on_the_way = {midnight + RECONCILED for midnight in (*midnights[::STRIDE], *midnights[-3:])}
    for first in (midnight.replace(day=1) for midnight in (*midnights, midnights[-1] + DAY)):
        on_the_way |= {first + span for span in ROUND_THE_MONTH}
    yield from sorted(moment for moment in on_the_way if since < moment < until)
    yield until
