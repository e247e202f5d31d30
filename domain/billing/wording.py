"""How a plan and what its usage costs are worded where a customer pays: at the checkout, in the portal, on invoices."""

from decimal import Decimal
from typing import Final

from domain.billing.charges import ExportMeter
from domain.billing_cycle import BillingCycle
from domain.plans.meter import Meter
from domain.plans.plan import Plan

_WORDS: Final[dict[Meter, tuple[str, str]]] = {
    Meter.API_CALL: ("API calls past the included volume", "1,000 calls"),
    Meter.COMPUTE: ("Compute past the included volume", "minute"),
    Meter.BANDWIDTH: ("Bandwidth", "GB"),
    Meter.STORAGE: ("Storage past the included volume", "GB-month"),
}

UNITS: Final[dict[Meter, str]] = {
    Meter.API_CALL: "call",
    Meter.COMPUTE: "thousandth of a minute",
    Meter.BANDWIDTH: "MiB",
    Meter.STORAGE: "thousandth of a GB-month",
}
"""What is counted on an invoice."""


def plan_words(plan: Plan) -> str:
    """Return what a plan is called: `Starter plan`."""
    return f"{plan.id.replace('_', ' ').replace('-', ' ').capitalize()} plan"


def usage_words(meter: ExportMeter) -> str:
    """Return what usage is called, with its rate: `Starter plan: Bandwidth, $0.072 per GB`."""
    what, unit = _WORDS[meter.meter]
    return f"{plan_words(meter.plan)}: {what}, {_dollars(meter.plan.rate_cents(meter.meter))} per {unit}"


def month_usage_words(meter: ExportMeter, cycle: BillingCycle, cents: int) -> str:
    """Return what usage is called on a line that we make: `Starter plan: Bandwidth, $0.072 per GB (2026-04)`."""
    return f"{usage_words(meter)} ({'correction of ' if cents < 0 else ''}{cycle.text})"


def usage_of(plan: Plan) -> tuple[str, ...]:
    """Return what usage can cost on a plan once it is paid, a meter each; nothing on one that prices nothing."""
    paid = plan.on_trial(tried=False)
    return tuple(usage_words(ExportMeter(paid, meter)) for meter in Meter) if paid.priced else ()


def _dollars(cents: Decimal) -> str:
    """Return dollars with at least two decimals, and no more than it takes."""
    exact = (cents / 100).normalize()
    decimals = max(2, -int(exact.as_tuple().exponent))
    return f"${exact:,.{decimals}f}"
