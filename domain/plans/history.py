"""Which plan an organization had when, and the stretches into which changes cut a billing cycle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from domain.billing_cycle import BillingCycle
from domain.plans.meter import COUNTING, LIMITED, Meter
from domain.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class PlanChange:
    """From `at` on, `plan` is in force; `totals` are those of the counting meters in the cycle of `at`, then."""

    at: datetime
    plan: Plan
    totals: Mapping[Meter, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one cycle under one plan, priced by its own totals."""

    number: int
    """0 for the first stretch of the cycle."""
    plan: Plan
    starts_at: datetime
    ends_at: datetime
    included: Mapping[Meter, int | None]
    """Included volume in force: after a change inside the cycle, prorated. None: unlimited."""
    totals: Mapping[Meter, int]
    """The cycle's totals of the counting meters when the stretch began."""


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """Changes in the order of time; the last may lie ahead, at the end of the current cycle."""

    changes: tuple[PlanChange, ...]
    revision: int = 0
    """How often it was changed: totals outside the cycle know by it whether a claim was made under today's limits."""

    def __post_init__(self) -> None:
        if not self.changes:
            raise ValueError("an organization always has a plan")

    def in_force(self, moment: datetime) -> Plan:
        """Return the plan at `moment`; before the first change, the first plan."""
        return next((change.plan for change in reversed(self.changes) if change.at <= moment), self.changes[0].plan)

    def binding(self, now: datetime) -> tuple[Plan, ...]:
        """Return the plans whose limits on seats, projects and storage hold: in force, and any that waits."""
        waiting = self.pending(now)
        return (self.in_force(now),) if waiting is None else (self.in_force(now), waiting.plan)

    def pending(self, now: datetime) -> PlanChange | None:
        """Return the change that waits for the end of the cycle, if there is one."""
        last = self.changes[-1]
        return last if last.at > now else None

    def changed(self, change: PlanChange, now: datetime) -> Self:
        """Return the history with one more change, in the place of any that was still waiting."""
        return type(self)((*(past for past in self.changes if past.at <= now), change), self.revision + 1)

    def settled(self, now: datetime) -> Self:
        """Return the history without the change that was still waiting."""
        return type(self)(tuple(past for past in self.changes if past.at <= now), self.revision + 1)

    def stretches(self, cycle: BillingCycle) -> tuple[Stretch, ...]:
        """Return the stretches of `cycle`, first to last.

        Included volume after a change is old + (new - old) × remaining / seconds of the cycle, rounded up,
        where old and new are the plans' own volumes: several changes at one moment come to the same as the
        direct one. A volume that was or becomes unlimited is not prorated against: what was used so far is
        covered, and the new plan's share of the rest of the cycle comes on top.
        """
        inside = [change for change in self.changes[1:] if cycle.start < change.at < cycle.end]
        plan = self.in_force(cycle.start)
        borders = [cycle.start, *(change.at for change in inside), cycle.end]
        stretches = [Stretch(0, plan, borders[0], borders[1], dict(plan.included), dict.fromkeys(COUNTING, 0))]
        for number, change in enumerate(inside, start=1):
            former = stretches[-1]
            remaining = cycle.microseconds_until_end(change.at)
            included = {
                meter: _prorated(
                    meter, former, change.plan.included[meter], change.totals.get(meter, 0), remaining, cycle
                )
                for meter in LIMITED
            }
            stretches.append(
                Stretch(number, change.plan, borders[number], borders[number + 1], included, change.totals)
            )
        return tuple(stretches)


def _prorated(
    meter: Meter, former: Stretch, new: int | None, used: int, remaining: int, cycle: BillingCycle
) -> int | None:
    whole = cycle.seconds * 10**6
    before, nominal = former.included[meter], former.plan.included[meter]
    if new is None or meter not in COUNTING:
        return new
    if before is None or nominal is None:
        return used - (-new * remaining // whole)
    return before - (-(new - nominal) * remaining // whole)
