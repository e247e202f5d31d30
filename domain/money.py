"""Money: integer cents outside, integer spend units inside, rounded once and half up."""

from collections.abc import Mapping
from typing import Final, TypeVar

from domain.billing_cycle import BillingCycle

GIGABYTE: Final = 2**30
"""Bytes in the GB of plans and prices."""

_FRACTION: Final = 10**9

Key = TypeVar("Key", bound=str)


def spend_units_per_cent(cycle: BillingCycle) -> int:
    """Return how many units of the `spend` total one cent is worth in `cycle`.

    One unit is a cent / (10^9 × 2^30 × seconds of the cycle): small enough that every rate of the catalogue,
    byte-seconds included, is a whole number of units, so that spend is compared unrounded.
    """
    return _FRACTION * GIGABYTE * cycle.seconds


def half_up(numerator: int, denominator: int) -> int:
    """Divide two integers (`denominator` > 0) exactly, and round half up: 0.5 to 1, -0.5 to 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def allocate(total: int, shares: Mapping[Key, int]) -> dict[Key, int]:
    """Split `total` cents in proportion to `shares`, to the cent.

    The largest remainders get the cents that are left over, ties by key. Parts add up to `total`, evenly where all
    shares are 0 (corrections can take back the usage of a stretch that stays priced).
    """
    whole = sum(shares.values())
    if whole == 0:
        return allocate(total, dict.fromkeys(shares, 1)) if shares else {}
    parts = {key: total * share // whole for key, share in shares.items()}
    left = total - sum(parts.values())
    by_remainder = sorted(shares, key=lambda key: (-(total * shares[key] % whole), key))
    for key in by_remainder[:left]:
        parts[key] += 1
    return parts
