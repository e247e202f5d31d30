"""Months that do not begin on the first, as after the end of a trial was moved by hand."""

from datetime import datetime, timedelta

from domain.billing_cycle import BillingCycle


def month_later(anchor: datetime, following: BillingCycle) -> datetime:
    """Return when the month ends that began in the month before; the 31st is a shorter month's last day."""
    last = following.end - timedelta(days=1)
    return anchor.replace(year=last.year, month=last.month, day=min(anchor.day, last.day))
