"""Which plan an organization had when, and the stretches into which changes cut a billing cycle."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Self

from domain.billing_cycle import BillingCycle
from domain.plans.meter import COUNTING, LIMITED, Meter
from domain.plans.plan import Plan

_PRORATED: Final = tuple(meter for meter in LIMITED if meter in COUNTING)


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

    def since(self, moment: datetime) -> datetime:
        """Return when the plan that is in force at `moment` began; before the first change, when that is."""
        return next((change.at for change in reversed(self.changes) if change.at <= moment), self.changes[0].at)

    def binding(self, now: datetime) -> tuple[Plan, ...]:
        """Return the plans whose limits on seats, projects and storage hold: in force, and any that waits."""
        waiting = self.pending(now)
        return (self.in_force(now),) if waiting is None else (self.in_force(now), waiting.plan)

    def pending(self, now: datetime) -> PlanChange | None:
        """Return the change that waits for the end of the cycle, if there is one."""
        last = self.changes[-1]
        return last if last.at > now else None

    def changed(self, change: PlanChange, now: datetime) -> Self:
        """Return the history with one more change, in the place of any that was still waiting.

        A trial that ends in the moment in which it began, before anything was counted, leaves no trace.
        """
        past = tuple(past for past in self.changes if past.at <= now)
        last = past[-1]
        if last.at == change.at and last.plan.on_trial(tried=False) == change.plan and not any(change.totals.values()):
            past, change = past[:-1], replace(change, totals=last.totals)
        return type(self)((*past, change), self.revision + 1)

    def kept(self, now: datetime) -> Self:
        """Return the history without the change that was still waiting."""
        return type(self)(tuple(past for past in self.changes if past.at <= now), self.revision + 1)

    def renumbered(self) -> Self:
        """Return the same history under the next revision: claims that were made under this one hold no longer."""
        return replace(self, revision=self.revision + 1)

    def restated(self, cycle: BillingCycle, segment: int, meter: Meter, amount: int) -> Self:
        """Return the history in which `amount` more of a meter was used in a plan segment of `cycle`.

        All later segments of the cycle began with as much more. The plans themselves, and so `revision`, stay.
        """
        later = [change for change in self.changes[1:] if cycle.start < change.at < cycle.end][segment:]
        if not later:
            return self
        first = self.changes.index(later[0], 1)
        changed = tuple(
            replace(change, totals={**change.totals, meter: change.totals.get(meter, 0) + amount}) for change in later
        )
        return replace(self, changes=(*self.changes[:first], *changed, *self.changes[first + len(later) :]))

    def stretches(self, cycle: BillingCycle) -> tuple[Stretch, ...]:
        """Return the stretches of `cycle`, first to last.

        Included volume after a change is old + (new - old) × remaining / seconds of the cycle, rounded up,
        where old and new are the plans' own volumes: several changes at one moment come to the same as the
        direct one, and together they give no more than each plan's part of the cycle. A volume that was or becomes
        unlimited is not prorated against: what was used so far is covered, and the new plan's share of the rest of
        the cycle comes on top.
        """
        inside = [change for change in self.changes[1:] if cycle.start < change.at < cycle.end]
        plan = self.in_force(cycle.start)
        borders = [cycle.start, *(change.at for change in inside), cycle.end]
        stretches = [Stretch(0, plan, borders[0], borders[1], dict(plan.included), dict.fromkeys(COUNTING, 0))]
        whole = cycle.seconds * 10**6
        exact = {meter: _times(plan.included[meter], whole) for meter in _PRORATED}
        for number, change in enumerate(inside, start=1):
            remaining = cycle.microseconds_until_end(change.at)
            exact = {
                meter: _prorated(exact[meter], stretches[-1].plan, change, meter, remaining, whole)
                for meter in _PRORATED
            }
            included = dict(change.plan.included)
            included.update((meter, _rounded_up(volume, whole)) for meter, volume in exact.items())
            stretches.append(
                Stretch(number, change.plan, borders[number], borders[number + 1], included, change.totals)
            )
        return tuple(stretches)


def _prorated(
    before: int | None, former: Plan, change: PlanChange, meter: Meter, remaining: int, whole: int
) -> int | None:
    """Return the included volume after a change, unrounded: times `whole`, of which `remaining` is left."""
    old, new = former.included[meter], change.plan.included[meter]
    if new is None:
        return None
    if before is None or old is None:
        return change.totals.get(meter, 0) * whole + new * remaining
    return before + (new - old) * remaining


def _times(volume: int | None, whole: int) -> int | None:
    return None if volume is None else volume * whole


def _rounded_up(exact: int | None, whole: int) -> int | None:
    return None if exact is None else -(-exact // whole)
