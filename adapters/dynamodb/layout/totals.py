"""Totals and the claims on them: one item a total, on which everything that a commit asks of it is one write."""

from datetime import date
from typing import Final

from adapters.dynamodb.engine.writes import Judge, Write
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import day_attribute
from application.unit_of_work import CommitRefused, StretchStart
from domain.limits.claim import Claim

TOTAL: Final = "total"
STRETCH: Final = "stretch"


def total_of(item: Item | None) -> int:
    """Return the total that an item holds; 0 where nothing was claimed yet."""
    return 0 if item is None or TOTAL not in item else int(item[TOTAL]["N"])


def stretch_of(item: Item | None) -> int | None:
    """Return the stretch that a total is in, if it was ever claimed in one."""
    return None if item is None or STRETCH not in item else int(item[STRETCH]["N"])


def days_of(item: Item) -> dict[int, int]:
    """Return what a project's total tells of the days of its cycle, by day of the month."""
    return {int(name[1:]): int(value["N"]) for name, value in item.items() if len(name) == 3 and name[0] == "d"}


def claim_on(write: Write, claim: Claim, *, exists: bool) -> None:
    """Add a claim to the write of its total.

    `exists`: the total is known to stand. Then the claim holds only while it does, so that it proves the tenant's
    door to be open; otherwise the claim may found the total, and something else must prove that.
    """
    expressions = write.expressions
    total = expressions.name(TOTAL)
    low = max(claim.floor, -claim.amount)
    bounds = [f"{total} >= {expressions.value({'N': str(low)})}"]
    if claim.ceiling is not None:
        bounds.append(f"{total} <= {expressions.value({'N': str(claim.ceiling - claim.amount)})}")
    condition = " AND ".join(bounds)
    if not exists and claim.fits(0):
        condition = f"(attribute_not_exists({total}) OR ({condition}))"
    write.when(condition)
    if claim.stretch is not None:
        stretch, number = expressions.name(STRETCH), {"N": str(claim.stretch)}
        write.when(f"(attribute_not_exists({stretch}) OR {stretch} = {expressions.value(number)})")
        write.sets[STRETCH] = number
    if claim.amount or not exists:
        write.adds[TOTAL] = write.adds.get(TOTAL, 0) + claim.amount
    write.judges.append(judge_of_claim(claim))


def start_stretch(write: Write, start: StretchStart) -> None:
    """Add to the write of a total that it moves on, if it is still what was read."""
    expressions = write.expressions
    total = expressions.name(TOTAL)
    condition = f"{total} = {expressions.value({'N': str(start.total)})}"
    if start.total == 0:
        condition = f"(attribute_not_exists({total}) OR {condition})"
        write.adds.setdefault(TOTAL, 0)
    write.when(condition, _judge_of_start(start))
    write.sets[STRETCH] = {"N": str(start.number)}


def tally(write: Write, day: date, amount: int, *, latest: bool) -> None:
    """Add to the write of a project's total what one of its days adds up to; `latest`: what it is now."""
    attribute = day_attribute(day)
    if latest:
        write.sets[attribute] = {"N": str(amount)}
    else:
        write.adds[attribute] = write.adds.get(attribute, 0) + amount


def judge_of_claim(claim: Claim) -> Judge:
    """Return what is to be learned of a claimed total, whether its write refused or not."""

    def judge(item: Item | None, refused: CommitRefused) -> None:
        total, stretch = total_of(item), stretch_of(item)
        refused.totals = {**refused.totals, claim.limit: total}
        if not claim.fits(total):
            refused.refused |= {claim.limit}
        if claim.stretch is not None and stretch is not None and stretch != claim.stretch:
            refused.moved_on = True

    return judge


def _judge_of_start(start: StretchStart) -> Judge:
    def judge(item: Item | None, refused: CommitRefused) -> None:
        if total_of(item) != start.total:
            refused.stale = True

    return judge


def is_absent(item: Item | None) -> bool:
    """Tell whether an item holds no total yet."""
    return item is None or TOTAL not in item
