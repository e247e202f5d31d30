"""The one atomic step of a commit: done, or refused with all that was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.dynamodb.engine.gateway import MOST_ACTIONS, Gateway
from adapters.dynamodb.engine.patience import REFUSED, Cancelled
from adapters.dynamodb.engine.tokens import new_token
from adapters.dynamodb.engine.writes import Write
from adapters.dynamodb.keys import TenantKeys
from adapters.dynamodb.knowledge import Standing
from adapters.dynamodb.layout import totals
from adapters.dynamodb.tenant.commit import Commit
from application.unit_of_work import CommitRefused
from domain.errors import Conflict
from domain.limits.claim import Claim


@dataclass(frozen=True, slots=True)
class Step:
    """Takes one step in one tenant."""

    keys: TenantKeys
    gateway: Gateway
    standing: Standing

    def take(self, commit: Commit, outside: Sequence[Write], claims: Sequence[Claim]) -> bool:
        """Write everything, or raise CommitRefused with all that was found.

        False when nothing was written because a total that was presumed to exist does not: then the commit is to be
        made anew. Conflict when it touches more than one transaction can.
        """
        writes = commit.writes
        if len(writes) + len(outside) > MOST_ACTIONS:
            raise Conflict(f"this touches more than {MOST_ACTIONS} things at once; do it in several smaller steps")
        try:
            transact(self.gateway, writes, outside)
        except Cancelled as cancelled:
            missing = self._forget_missing(commit, writes, cancelled.reasons)
            refused = judged((*writes, *outside), cancelled.reasons)
            if refused is None and missing:
                return False
            raise self._completed(refused, claims) from cancelled
        for claim in claims:
            self.standing.add(self.keys.total(claim.limit))
        return True

    def _forget_missing(self, commit: Commit, writes: Sequence[Write], reasons: Sequence[Mapping[str, Any]]) -> bool:
        missing = [
            write.key
            for write, reason in zip(writes, reasons, strict=False)
            if write.key in commit.presumed and _failed(reason) and totals.is_absent(reason.get("Item"))
        ]
        for key in missing:
            self.standing.forget(key)
        return bool(missing)

    def _completed(self, refused: CommitRefused | None, claims: Sequence[Claim]) -> CommitRefused:
        """Return the refusal with the totals of the claims that did not refuse, too; stale if nothing else is known."""
        complete = refused or CommitRefused(stale=True)
        untold = {self.keys.total(claim.limit): claim for claim in claims if claim.limit not in complete.totals}
        found = self.gateway.get_many(list(untold)) if untold else {}
        for key, claim in untold.items():
            totals.judge_of_claim(claim)(found.get(key), complete)
        return complete


def transact(gateway: Gateway, writes: Sequence[Write], outside: Sequence[Write]) -> None:
    """Do all writes in one step; Cancelled when a condition refuses."""
    if writes or outside:
        gateway.transact(writes, new_token(), outside)


def judged(writes: Sequence[Write], reasons: Sequence[Mapping[str, Any]]) -> CommitRefused | None:
    """Return what the reasons of a cancelled transaction mean; None when they mean nothing by themselves."""
    refused = CommitRefused()
    for write, reason in zip(writes, reasons, strict=True):
        for judge in write.judges if _failed(reason) else ():
            judge(reason.get("Item"), refused)
    told = refused.refused or refused.taken or refused.repeats or refused.stale or refused.moved_on
    return refused if told or refused.slug_taken or refused.email_taken or refused.answer is not None else None


def _failed(reason: Mapping[str, Any]) -> bool:
    return reason.get("Code") == REFUSED
