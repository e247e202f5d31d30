"""The storing of many gauge records: in their order, as many in one step as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from application.actor import Actor
from application.ports.workspaces import Workspace
from application.unit_of_work import CommitRefused
from application.usage.gauge_group import Asked, GaugeGroup, Stated
from application.usage.intake import Intake
from application.usage.raising import all_of
from application.usage.remembered import CycleMemory
from application.usage.requests import Recorded, UsageRequest
from application.usage.runs import Entry
from application.usage.storing import TRIES, Storing
from domain.billing_cycle import BillingCycle
from domain.errors import Conflict, Refusal, Unavailable
from domain.ids import RecordId
from domain.limits.claim import Limit
from domain.usage.allowance import RECORDS
from domain.usage.record import UsageRecord
from domain.usage.refusals import CycleClosed

MOST: Final = 100
"""Records in one step: each is looked at beside all changes of the same step that are later than itself."""

SPARE: Final = 5.0
"""Seconds that a batch leaves of its request's time: enough for the step that it is in, and for the answer."""

Outcome = Recorded | Refusal


@dataclass(slots=True)
class _Known:
    """What was kept before under the ids of a batch: looked up once, when it can matter.

    A record that was kept before is found out by the commit; only one that is refused is not committed.
    """

    records: dict[RecordId, UsageRecord] = field(default_factory=dict)
    complete: bool = False

    def look_up(self, workspace: Workspace, rest: Sequence[Stated]) -> None:
        self.records.update(workspace.usage.records([stated.request.record_id for stated in rest]))
        self.complete = True


class _Step(NamedTuple):
    """What one step has settled."""

    rest: Sequence[Stated]
    outcomes: dict[int, Outcome]


@dataclass(frozen=True, slots=True)
class StoringTogether:
    """Says of each record, and keeps of it, what `Storing` does of one alone."""

    storing: Storing

    def store(self, actor: Actor, intake: Intake, entries: Sequence[Entry]) -> Iterator[tuple[int, Outcome]]:
        """Return what became of each record, by its index; Unavailable of those for which no time was left.

        Raises Unavailable when totals kept moving.
        """
        known = _Known()
        rest: Sequence[Stated] = [_stated(intake, index, request) for index, request in entries]
        while rest:
            if out_of_time(actor):
                yield from ((stated.place, Unavailable()) for stated in rest)
                return
            rest, outcomes = self._step(actor, rest, known)
            yield from outcomes.items()

    def _step(self, actor: Actor, rest: Sequence[Stated], known: _Known) -> _Step:
        """Settle the first of the records, as many as one commit takes."""
        storing, recorded = self.storing, dict[Limit, int]()
        for _ in range(TRIES):
            now = storing.clock.now()
            with storing.workspaces.open(actor) as workspace:
                memory = storing.remembered.of(workspace.organization, BillingCycle.of(now), now)
                group = GaugeGroup(workspace, storing, memory, rest[:MOST], known.records, recorded, now)
                last, opening = rest[0].reaches(now), workspace.usage.opening()
                if last is not None and (opening is None or opening.through < last):
                    storing.opening.through(actor, last)
                    continue
                group.decide()
                if group.refuses and not known.complete:
                    known.look_up(workspace, rest)
                    continue
                if not self._kept(actor, workspace, group, memory):
                    if group.repeats and not known.complete:
                        known.look_up(workspace, rest)
                    known.records.update(group.repeats)
                    recorded.update(group.recorded)
                    continue
                known.records.update((record.record_id, record) for record in group.records)
                if group.full is not None:
                    storing.raising.raise_full(actor, *group.full, memory)
                return _Step(rest[group.settled :], group.outcomes)
        raise Unavailable

    def _kept(self, actor: Actor, workspace: Workspace, group: GaugeGroup, memory: CycleMemory) -> bool:
        """Keep what was decided; False when it does not hold, and is to be decided again."""
        if not group.records:
            return True
        group.stage(actor)
        warned, day = self.storing.raising.stage(workspace, actor, memory, group.crossed), group.now.date()
        try:
            workspace.commit(None)
        except CommitRefused as refused:
            memory.learn(refused, all_of(group.crossed), day)
            group.repeats.update(refused.repeats)
            full = [limit for limit in refused.refused if limit.name == RECORDS]
            group.recorded.update((limit, refused.totals[limit]) for limit in full)
            return False
        memory.warned(warned, day)
        return True


def out_of_time(actor: Actor) -> bool:
    """Tell whether a batch is to begin nothing more, so that it is answered in time."""
    return actor.source.deadline.seconds_left < SPARE


def _stated(intake: Intake, index: int, request: UsageRequest) -> Stated:
    final = True
    try:
        project = intake.project(request)
        final = False
        return Stated(index, request, Asked(project, intake.record(request)))
    except Unavailable:
        raise
    except Refusal as refusal:
        return Stated(index, request, refusal, final or not isinstance(refusal, Conflict | CycleClosed))
