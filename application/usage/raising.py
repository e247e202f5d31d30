"""Thresholds that are reached: told once a cycle and limit, seen in the audit log, and sent by mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from application.actor import Actor
from application.audit.events import Events
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.unit_of_work import CommitRefused
from application.usage.remembered import CycleMemory
from domain.audit.audit_event import Change
from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim
from domain.usage.allowance import Bound, shown, terms_of
from domain.usage.thresholds import Threshold, daily_limit, give_today, left_today

TRIES: Final = 5
"""A try is lost only to another warning of the same meter."""

Crossed = Sequence[tuple[Bound, Threshold]]


@dataclass(frozen=True, slots=True)
class Raising:
    """Stages what belongs to a threshold: its claims, its event, and the mail to owners and billing contact."""

    workspaces: Workspaces
    events: Events
    clock: Clock

    def stage(self, workspace: Workspace, actor: Actor, memory: CycleMemory, crossed: Crossed) -> list[Claim]:
        """Stage the warnings of the thresholds that a commit crosses, and return the claims that grant them.

        Of one meter at most as many as its day has left; the rest wait for another day. What another thread has told
        since the decision is left out: with what is known by now, its claim would be granted again.
        """
        day, claims = self.clock.now().date(), list[Claim]()
        for name, of_meter in groupby(sorted(crossed, key=_name), key=_name):
            given_today = memory.totals.get(daily_limit(name), 0)
            told = [(bound, threshold, memory.totals.get(threshold.told, 0)) for bound, threshold in of_meter]
            due = [warning for warning in told if not warning[1].was_told(warning[2])][: left_today(given_today, day)]
            if due:
                claims.append(give_today(name, given_today, day, len(due)))
            claims += [self._stage(workspace, actor, *warning) for warning in due]
        workspace.claim(*claims)
        return claims

    def raise_full(self, actor: Actor, bound: Bound, amount: int, memory: CycleMemory) -> None:
        """Raise the 100 % of a bound that has just refused `amount`, unless that was told before.

        It is granted only while the bound would still refuse, and changes no total of usage.
        """
        for _ in range(TRIES):
            if self._first_refusal(actor, bound, amount, memory):
                return

    def _first_refusal(self, actor: Actor, bound: Bound, amount: int, memory: CycleMemory) -> bool:
        """Tell whether nothing is left to be raised."""
        full, day = bound.full, self.clock.now().date()
        if bound.ceiling is None or bound.name in memory.quiet(day):
            return True
        with self.workspaces.open(actor.once_only(None)) as workspace:
            self._look_up(workspace, memory, bound, full)
            if full.was_told(memory.totals[full.told]):
                return True
            workspace.claim(Claim(bound.limit, 0, max(0, bound.ceiling - amount + 1), None, bound.stretch))
            claims = self.stage(workspace, actor, memory, [(bound, full)])
            try:
                workspace.commit(None)
            except CommitRefused as refused:
                memory.learn(refused, [full], day)
                return bound.limit in refused.refused or refused.moved_on
            memory.warned(claims, day)
            return True

    @staticmethod
    def _look_up(workspace: Workspace, memory: CycleMemory, bound: Bound, full: Threshold) -> None:
        """Read what other processes may have told: a refusal is rare, and a wrong assumption costs a commit."""
        if not full.was_told(memory.totals.get(full.told, 0)):
            memory.totals[full.told] = workspace.total(full.told)
        daily = daily_limit(bound.name)
        if not full.was_told(memory.totals[full.told]) and daily not in memory.totals:
            memory.totals[daily] = workspace.total(daily)

    def _stage(self, workspace: Workspace, actor: Actor, bound: Bound, threshold: Threshold, known: int) -> Claim:
        if not known:
            workspace.reserve(threshold.mark)
        facts = {
            "percent": Change(None, threshold.percent),
            "limit": Change(None, shown(bound.name, threshold.limit, bound.cycle)),
            "billing_cycle": Change(None, bound.cycle.text),
        }
        event = self.events.observed(actor, "threshold.reached", bound.name, facts)
        workspace.record(event)
        subject = {
            "meter": bound.name,
            "percent": str(threshold.percent),
            "limit": str(threshold.limit),
            "billing_cycle": bound.cycle.text,
        }
        work_id = self.events.ids.work()
        workspace.plan(Work(work_id, event.at, WorkKind.TELL_THRESHOLD, workspace.organization.id, subject))
        return threshold.tell(known)


def keep_told(workspace: Workspace, now: datetime) -> None:
    """Stage, before limits change, that marks without a told limit count for the limits in force until now."""
    current = BillingCycle.of(now)
    cycles = [cycle for cycle in (current.previous, current) if not cycle.is_closed(now)]
    known = {
        threshold.mark: threshold
        for cycle in cycles
        for threshold in terms_of(workspace.organization, cycle, now).thresholds
    }
    for mark in sorted(workspace.held(list(known))):
        if not workspace.total(known[mark].told):
            workspace.claim(known[mark].tell(0))


def all_of(crossed: Crossed) -> Iterable[Threshold]:
    """Return the thresholds alone."""
    return (threshold for _, threshold in crossed)


def _name(crossed: tuple[Bound, Threshold]) -> str:
    return crossed[0].name
