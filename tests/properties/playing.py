"""The playing of a history: the product and the oracle side by side, and what differs between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import assert_never

from application.organizations.moving import PlanMove
from application.usage.opening import Opening
from application.usage.requests import BatchOutcome, UsageRequest
from domain.billing_cycle import BillingCycle
from domain.errors import Refusal
from domain.limits.claim import PROJECTS, Claim
from domain.limits.refusals import FeatureNotInPlan, PlanLimitExceeded
from domain.organizations.settings import Overage
from domain.organizations.settings_changes import SettingsChanges
from tests.assemblies.companies import SHOP, WEBSITE, acting, found, house, machine, organization, project, start
from tests.assemblies.storage import Storage, in_memory
from tests.assemblies.usage_desk import UsageDesk, usage_desk
from tests.properties.histories import (
    Again,
    Alone,
    Batch,
    OverageChanges,
    Passes,
    PlanChanges,
    ProjectTurns,
    Restart,
    Sent,
    Step,
    TrialBegins,
    UntilMonth,
)
from tests.properties.oracle.book import PlanStarts
from tests.properties.oracle.oracle import ACCEPTED, REPEATED, Oracle
from tests.properties.small_plans import SMALL, STARTER


@dataclass(slots=True)
class Play:
    """One organization with two projects, once in the product and once in the oracle."""

    storage: Storage = field(default_factory=lambda: in_memory(retention=timedelta(days=3_650)))
    oracle: Oracle = field(init=False)
    desks: list[UsageDesk] = field(init=False)
    process: int = 0
    sent: list[UsageRequest] = field(default_factory=list)
    answers: list[tuple[object, str, str]] = field(default_factory=list)
    """What was asked, what the product said, and what the oracle said."""
    unpaid_until: BillingCycle | None = None

    def __post_init__(self) -> None:
        company = organization(plan=STARTER)
        found(self.storage, company)
        start(self.storage, project(WEBSITE), project(SHOP))
        self.desks = [usage_desk(self.storage, SMALL) for _ in range(2)]
        self.oracle = Oracle([PlanStarts(company.plans.changes[0].at, STARTER)], frozenset({WEBSITE, SHOP}))

    @property
    def desk(self) -> UsageDesk:
        return self.desks[self.process]

    def play(self, steps: Sequence[Step]) -> None:
        for step in steps:
            self.take(step)

    def take(self, step: Step) -> None:
        match step:
            case Alone(record):
                self._send(self._request(record))
            case Batch(records):
                self._send_batch([self._request(record) for record in records])
            case Again():
                self._send_batch(self.sent[::-1][:50])
            case Passes(time):
                self.storage.clock.advance(time)
            case UntilMonth(closing, offset):
                self._wait(timedelta(hours=48) if closing else timedelta(0), offset)
            case PlanChanges() | TrialBegins():
                self._move(step)
            case OverageChanges(enabled, cap_cents):
                self._change_overage(enabled, cap_cents)
            case ProjectTurns(turned):
                self._turn(turned)
            case Restart(process):
                self.process = process
            case _:
                assert_never(step)

    def differences(self) -> list[tuple[object, str, str]]:
        """The answers of the product that are not those of the oracle."""
        return [answer for answer in self.answers if answer[1] != answer[2]]

    def cycles(self) -> list[BillingCycle]:
        """Every cycle in which anything can have been counted."""
        cycle, last = BillingCycle.parse("2026-01"), BillingCycle.of(self.storage.clock.now())
        cycles = [cycle]
        while cycle <= last:
            cycle = cycle.next
            cycles.append(cycle)
        return cycles

    def _request(self, record: Sent) -> UsageRequest:
        when = record.when.moment(self.storage.clock.now())
        request = UsageRequest(
            record.project,
            record.meter,
            record.amount,
            {"batch": "nightly"},
            record.record_id,
            when,
            None if record.corrects is None else record._replace(record=record.corrects).record_id,
        )
        self.sent.append(request)
        return request

    def _send(self, request: UsageRequest) -> None:
        now = self.storage.clock.now()
        try:
            recorded = self.desk.record_usage(machine(), **request._asdict())
            word = REPEATED if recorded.repeated else ACCEPTED
        except Refusal as refusal:
            word = said(refusal)
        self.answers.append((request, word, self.oracle.send(request, now)))

    def _send_batch(self, requests: list[UsageRequest]) -> None:
        now = self.storage.clock.now()
        outcome = self.desk.record_batch(machine(), records=requests)
        expected = [self.oracle.send(request, now) for request in requests]
        self.answers.append((requests, told(outcome), summed(expected)))

    def _wait(self, beyond: timedelta, offset: timedelta) -> None:
        clock = self.storage.clock
        clock.set(max(clock.now(), BillingCycle.of(clock.now()).end + beyond + offset))

    def _move(self, step: PlanChanges | TrialBegins) -> None:
        match step:
            case PlanChanges(plan, chosen):
                self._change_plan(plan, chosen=chosen)
            case TrialBegins(plan):
                self._begin_trial(plan)

    def _change_plan(self, plan: str, *, chosen: bool) -> None:
        now = self.storage.clock.now()
        try:
            self.desk.change_plan(house(), plan=plan, chosen=chosen)
            word = ACCEPTED
        except Refusal as refusal:
            word = said(refusal)
        self.answers.append((plan, word, self.oracle.change_plan(SMALL.offered(plan), now, chosen=chosen)))

    def _begin_trial(self, plan: str) -> None:
        now, tried = self.storage.clock.now(), SMALL.offered(plan).on_trial()
        move = PlanMove(Opening(self.storage.workspaces), self.storage.ids)
        move.prepare(house(), now)
        with self.storage.workspaces.open_current(house()) as workspace:
            workspace.save(move.at_once(workspace, tried, now))
            workspace.record(self.storage.events.changed(house(), "organization.plan_changed", "org_1"))
            workspace.commit(None)
        self.oracle.change_plan(tried, now, chosen=False)

    def _change_overage(self, enabled: bool, cap_cents: int | None) -> None:
        try:
            self.desk.change_settings(acting(), changes=SettingsChanges(overage=Overage(enabled, cap_cents)))
        except FeatureNotInPlan:
            return
        self.oracle.overage, self.oracle.cap_cents = enabled, cap_cents

    def _turn(self, turned: object) -> None:
        with self.storage.workspaces.open(house()) as workspace:
            former = workspace.projects.get(WEBSITE if turned == WEBSITE else SHOP)
            workspace.save(former.restore() if former.archived else former.archive())
            workspace.claim(Claim(PROJECTS, 1 if former.archived else -1))
            workspace.record(self.storage.events.changed(house(), "project.turned", former.id))
            workspace.commit(None)
        self.oracle.archived ^= {former.id}


def said(refusal: Refusal) -> str:
    return f"{refusal.code} {refusal.meter}" if isinstance(refusal, PlanLimitExceeded) else refusal.code


def told(outcome: BatchOutcome) -> str:
    refused = [f"{index}: {said(refusal)}" for index, refusal in outcome.refused]
    return f"{outcome.accepted} accepted, {outcome.duplicates} repeated, {refused}"


def summed(answers: list[str]) -> str:
    refused = [f"{index}: {answer}" for index, answer in enumerate(answers) if answer not in {ACCEPTED, REPEATED}]
    return f"{answers.count(ACCEPTED)} accepted, {answers.count(REPEATED)} repeated, {refused}"
