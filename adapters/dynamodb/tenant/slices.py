"""Slices of the records a cycle: a process claims some ahead, so that a record needs no write for being counted."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

from application.unit_of_work import CommitRefused
from domain.ids import OrganizationId
from domain.limits.claim import Claim, Limit
from domain.usage.allowance import RECORDS

MOST: Final = 30_000
"""Slices that are remembered; the longest known go first, and what is left of them goes unused."""

PARTS: Final = 200
"""Of a limit: one slice, and what two requests at once leave of two, are no more than one hundredth of it."""


@dataclass(slots=True)
class _Slice:
    """What one process has ahead in one cycle of an organization, under one limit."""

    maximum: int
    left: int = 0
    granted: int = 0
    """The total of all slices, as it was last known."""


@dataclass(slots=True)
class _Cover:
    """How one commit is covered: from what was ahead, and by a claim on the rest."""

    ahead: _Slice
    limit: Limit
    taken: int
    needed: int
    claimed: int = 0


class Slices:
    """One for all workspaces of a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._slices: OrderedDict[tuple[OrganizationId, Limit], _Slice] = OrderedDict()

    def cover(self, organization_id: OrganizationId, claims: Sequence[Claim]) -> "Covered":
        """Take from what is ahead what claims on records ask for."""
        covers = [self._take(organization_id, claim) for claim in claims if claim.limit.name == RECORDS]
        return Covered(self._lock, covers, [claim for claim in claims if claim.limit.name != RECORDS])

    def _take(self, organization_id: OrganizationId, claim: Claim) -> _Cover:
        maximum = claim.ceiling or 0
        with self._lock:
            known = self._slices.get((organization_id, claim.limit))
            if known is None or known.maximum != maximum:
                known = self._slices[organization_id, claim.limit] = _Slice(maximum)
                if len(self._slices) > MOST:
                    self._slices.popitem(last=False)
            taken = min(known.left, claim.amount)
            known.left -= taken
            return _Cover(known, claim.limit, taken, claim.amount - taken)


class Covered:
    """The claims of one commit, those on records replaced by what is ahead, and by claims on slices."""

    def __init__(self, lock: Lock, covers: Sequence[_Cover], others: Sequence[Claim]) -> None:
        self._lock = lock
        self._covers = covers
        self._others = others

    def claims(self) -> list[Claim]:
        """Return what is to be claimed: of records nothing, a slice, or what is left of the limit."""
        claims = list(self._others)
        for cover in self._covers:
            if cover.needed:
                ahead = cover.ahead
                slice_of_it = min(ahead.maximum // PARTS, ahead.maximum - ahead.granted)
                cover.claimed = max(cover.needed, slice_of_it)
                claims.append(Claim(cover.limit, cover.claimed, 0, ahead.maximum))
        return claims

    def granted(self) -> None:
        """Keep what was claimed ahead."""
        with self._lock:
            for cover in self._covers:
                cover.ahead.left += cover.claimed - cover.needed if cover.needed else 0
                cover.ahead.granted += cover.claimed

    def refused(self, refused: CommitRefused) -> bool:
        """Learn from a refusal; tell whether it was for nothing but a slice that is larger than what is left.

        What is told of records is those that were recorded, and slices of others.
        """
        again = refused.refused and all(limit.name == RECORDS for limit in refused.refused)
        for cover in self._covers:
            if cover.limit in refused.totals:
                cover.ahead.granted = granted = refused.totals[cover.limit]
                again = again and (cover.limit not in refused.refused or cover.claimed > cover.needed)
                again = again and granted + cover.needed <= cover.ahead.maximum
                refused.totals = {**refused.totals, cover.limit: granted - cover.taken - cover.ahead.left}
        return bool(again) and not (refused.repeats or refused.stale or refused.moved_on or refused.taken)

    def given_back(self) -> None:
        """Give back what was taken: nothing was recorded."""
        with self._lock:
            for cover in self._covers:
                cover.ahead.left += cover.taken
