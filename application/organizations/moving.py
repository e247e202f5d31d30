"""Moving an organization to another plan: what every such move stages, whoever decided it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, final

from application.actor import Actor
from application.billing.letters import Topic
from application.billing.planning import plan_check, plan_letter
from application.organizations.freeing import levels_of
from application.ports.ids import Ids
from application.ports.workspaces import Workspace
from application.unit_of_work import StretchStart
from application.usage.opening import Opening, plain
from application.usage.raising import keep_told
from domain.billing_cycle import BillingCycle
from domain.limits.claim import PROJECTS, SEATS, Limit
from domain.organizations.organization import Organization
from domain.organizations.over_limit import Levels, excess_after_move
from domain.plans.change import check_fits, narrows_any
from domain.plans.history import PlanChange
from domain.plans.meter import COUNTING, Meter
from domain.plans.plan import Plan
from domain.usage.allowance import SPEND, STORAGE_TOTAL
from domain.usage.cost import charged_at_first
from domain.usage.gauge import course, cycles_between, reserve

RETRIES: Final = 100
"""A move holds only for the totals that were read, which usage keeps moving."""


@final
@dataclass(frozen=True, slots=True)
class PlanMove:
    """Stages a move in a workspace, and returns the organization as it is to be saved there with it.

    The move holds only for the totals that were read: what fits must still fit, and what was used before it is what
    the stretch before it is priced by. `prepare` comes before the workspace is opened.
    """

    opening: Opening
    ids: Ids

    def prepare(self, actor: Actor, now: datetime) -> None:
        """Count the storage that this cycle has carried over, as moves are priced on top of it."""
        self.opening.through(actor, BillingCycle.of(now))

    def chosen(self, workspace: Workspace, wanted: Plan, now: datetime) -> Organization:
        """Move to a plan at once when it widens; at the end of the cycle when it narrows, if everything fits.

        Conflict lists what must be reduced when users, projects or storage would not fit.
        """
        if narrows_any(workspace.organization.plan(now), wanted):
            return self.at_cycle_end(workspace, wanted, now, fitting=True)
        return self.at_once(workspace, wanted, now)

    def at_once(self, workspace: Workspace, wanted: Plan, now: datetime, *, fitting: bool = False) -> Organization:
        """Move to a plan now. `fitting`: only if everything fits into it; else exceeded limits refuse new use."""
        before = workspace.organization
        change = PlanChange(now, wanted, _counted(workspace, BillingCycle.of(now)))
        after = replace(before, plans=before.plans.changed(change, now))
        return self._move_on(workspace, before, after, change, now, fitting=fitting)

    def at_cycle_end(self, workspace: Workspace, wanted: Plan, now: datetime, *, fitting: bool) -> Organization:
        """Move to a plan when the cycle ends, in the place of any move that waits already.

        `fitting`: only if everything fits into it now; else Conflict lists what must be reduced.
        """
        before = workspace.organization
        change = PlanChange(BillingCycle.of(now).end, wanted)
        after = replace(before, plans=before.plans.changed(change, now))
        return self._move_on(workspace, before, after, change, now, fitting=fitting)

    def stay(self, workspace: Workspace, now: datetime) -> Organization:
        """Forget the move that waits for the end of the cycle; without one the organization is as it was."""
        before = workspace.organization
        pending = before.plans.pending(now)
        if pending is None:
            return before
        after = replace(before, plans=before.plans.kept(now))
        return self._move_on(workspace, before, after, pending, now)

    def _move_on(
        self,
        workspace: Workspace,
        before: Organization,
        after: Organization,
        change: PlanChange,
        now: datetime,
        *,
        fitting: bool = False,
    ) -> Organization:
        """Move the totals on, and reprice what storage is reserved from the change on.

        A cycle that begins under the new plan can have records already, of clocks that are fast: they are repriced.
        """
        keep_told(workspace, now)
        cycle = BillingCycle.of(now)
        levels = levels_of(workspace)
        if fitting and narrows_any(before.plan(now), change.plan):
            check_fits(change.plan, users=levels[SEATS], projects=levels[PROJECTS], storage=levels[STORAGE_TOTAL])
        opening = workspace.usage.opening()
        cycles = cycles_between(cycle, cycle if opening is None else opening.through)
        levels_ahead = course(levels[STORAGE_TOTAL], workspace.usage.levels(change.at), change.at)
        cost = reserve(levels_ahead, after.plans, cycles).minus(reserve(levels_ahead, before.plans, cycles))
        if opening is not None:
            workspace.save(opening)
        spend = Counter(cost.spend)
        for renewed in (known for known in (cycle, cycle.next) if change.at <= known.start):
            counted = _counted(workspace, renewed)
            repriced = charged_at_first(after.plans, renewed, counted) - charged_at_first(
                before.plans, renewed, counted
            )
            spend[Limit(SPEND, renewed.text)] += repriced
            workspace.begin_stretch(*_starts(renewed, 0, counted))
        workspace.claim(*plain(cost.overage), *plain(spend))
        workspace.begin_stretch(*(StretchStart(limit, after.plans.revision, total) for limit, total in levels.items()))
        if cycle.start < change.at == now:
            number = after.plans.stretches(cycle)[-1].number
            workspace.begin_stretch(*_starts(cycle, number, change.totals))
        return self._measured(workspace, before, after, levels, now)

    def _measured(
        self, workspace: Workspace, before: Organization, after: Organization, levels: Levels, now: datetime
    ) -> Organization:
        """Return the organization with what it has beyond its plans after the move, and stage the look at that."""
        excess = excess_after_move(before, after, levels, now)
        if excess is not None and excess != before.excess:
            plan_check(workspace, self.ids, excess.restricted_at)
        measured = replace(after, excess=excess)
        if before.over_limit and not measured.over_limit:
            plan_letter(workspace, self.ids, now, Topic.RESTRICTION_LIFTED)
        return measured


def _counted(workspace: Workspace, cycle: BillingCycle) -> dict[Meter, int]:
    return {meter: workspace.total(Limit(meter.value, cycle.text)) for meter in COUNTING}


def _starts(cycle: BillingCycle, number: int, counted: Mapping[Meter, int]) -> Iterator[StretchStart]:
    return (StretchStart(Limit(meter.value, cycle.text), number, total) for meter, total in counted.items())
