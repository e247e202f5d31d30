"""The counting of records of the counting meters: claimed together, kept together, thresholds raised with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.unit_of_work import CommitRefused
from application.usage.opening import Opening
from application.usage.raising import Raising, all_of
from application.usage.remembered import CycleMemory, Remembered
from domain.billing_cycle import BillingCycle
from domain.errors import Refusal, Unavailable
from domain.ids import ProjectId, RecordId
from domain.limits.claim import Claim, Limit
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from domain.usage.allowance import Allowance, Bound, CycleTerms
from domain.usage.decision import decide
from domain.usage.fitting import BelowZero, RecordsFull, fit
from domain.usage.record import UsageRecord
from domain.usage.wording import refusal_of

TRIES: Final = 30
"""A try is lost only when a total moved over a threshold or the included volume since it was told."""

_PROJECT: Final = itemgetter(UsageRecord._fields.index("project_id"))
_METER: Final = itemgetter(UsageRecord._fields.index("meter"))
_AMOUNT: Final = itemgetter(UsageRecord._fields.index("amount"))
_SEGMENT: Final = itemgetter(UsageRecord._fields.index("segment"))

Sums = Mapping[tuple[ProjectId, Meter], int]


@dataclass(slots=True)
class Counted:
    """What became of records: those that are not in either mapping count now."""

    repeats: dict[RecordId, UsageRecord] = field(default_factory=dict)
    """What was kept before under the ids of those that were sent again."""
    refused: dict[RecordId, Refusal] = field(default_factory=dict)
    full: dict[str, tuple[Bound, int]] = field(default_factory=dict)
    """The first amount that each bound refused, by the bound's name."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Commits records of one cycle, as many as fit, in their order, in one step when nothing stands against it."""

    workspaces: Workspaces
    clock: Clock
    catalogue: Catalogue
    remembered: Remembered
    opening: Opening
    raising: Raising

    def count(self, actor: Actor, cycle: BillingCycle, records: Sequence[UsageRecord]) -> Counted:
        """Keep the records that fit; raise Unavailable when totals kept moving."""
        outcome = Counted()
        pending = records
        for _ in range(TRIES):
            with self.workspaces.open(actor) as workspace:
                now = self.clock.now()
                memory = self.remembered.of(workspace.organization, cycle, now)
                pending = _in_segment(pending, memory.terms.stretch.number)
                sums, warned = _sums(pending), list[Claim]()
                quiet = memory.quiet(now.date())
                decision = decide(memory.terms, _asked(memory.terms, sums), memory.totals, quiet)
                self.opening.before_spending(workspace, actor, memory, decision.claims, now)
                workspace.count(pending)
                workspace.claim(*decision.claims, *_of_projects(cycle, sums))
                workspace.claim(*memory.terms.claim_of_records(len(pending)))
                if decision.crossed:
                    warned = self.raising.stage(workspace, actor, memory, decision.crossed)
                try:
                    workspace.commit(None)
                except CommitRefused as refused:
                    memory.learn(refused, all_of(decision.crossed), now.date())
                    pending = self._look_again(workspace, memory, pending, refused, outcome)
                else:
                    if warned:
                        memory.warned(warned, now.date())
                    pending = ()
            if not pending:
                self._raise_what_is_full(actor, memory, outcome)
                return outcome
        raise Unavailable

    def _look_again(
        self,
        workspace: Workspace,
        memory: CycleMemory,
        pending: Sequence[UsageRecord],
        found: CommitRefused,
        outcome: Counted,
    ) -> Sequence[UsageRecord]:
        """Return the records that are still to be tried after a refusal."""
        if found.repeats:
            outcome.repeats.update(found.repeats)
            pending = [record for record in pending if record.record_id not in found.repeats]
        if not found.refused or found.moved_on:
            return pending
        found_fit = fit(memory.terms, pending, found.totals)
        for record, obstacle in found_fit.obstructed:
            outcome.refused[record.record_id] = refusal_of(
                obstacle, workspace.organization, self.catalogue, memory.terms.cycle, self.clock.now()
            )
            if not isinstance(obstacle, BelowZero | RecordsFull):
                outcome.full.setdefault(obstacle.bound.name, (obstacle.bound, obstacle.amount))
        return found_fit.fitting

    def _raise_what_is_full(self, actor: Actor, memory: CycleMemory, outcome: Counted) -> None:
        """Raise the 100 % of what refused, once the records that fill it are counted."""
        for bound, amount in outcome.full.values():
            self.raising.raise_full(actor, bound, amount, memory)


def _in_segment(records: Sequence[UsageRecord], number: int) -> Sequence[UsageRecord]:
    """Return records as they are kept: with the plan segment under whose terms they are counted."""
    if set(map(_SEGMENT, records)) == {number}:
        return records
    return [record._replace(segment=number) for record in records]


def _sums(records: Sequence[UsageRecord]) -> dict[tuple[ProjectId, Meter], int]:
    """Add up by project and meter; mostly there is one of both."""
    projects, meters = list(map(_PROJECT, records)), list(map(_METER, records))
    if projects.count(projects[0]) == meters.count(meters[0]) == len(records):
        return {(projects[0], meters[0]): sum(map(_AMOUNT, records))}
    sums: dict[tuple[ProjectId, Meter], int] = {}
    for project, meter, amount in zip(projects, meters, map(_AMOUNT, records), strict=True):
        sums[project, meter] = sums.get((project, meter), 0) + amount
    return sums


def _asked(terms: CycleTerms, sums: Sums) -> list[tuple[Allowance, int]]:
    amounts: dict[Meter, int] = {}
    for (_, meter), amount in sums.items():
        amounts[meter] = amounts.get(meter, 0) + amount
    return [(terms.allowances[meter], amount) for meter, amount in amounts.items()]


def _of_projects(cycle: BillingCycle, sums: Sums) -> list[Claim]:
    return [Claim(Limit(meter.value, cycle.text, project), amount) for (project, meter), amount in sums.items()]
