"""The operator's changing of an organization's plan, and of the terms of its contract."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import StretchStart
from application.usage.opening import Opening, plain
from domain.billing_cycle import BillingCycle
from domain.limits.claim import PROJECTS, SEATS, Limit
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.change import check_fits, narrows_any
from domain.plans.contract import Contract
from domain.plans.history import PlanChange
from domain.plans.meter import COUNTING, Meter
from domain.plans.plan import Plan
from domain.roles.permission import Permission
from domain.usage.allowance import SPEND, STORAGE_TOTAL
from domain.usage.cost import charged_at_first
from domain.usage.gauge import course, cycles_between, reserve

RETRIES: Final = 100
"""A change holds only for the totals that were read, which usage keeps moving."""


@final
@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Changes a plan: at once when it widens, at the end of the cycle when it narrows, unless nobody chose it."""

    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    events: Events
    opening: Opening
    permission: ClassVar = Permission.OPERATE

    def __call__(
        self, actor: Actor, *, plan: str, contract: Contract | None = None, chosen: bool = True
    ) -> Organization:
        """Put the organization on the newest version of `plan`, with the terms of `contract` if there are any.

        A narrowing change is refused with Conflict, listing what must be reduced, when users, projects or storage
        would not fit. A move that nobody chose is never refused, and takes effect at once.
        """
        offered = self.catalogue.offered(plan)
        wanted = offered if contract is None else contract.applied_to(offered)
        return settled(lambda: self._change(actor, wanted, chosen=chosen), RETRIES)

    def _change(self, actor: Actor, wanted: Plan, *, chosen: bool) -> Organization:
        now = self.clock.now()
        cycle = BillingCycle.of(now)
        self.opening.through(actor, cycle)
        with self.workspaces.open_current(actor) as workspace:
            before = workspace.organization
            authorise(actor, before, self.permission)
            waits = chosen and narrows_any(before.plan(now), wanted)
            levels = {limit: workspace.total(limit) for limit in (SEATS, PROJECTS, STORAGE_TOTAL)}
            if waits:
                check_fits(wanted, users=levels[SEATS], projects=levels[PROJECTS], storage=levels[STORAGE_TOTAL])
            totals = {} if waits else _counted(workspace, cycle)
            change = PlanChange(cycle.end if waits else now, wanted, totals)
            after = replace(before, plans=before.plans.changed(change, now))
            self._move_on(workspace, before, after, change, levels, now)
            saved = workspace.save(after)
            workspace.record(self.events.changed(actor, "organization.plan_changed", before.id, before, after))
            return workspace.commit(saved)

    def _move_on(
        self,
        workspace: Workspace,
        before: Organization,
        after: Organization,
        change: PlanChange,
        levels: Mapping[Limit, int],
        now: datetime,
    ) -> None:
        """Move the totals on, and reprice what storage is reserved from the change on.

        A cycle that begins under the new plan can have records already, of clocks that are fast: they are repriced.

        The change holds only for the totals that were read: what fits must still fit, and what was used before it
        is what the stretch before it is priced by.
        """
        cycle = BillingCycle.of(now)
        held = levels[STORAGE_TOTAL]
        opening = workspace.usage.opening()
        cycles = cycles_between(cycle, cycle if opening is None else opening.through)
        levels_ahead = course(held, workspace.usage.levels(change.at), change.at)
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


def _counted(workspace: Workspace, cycle: BillingCycle) -> dict[Meter, int]:
    return {meter: workspace.total(Limit(meter.value, cycle.text)) for meter in COUNTING}


def _starts(cycle: BillingCycle, number: int, counted: Mapping[Meter, int]) -> Iterator[StretchStart]:
    return (StretchStart(Limit(meter.value, cycle.text), number, total) for meter, total in counted.items())
