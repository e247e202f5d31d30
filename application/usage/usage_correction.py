"""The correcting of records: each correction in a step of its own, with its audit event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from application.actor import Actor
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.unit_of_work import CommitRefused
from application.usage.opening import Opening
from application.usage.raising import Raising, all_of
from application.usage.remembered import CycleMemory, Remembered
from domain.errors import Conflict, Unavailable
from domain.limits.claim import Claim
from domain.plans.catalogue import Catalogue
from domain.usage.correction import Correction, NetQuantity, Restatement, restatement_of
from domain.usage.decision import Decision, decide_priced
from domain.usage.fitting import BelowZero, CapReached, MeterFull, Obstacle, RecordsFull, project_total
from domain.usage.record import UsageRecord, resource_id
from domain.usage.wording import refusal_of

TRIES: Final = 100
"""A try is lost to each other correction of the same record or of an earlier plan segment, and to records that move a
total over a threshold."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try to keep a correction: what it restates, and the claims that it makes."""

    record: UsageRecord
    net: NetQuantity
    restated: Restatement
    memory: CycleMemory
    decision: Decision


@dataclass(frozen=True, slots=True)
class UsageCorrection:
    """Commits one correction, so that its cycle costs and allows what it would have from the start.

    What later plan segments began with moves along in the same step: then the organization is saved with it.
    """

    workspaces: Workspaces
    clock: Clock
    catalogue: Catalogue
    remembered: Remembered
    opening: Opening
    raising: Raising
    events: Events

    def correct(self, actor: Actor, corrected: UsageRecord, record: UsageRecord) -> UsageRecord | None:
        """Keep a correction and return None, or return the record that was kept before under its id.

        Raises Conflict when more would be taken back than there is, PlanLimitExceeded at a limit of now or of the
        corrected record's plan segment, and Unavailable when totals kept moving.
        """
        for _ in range(TRIES):
            with self.workspaces.open_current(actor) as workspace:
                now = self.clock.now()
                attempt = self._attempt(workspace, corrected, record, now)
                if attempt.restated.full is not None:
                    known = workspace.usage.record(record.record_id)
                    if known is not None:
                        return known
                    raise self._refusal(attempt, attempt.restated.full, now)
                warned = self._stage(workspace, actor, attempt, now)
                try:
                    workspace.commit(None)
                except CommitRefused as refused:
                    known = refused.repeats.get(record.record_id)
                    if known is not None:
                        return known
                    self._learn(actor, attempt, refused, now)
                else:
                    attempt.memory.warned(warned, now.date())
                    return None
        raise Unavailable

    def _attempt(self, workspace: Workspace, corrected: UsageRecord, record: UsageRecord, now: datetime) -> _Attempt:
        net = NetQuantity(corrected, workspace.total(NetQuantity.limit(corrected)))
        if net.amount + record.amount < 0:
            raise Conflict("corrections cannot take back more than the record's quantity")
        memory = self.remembered.of(workspace.organization, record.cycle, now)
        limit = memory.terms.allowances[record.meter].bound.limit
        used = workspace.total(limit) if corrected.segment is None else memory.totals.get(limit, 0)
        restated = restatement_of(corrected, workspace.organization, record.amount, used, now)
        if restated is None:
            raise Conflict("corrections cannot take back more than was used")
        decision = decide_priced(
            restated.allowance,
            record.amount,
            restated.price,
            restated.kinks,
            memory.terms.spend,
            memory.totals,
            memory.quiet(now.date()),
        )
        return _Attempt(record._replace(segment=restated.segment), net, restated, memory, decision)

    def _stage(self, workspace: Workspace, actor: Actor, attempt: _Attempt, now: datetime) -> list[Claim]:
        """Stage everything, and return the claims on warnings."""
        record, memory, claims = attempt.record, attempt.memory, attempt.decision.claims
        self.opening.before_spending(workspace, actor, memory, claims, now)
        if attempt.restated.after is not attempt.restated.before:
            workspace.save(attempt.restated.after)
        workspace.count([record])
        of_project = Claim(project_total(memory.terms, record), record.amount)
        of_records = memory.terms.claim_of_records(1)
        workspace.claim(*claims, *of_records, of_project, attempt.net.claim(record.amount))
        subject = resource_id(attempt.net.corrected.record_id)
        workspace.record(self.events.changed(actor, "usage.corrected", subject, None, Correction.of(record)))
        return self.raising.stage(workspace, actor, memory, attempt.decision.crossed)

    def _learn(self, actor: Actor, attempt: _Attempt, found: CommitRefused, now: datetime) -> None:
        """Learn what a commit was refused for; raise the refusal of a limit that does not allow the correction at all.

        What a record's own total says is read again for each try.
        """
        memory = attempt.memory
        memory.learn(found, all_of(attempt.decision.crossed), now.date())
        memory.totals.pop(NetQuantity.limit(attempt.net.corrected), None)
        if not found.refused or found.moved_on or found.stale:
            return
        obstacle = _obstacle(attempt, found)
        if obstacle is None:
            return
        if not isinstance(obstacle, BelowZero | RecordsFull):
            self.raising.raise_full(actor, obstacle.bound, obstacle.amount, memory)
        raise self._refusal(attempt, obstacle, now) from found

    def _refusal(self, attempt: _Attempt, obstacle: Obstacle, now: datetime) -> Exception:
        return refusal_of(obstacle, attempt.restated.after, self.catalogue, attempt.restated.cycle, now)


def _obstacle(attempt: _Attempt, found: CommitRefused) -> Obstacle | None:
    """Return what stands against a correction by the totals that were told, whatever they were taken for."""
    allowance, amount, spend = attempt.restated.allowance, attempt.record.amount, attempt.memory.terms.spend
    used, records = found.totals.get(allowance.bound.limit, 0), attempt.memory.terms.records
    recorded = found.totals.get(records.limit, 0)
    if records.limit in found.refused and not records.fits(recorded, 1):
        return RecordsFull(records, recorded)
    if found.totals.get(project_total(attempt.memory.terms, attempt.record), 0) + amount < 0:
        return BelowZero()
    if not allowance.bound.fits(used, amount):
        return MeterFull(allowance, amount, used)
    spent, units = found.totals.get(spend.limit), attempt.restated.price(used)
    if spent is None:
        return None
    if spent + units < 0:
        return BelowZero()
    return None if spend.fits(spent, units) else CapReached(spend, units, spent)
