"""The decision whether usage may pass: which claims on which limits say so exactly.

The decision is made for a total that was told or is assumed, and its claims hold only where that assumption makes
no difference: between the thresholds, below or above the included volume. Where the store finds the total somewhere
else it refuses, tells the total, and the decision is made again.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from domain.limits.claim import Claim, Limit
from domain.usage.allowance import Allowance, Bound, CycleTerms
from domain.usage.thresholds import Threshold


class Decision(NamedTuple):
    """What a store is asked to grant in one step, and what is raised with it."""

    claims: tuple[Claim, ...]
    crossed: tuple[tuple[Bound, Threshold], ...]
    """The thresholds that are reached if the claims are granted."""


def overage(allowance: Allowance, total: int, amount: int) -> int:
    """Return by how many smallest units `amount` on top of `total` changes the priced volume."""
    start = allowance.priced_from
    return max(0, total + amount - start) - max(0, total - start)


def decide(
    terms: CycleTerms,
    asked: Collection[tuple[Allowance, int]],
    totals: Mapping[Limit, int],
    quiet: Collection[str] = (),
) -> Decision:
    """Return the claims for the amounts `asked` of the counting meters of one cycle, all or nothing.

    `totals` are those that are known or assumed (0 for what is not in it), with those of the warnings given; `quiet`
    names the meters that have had all their warnings of today.
    """
    claims: list[Claim] = []
    crossed: list[tuple[Bound, Threshold]] = []
    spend = 0
    for allowance, amount in asked:
        bound = allowance.bound
        total = _attainable(bound, totals.get(bound.limit, 0), amount)
        floor, ceiling = _between_thresholds(bound, total, amount, totals, quiet, crossed)
        if allowance.unit_cost:
            priced = overage(allowance, total, amount)
            floor, ceiling = _on_one_side(allowance.priced_from, total, amount, priced, floor, ceiling)
            spend += priced * allowance.unit_cost
        claims.append(Claim(bound.limit, amount, floor, ceiling, bound.stretch))
    if spend:
        claims.append(claim_within(terms.spend, spend, totals, quiet, crossed))
    return Decision(tuple(claims), tuple(crossed))


def decide_priced(
    allowance: Allowance,
    amount: int,
    price: Callable[[int], int],
    kinks: tuple[int, int],
    spend: Bound,
    totals: Mapping[Limit, int],
    quiet: Collection[str],
) -> Decision:
    """Return the claims for an `amount` whose price depends on the total before it, but only between two `kinks`.

    `totals` and `quiet` are as for `decide`.
    """
    crossed: list[tuple[Bound, Threshold]] = []
    bound, (low, high) = allowance.bound, kinks
    total = _attainable(bound, max(totals.get(bound.limit, 0), -amount), amount)
    floor, ceiling = _between_thresholds(bound, total, amount, totals, quiet, crossed)
    if allowance.unit_cost:
        least, most = (high, None) if total >= high else (0, low) if total <= low else (total, total)
        floor = max(floor, least)
        if most is not None:
            ceiling = most + amount if ceiling is None else min(ceiling, most + amount)
    claims = [Claim(bound.limit, amount, floor, ceiling, bound.stretch)]
    if units := price(total):
        claims.append(claim_within(spend, units, totals, quiet, crossed))
    return Decision(tuple(claims), tuple(crossed))


def claim_within(
    bound: Bound,
    amount: int,
    totals: Mapping[Limit, int],
    quiet: Collection[str],
    crossed: list[tuple[Bound, Threshold]],
) -> Claim:
    """Return the claim of `amount` between two thresholds of a bound, adding those that it crosses to `crossed`."""
    total = _attainable(bound, totals.get(bound.limit, 0), amount)
    floor, ceiling = _between_thresholds(bound, total, amount, totals, quiet, crossed)
    return Claim(bound.limit, amount, floor, ceiling, bound.stretch)


def _attainable(bound: Bound, total: int, amount: int) -> int:
    """Return the assumed total, lowered to where the amount would just fit: only the store's word refuses."""
    if amount <= 0 or bound.ceiling is None or total + amount <= bound.ceiling:
        return total
    return max(0, bound.ceiling - amount)


def _between_thresholds(
    bound: Bound,
    total: int,
    amount: int,
    totals: Mapping[Limit, int],
    quiet: Collection[str],
    crossed: list[tuple[Bound, Threshold]],
) -> tuple[int, int | None]:
    if amount <= 0:
        return 0, None
    floor, ceiling = 0, bound.ceiling
    if bound.name in quiet:
        return floor, ceiling
    for threshold in bound.thresholds:
        if threshold.was_told(totals.get(threshold.told, 0)):
            continue
        if total + amount >= threshold.at:
            crossed.append((bound, threshold))
            floor = max(floor, threshold.at - amount)
        else:
            ceiling = threshold.at - 1 if ceiling is None else min(ceiling, threshold.at - 1)
            break
    return floor, ceiling


def _on_one_side(
    start: int, total: int, amount: int, priced: int, floor: int, ceiling: int | None
) -> tuple[int, int | None]:
    if amount == 0:
        return floor, ceiling
    if priced == amount:
        return max(floor, start, start - amount), ceiling
    if priced == 0:
        below = start + min(amount, 0)
        return floor, below if ceiling is None else min(ceiling, below)
    return total, total + amount if ceiling is None else min(ceiling, total + amount)
