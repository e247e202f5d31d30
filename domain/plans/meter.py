"""Meters: what is counted, in which unit, and how exactly."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.billing_cycle import BillingCycle
from domain.money import GIGABYTE


class Meter(StrEnum):
    """What usage is measured by."""

    API_CALL = "api_call"
    COMPUTE = "compute"
    BANDWIDTH = "bandwidth"
    STORAGE = "storage"


@dataclass(frozen=True, slots=True)
class Measure:
    """How a meter counts: its public unit, and how many of the integers we count in make one."""

    unit: str
    scale: int
    """Smallest units in one public unit: compute counts millionths of a minute."""
    priced_per: int
    """Smallest units that one rate pays for: 1,000 calls, a minute, a GB (storage: through the whole cycle)."""
    gauge: bool = False


MEASURES: Final[dict[Meter, Measure]] = {
    Meter.API_CALL: Measure("call", 1, 1_000),
    Meter.COMPUTE: Measure("minute", 10**6, 10**6),
    Meter.BANDWIDTH: Measure("byte", 1, GIGABYTE),
    Meter.STORAGE: Measure("byte", 1, GIGABYTE, gauge=True),
}

LIMITED: Final = (Meter.API_CALL, Meter.COMPUTE, Meter.STORAGE)
"""The meters that plans limit; bandwidth has no limit, only a price."""

COUNTING: Final = (Meter.API_CALL, Meter.COMPUTE, Meter.BANDWIDTH)
"""The meters whose quantities add up; the other one, storage, is a gauge."""

LARGEST_QUANTITY: Final = 10**15
"""No single record may state more (in public units: compute 10^9 minutes), or totals would leave exact numbers."""

LARGEST_MINUTES: Final = 10**9


def from_public(meter: Meter, quantity: int | Decimal) -> int:
    """Return `quantity` of public units as our integer; ValueError when it is finer than the meter counts."""
    scaled = quantity * MEASURES[meter].scale
    if scaled != int(scaled):
        raise ValueError(f"{meter} is counted in steps of 1/{MEASURES[meter].scale} {MEASURES[meter].unit}")
    return int(scaled)


def to_public(meter: Meter, amount: int) -> int | Decimal:
    """Return our integer in public units: an int where it is whole."""
    scale = MEASURES[meter].scale
    return amount // scale if amount % scale == 0 else Decimal(amount) / scale


def paid_by_a_rate(meter: Meter, cycle: BillingCycle) -> int:
    """Return how many smallest units one rate pays for in `cycle`; for storage byte-microseconds."""
    measure = MEASURES[meter]
    return measure.priced_per * (cycle.seconds * 10**6 if measure.gauge else 1)
