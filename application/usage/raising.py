"""Thresholds that are reached: marked once a cycle, seen in the audit log, told by mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from application.actor import Actor
from application.audit.events import Events
from application.ports.agenda import Work, WorkKind
from application.ports.workspaces import Workspace, Workspaces
from application.unit_of_work import CommitRefused
from domain.audit.audit_event import Change
from domain.limits.claim import Claim
from domain.usage.allowance import PERCENTS, Bound, Threshold


@dataclass(frozen=True, slots=True)
class Raising:
    """Stages what belongs to a threshold: its mark, its event, and the mail to owners and billing contact."""

    workspaces: Workspaces
    events: Events

    def stage(self, workspace: Workspace, actor: Actor, crossed: Iterable[tuple[Bound, Threshold]]) -> None:
        """Stage all thresholds that a commit crosses."""
        for bound, threshold in crossed:
            self._stage(workspace, actor, bound, threshold.percent, threshold.mark)

    def raise_full(self, actor: Actor, bound: Bound, amount: int, raised: set[str]) -> None:
        """Raise the 100 % of a bound that has just refused `amount`, unless it is among those known to be `raised`.

        It is granted only while the bound would still refuse, and changes no total.
        """
        if bound.last_mark in raised:
            return
        mark = self._first_refusal(actor, bound, amount)
        if mark is not None:
            raised.add(mark)

    def _first_refusal(self, actor: Actor, bound: Bound, amount: int) -> str | None:
        """Return the mark once it is known to stand."""
        if bound.ceiling is None:
            return None
        mark = bound.last_mark
        with self.workspaces.open(actor.once_only(None)) as workspace:
            if workspace.holds(mark):
                return mark
            workspace.claim(Claim(bound.limit, 0, max(0, bound.ceiling - amount + 1), None, bound.stretch))
            self._stage(workspace, actor, bound, PERCENTS[-1], mark)
            try:
                return workspace.commit(mark)
            except CommitRefused as refused:
                return mark if mark in refused.taken else None

    def _stage(self, workspace: Workspace, actor: Actor, bound: Bound, percent: int, mark: str) -> None:
        facts = {"percent": Change(None, percent), "billing_cycle": Change(None, bound.cycle.text)}
        event = self.events.observed(actor, "threshold.reached", bound.name, facts)
        workspace.reserve(mark)
        workspace.record(event)
        subject = {"meter": bound.name, "percent": str(percent), "billing_cycle": bound.cycle.text}
        work_id = self.events.ids.work()
        workspace.plan(Work(work_id, event.at, WorkKind.TELL_THRESHOLD, workspace.organization.id, subject))
