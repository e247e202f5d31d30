"""The storing of gauge records: a project's level replaced, the organization's bytes and their cost claimed with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from application.access.authorise import check_standing
from application.actor import Actor
from application.organizations.freeing import Freeing
from application.ports.clock import Clock
from application.ports.workspaces import Workspace, Workspaces
from application.unit_of_work import CommitRefused
from application.usage.opening import Opening, plain
from application.usage.raising import Raising, all_of
from application.usage.remembered import CycleMemory, Remembered
from domain.billing_cycle import BillingCycle
from domain.errors import Conflict, Unavailable
from domain.limits.claim import Claim
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.meter import Meter
from domain.projects.project import Project
from domain.roles.permission import Standing
from domain.usage.allowance import STORAGE_TOTAL, Bound, CycleTerms
from domain.usage.decision import claim_within
from domain.usage.gauge import (
    Gauge,
    Reserve,
    byte_time_claims,
    can_cost,
    course,
    cycles_between,
    reserve,
    shifted,
)
from domain.usage.record import UsageRecord
from domain.usage.thresholds import Threshold
from domain.usage.wording import meter_refusal, records_refusal, spend_refusal

TRIES: Final = 100
"""Where storage can cost, one record of an organization is lost to each other one that comes between."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try: the claims that it makes, for the bounds that can refuse it."""

    claims: tuple[Claim, ...]
    crossed: tuple[tuple[Bound, Threshold], ...]
    level: Bound
    change: int
    spend: tuple[tuple[Bound, int], ...]
    records: Bound


@dataclass(frozen=True, slots=True)
class Storing:
    """Commits one gauge record."""

    workspaces: Workspaces
    clock: Clock
    catalogue: Catalogue
    remembered: Remembered
    opening: Opening
    raising: Raising
    freeing: Freeing

    def store(self, actor: Actor, project: Project, record: UsageRecord) -> UsageRecord | None:
        """Keep the record and return None, or return the one that was kept before under its id.

        Raises Conflict for a record older than the project's latest, or a rise of an archived project,
        OrganizationRestricted for what does not fall while nothing new may begin, PlanLimitExceeded at a limit, and
        Unavailable when totals kept moving.
        """
        for _ in range(TRIES):
            now = self.clock.now()
            last = max(record.cycle, BillingCycle.of(now))
            with self.workspaces.open(actor) as workspace:
                gauge, opening = workspace.usage.gauge(project.id), workspace.usage.opening()
                if opening is None or opening.through < last:
                    self.opening.through(actor, last)
                    continue
                memory = self.remembered.of(workspace.organization, BillingCycle.of(now), now)
                saved = restated(workspace.organization, gauge, project, record)
                cycles = cycles_between(record.cycle, opening.through)
                attempt = self._attempt(workspace, memory, gauge, record, cycles)
                workspace.save(saved)
                if can_cost(workspace.organization.plans, cycles):
                    workspace.save(opening)
                workspace.count([record])
                self.freeing.claim(workspace, actor, *attempt.claims)
                warned = self.raising.stage(workspace, actor, memory, attempt.crossed)
                try:
                    workspace.commit(None)
                except CommitRefused as refused:
                    known = refused.repeats.get(record.record_id)
                    if known is not None:
                        return known
                    self._learn(workspace, actor, memory, attempt, refused)
                else:
                    memory.warned(warned, now.date())
                    return None
        raise Unavailable

    def _attempt(
        self,
        workspace: Workspace,
        memory: CycleMemory,
        gauge: Gauge | None,
        record: UsageRecord,
        cycles: Sequence[BillingCycle],
    ) -> _Attempt:
        plans = workspace.organization.plans
        level = memory.terms.allowances[Meter.STORAGE].bound
        held = memory.totals[STORAGE_TOTAL] = workspace.total(STORAGE_TOTAL)
        levels = course(held, workspace.usage.levels(record.timestamp), record.timestamp)
        change = record.amount - (0 if gauge is None else gauge.held)
        crossed: list[tuple[Bound, Threshold]] = []
        quiet = memory.quiet(self.clock.now().date())
        bounded = claim_within(level, change, memory.totals, quiet, crossed)
        cost = reserve(shifted(levels, change), plans, cycles).minus(reserve(levels, plans, cycles))
        spend = self._spend(workspace, cost)
        claims = (
            bounded,
            *byte_time_claims(gauge, record.project_id, record.amount, record.timestamp),
            *plain(cost.overage),
            *self._terms(workspace, record.cycle).claim_of_records(1),
            *(claim_within(bound, amount, memory.totals, quiet, crossed) for bound, amount in spend),
        )
        return _Attempt(claims, tuple(crossed), level, change, spend, self._terms(workspace, record.cycle).records)

    def _terms(self, workspace: Workspace, cycle: BillingCycle) -> CycleTerms:
        return self.remembered.of(workspace.organization, cycle, self.clock.now()).terms

    def _spend(self, workspace: Workspace, cost: Reserve) -> tuple[tuple[Bound, int], ...]:
        amounts = Counter(cost.spend)
        return tuple(
            (self._terms(workspace, BillingCycle.parse(limit.cycle)).spend, amount)
            for limit, amount in sorted(amounts.items())
        )

    def _learn(
        self, workspace: Workspace, actor: Actor, memory: CycleMemory, attempt: _Attempt, found: CommitRefused
    ) -> None:
        """Learn what a refusal told; raise the refusal of a limit that does not allow the change at all."""
        memory.learn(found, all_of(attempt.crossed), self.clock.now().date())
        if found.moved_on or found.stale:
            return
        organization, cycle, now = workspace.organization, memory.terms.cycle, self.clock.now()
        for bound, amount in ((attempt.level, attempt.change), *attempt.spend):
            used = found.totals.get(bound.limit, 0)
            if bound.fits(used, amount):
                continue
            self.raising.raise_full(actor, bound, amount, memory)
            if bound is attempt.level:
                allowance = memory.terms.allowances[Meter.STORAGE]
                raise meter_refusal(organization, self.catalogue, allowance, amount, used, cycle, now) from found
            raise spend_refusal(bound, amount, used, bound.cycle) from found
        recorded = found.totals.get(attempt.records.limit, 0)
        if attempt.records.limit in found.refused and not attempt.records.fits(recorded, 1):
            full = attempt.records
            raise records_refusal(organization, self.catalogue, full, recorded, full.cycle, now) from found


def restated(organization: Organization, gauge: Gauge | None, project: Project, record: UsageRecord) -> Gauge:
    """Return a project's gauge after a record.

    OrganizationRestricted for what does not fall while nothing new may begin; Conflict for a record that is late, or a
    rise of an archived project.
    """
    falls = gauge is not None and record.amount < gauge.held
    if not falls:
        check_standing(organization, Standing.GOOD)
    if project.archived and not falls:
        raise Conflict("an archived project's storage can only fall")
    if gauge is None:
        return Gauge(project.id, record.amount, record.timestamp)
    return gauge.restate(record.amount, record.timestamp)
