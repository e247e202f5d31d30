"""The organization's bytes: one item holds their total, its opening, and how they rose and fell of late.

Earlier changes lie beside it, twenty in an item, and are read only for a record that comes late.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from adapters.dynamodb.engine.gateway import Gateway, Span
from adapters.dynamodb.engine.table import TTL
from adapters.dynamodb.engine.tokens import new_token
from adapters.dynamodb.engine.writes import Judge, Write, put, stale
from adapters.dynamodb.items import storage_opening as openings
from adapters.dynamodb.items.values import AttributeValue, Item, as_moment, moment
from adapters.dynamodb.keys import AFTER, LAST, Key, TenantKeys, sortable
from adapters.dynamodb.layout.totals import total_of
from application.unit_of_work import CommitRefused
from domain.usage.gauge import LevelChange, StorageOpening

KEPT: Final = timedelta(days=45)
"""Longer than the 40 days for which changes are told."""

MOST_LATELY: Final = 20
"""Changes in one item: it stays well under 1 KB, so that a record pays for no more than that."""

OPENING: Final = "version"
"""The attribute of the version of the opening."""
LATELY: Final = "lately"
EARLIER: Final = "earlier"


@dataclass(frozen=True, slots=True)
class StorageState:
    """What the item says, at one sortable."""

    total: int
    opening: StorageOpening | None
    lately: tuple[LevelChange, ...]
    earlier_until: datetime | None
    """The latest of the changes that lie beside it."""


def state_of(item: Item | None) -> StorageState:
    """Return what an item says; the one of an organization that never stored anything says nothing."""
    if item is None:
        return StorageState(0, None, (), None)
    opening = openings.from_item(item) if OPENING in item else None
    earlier = item.get(EARLIER)
    return StorageState(
        total_of(item),
        opening,
        _read(item[LATELY]) if LATELY in item else (),
        None if earlier is None else as_moment(earlier),
    )


def save_opening(write: Write, opening: StorageOpening) -> None:
    """Add to the write of the bytes that cycles are opened, if the opening is still what was read."""
    write.when_version(opening.version - 1, _judge_of_opening(opening), OPENING)
    write.sets.update(openings.to_item(opening))


def add_levels(write: Write, state: StorageState, changes: Sequence[LevelChange], keys: TenantKeys) -> Iterator[Write]:
    """Add changes to the write of the bytes; where there is no room the former ones are put beside it.

    So are the first of many changes in one step.
    """
    lately, name, value = state.lately, write.expressions.name, write.expressions.value
    room = MOST_LATELY - len(changes)
    if len(lately) <= room:
        write.appends[LATELY] = _written(changes)
        condition = f"attribute_not_exists({name(LATELY)}) OR size({name(LATELY)}) <= {value({'N': str(room)})}"
        write.when(f"({condition})", _judge_of_room(room))
        return
    known = f"{name(LATELY)} = {value(_written(lately))}" if lately else f"attribute_not_exists({name(LATELY)})"
    write.when(known, stale)
    first = (len(changes) - 1) // MOST_LATELY * MOST_LATELY
    earlier = [lately, *(changes[start : start + MOST_LATELY] for start in range(0, first, MOST_LATELY))]
    write.sets[LATELY] = _written(changes[first:])
    beside = [(max(change.at for change in part), part) for part in earlier if part]
    until = [last for last, _ in beside] + ([] if state.earlier_until is None else [state.earlier_until])
    write.sets[EARLIER] = moment(max(until))
    for last, part in beside:
        item = {LATELY: _written(part), TTL: {"N": str(int((last + KEPT).timestamp()))}}
        yield put(Key(keys.levels, f"{sortable(last)}#{new_token()}"), item)


def levels_after(state: StorageState, after: datetime, gateway: Gateway, keys: TenantKeys) -> tuple[LevelChange, ...]:
    """Return the changes after a sortable, in the order of time."""
    known = list(state.lately)
    if state.earlier_until is not None and after < state.earlier_until:
        beside = Span(keys.levels, f"{sortable(after)}{AFTER}", LAST)
        for item in gateway.items(beside, consistent=True):
            known += _read(item[LATELY])
    return tuple(sorted(change for change in known if change.at > after))


def _written(changes: Sequence[LevelChange]) -> AttributeValue:
    return {"L": [{"L": [moment(known.at), {"N": str(known.change)}]} for known in changes]}


def _read(value: AttributeValue) -> tuple[LevelChange, ...]:
    pairs = (pair["L"] for pair in value["L"])
    return tuple(LevelChange(as_moment(at), int(change["N"])) for at, change in pairs)


def _judge_of_opening(opening: StorageOpening) -> Judge:
    def judge(item: Item | None, refused: CommitRefused) -> None:
        known = state_of(item).opening
        if (0 if known is None else known.version) != opening.version - 1:
            refused.stale = True

    return judge


def _judge_of_room(room: int) -> Judge:
    def judge(item: Item | None, refused: CommitRefused) -> None:
        if len(state_of(item).lately) > room:
            refused.stale = True

    return judge
