"""When a record may be counted: not after its cycle has closed, and not before it happened."""

from datetime import datetime, timedelta
from typing import Final

from domain.billing_cycle import BillingCycle
from domain.errors import InvalidRequest
from domain.usage.refusals import CycleClosed

GREATEST_LEAD: Final = timedelta(minutes=5)
"""How far ahead of our clock a record's timestamp may be."""


def check_founded(timestamp: datetime, first: BillingCycle) -> None:
    """Refuse with InvalidRequest what is said to happen before the organization's first cycle."""
    if timestamp < first.start:
        raise InvalidRequest.at("/timestamp", f"the organization was not founded before {first}")


def check_timeliness(timestamp: datetime, now: datetime) -> BillingCycle:
    """Return the cycle in which a record of `timestamp` counts; CycleClosed or InvalidRequest when in none."""
    check_lead(timestamp, now)
    cycle = BillingCycle.of(timestamp)
    if cycle.is_closed(now):
        raise CycleClosed(cycle)
    return cycle


def check_lead(timestamp: datetime, now: datetime) -> None:
    """Refuse with InvalidRequest what is said to happen more than 5 minutes from now."""
    if timestamp > now + GREATEST_LEAD:
        raise InvalidRequest.at("/timestamp", "the timestamp is more than 5 minutes ahead")
