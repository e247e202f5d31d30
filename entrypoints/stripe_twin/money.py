"""The arithmetic of flexible billing: cents from seconds and from units, each line rounded half up by itself."""

from decimal import Decimal
from fractions import Fraction

MINIMUM_CHARGE = {"usd": 50, "eur": 50, "gbp": 30, "chf": 50}
"""Cents below which nothing is charged: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts."""


def half_up(exact: Fraction) -> int:
    """The nearest whole number; of two, the one away from zero."""
    whole = abs(exact) + Fraction(1, 2)
    cents = whole.numerator // whole.denominator
    return cents if exact >= 0 else -cents


def share(amount: int, *, seconds: int, of: int) -> int:
    """What a part of the time costs, if all of it costs the amount."""
    return half_up(Fraction(amount * seconds, of))


def times(unit_amount: Decimal, quantity: int) -> int:
    """What so many units cost; a total below zero bills nothing."""
    return max(0, half_up(Fraction(unit_amount) * quantity))


def plain(number: Decimal) -> str:
    """`2000` and `0.0125`, never `2E+3`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
