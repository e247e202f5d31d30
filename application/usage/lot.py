"""A lot: many requests at once, of which nothing needs to be looked at one by one."""

from collections.abc import Sequence
from datetime import datetime
from types import NoneType
from typing import Final

from application.usage.intake import Intake
from application.usage.requests import UsageRequest
from domain.errors import Refusal, Unavailable
from domain.usage.record import UsageRecord

_new: Final = tuple.__new__
"""Makes a tuple without the detour through the arguments of its class."""


def taken_in(intake: Intake, requests: Sequence[UsageRequest]) -> list[UsageRecord] | None:
    """Return the records that requests ask for, all of one cycle; None when they must be taken in one by one.

    Whether a request that corrects nothing is refused depends on its project and meter, on how small its amount
    is and how early or late its timestamp: where the smallest amount passes at the earliest and at the latest time,
    so does all that lies between. None may be of a gauge.
    """
    projects, meters, amounts, metadata, ids, timestamps, corrects = zip(*requests, strict=True)
    kinds = set(map(type, timestamps))
    if kinds == {NoneType}:
        timestamps = (intake.now,) * len(timestamps)
    elif kinds != {datetime}:
        return None
    earliest, latest, smallest = min(timestamps), max(timestamps), min(amounts)
    maxima: dict[object, int | None] = {}
    segments: dict[object, int | None] = {}
    for project, meter in dict.fromkeys(zip(projects, meters, strict=True)):
        first = UsageRequest(project, meter, smallest, {}, ids[0], earliest)
        try:
            records = intake.record(first), intake.record(first._replace(timestamp=latest))
        except Unavailable:
            raise
        except Refusal:
            return None
        if records[0].cycle != records[1].cycle:
            return None
        maxima[meter], segments[meter] = records[0].maximum, records[0].segment
    rows = zip(
        ids, projects, meters, amounts, timestamps, timestamps, metadata, corrects,
        map(maxima.__getitem__, meters), map(segments.__getitem__, meters), strict=True,
    )  # fmt: skip
    return [_new(UsageRecord, row) for row in rows]
