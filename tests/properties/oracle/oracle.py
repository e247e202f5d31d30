"""The oracle: the product's rules about usage, read literally, slowly, and from nothing but the accepted records.

It is meant to be read beside the rules and believed; nothing in it is clever, and nothing is shared with the product
but its words.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.plans.meter import LIMITED, Meter
from domain.plans.plan import Plan
from tests.properties.oracle.bill import Bill
from tests.properties.oracle.book import Fact, PlanStarts

ACCEPTED: Final = "accepted"
REPEATED: Final = "repeated"
INVALID: Final = "invalid-request"
NOT_FOUND: Final = "not-found"
CONFLICT: Final = "conflict"
CLOSED: Final = "cycle-closed"
LIMIT: Final = "plan-limit-exceeded"


@dataclass(slots=True)
class Oracle(Bill):
    archived: set[ProjectId] = field(default_factory=set)
    overage: bool = False
    cap_cents: int | None = None

    def send(self, request: UsageRequest, now: datetime) -> str:
        """Answer a record, and keep it if it is accepted."""
        answer = self._wrong_in_itself(request, now) or self._repeat(request) or self._out_of_place(request, now)
        if answer is None:
            fact = self._fact(request, now)
            answer = self._passed_limit(fact, now)
            if answer is None:
                self.facts.append(fact)
        return answer or ACCEPTED

    def _wrong_in_itself(self, request: UsageRequest, now: datetime) -> str | None:
        if (request.timestamp or now) > now + timedelta(minutes=5):
            return INVALID
        if request.project_id not in self.projects:
            return NOT_FOUND
        if request.corrects is None and request.amount < 0:
            return INVALID
        if request.corrects is not None and request.meter is Meter.STORAGE:
            return INVALID
        if request.corrects is not None and self.kept(request.corrects) is None:
            return NOT_FOUND
        return None

    def _repeat(self, request: UsageRequest) -> str | None:
        known = self.kept(request.record_id)
        if known is None:
            return None
        first = known.request._replace(timestamp=known.timestamp)
        again = request._replace(timestamp=request.timestamp or known.timestamp)
        return REPEATED if first == again else CONFLICT

    def _out_of_place(self, request: UsageRequest, now: datetime) -> str | None:
        if request.corrects is not None:
            corrected = self.kept(request.corrects)
            assert corrected is not None
            same = (corrected.request.project_id, corrected.request.meter) == (request.project_id, request.meter)
            if corrected.request.corrects is not None or not same:
                return CONFLICT
        if now >= self._cycle(request, now).end + timedelta(hours=48):
            return CLOSED
        if request.meter is not Meter.STORAGE:
            return CONFLICT if request.project_id in self.archived else None
        levels = list(self.levels_of(request.project_id))
        latest, held = levels[-1] if levels else (None, None)
        if latest is not None and (request.timestamp or now) < latest:
            return CONFLICT
        falls = held is not None and request.amount < held
        return CONFLICT if request.project_id in self.archived and not falls else None

    def _passed_limit(self, fact: Fact, now: datetime) -> str | None:
        meter, amount = fact.request.meter, fact.request.amount
        cycle = BillingCycle.of(fact.counted_at)
        after = replace(self, facts=[*self.facts, fact])
        if meter is Meter.STORAGE:
            grows = after.held() > self.held()
            if grows and self._over(after.held(), self.storage_limit(now)):
                return f"{LIMIT} {meter}"
        else:
            if amount < 0 and after.total(cycle, meter, fact.request.project_id) < 0:
                return CONFLICT
            if amount > 0 and self._over(after.total(cycle, meter), self.volume(cycle, meter, now)):
                return f"{LIMIT} {meter}"
        while cycle <= BillingCycle.of(max(now, fact.counted_at)):
            former, latter = self.spend(cycle), after.spend(cycle)
            if self.cap_cents is not None and latter > former and latter > self.cap_cents:
                return f"{LIMIT} spend"
            if latter < 0:
                return CONFLICT
            cycle = cycle.next
        return None

    @staticmethod
    def _over(total: int, limit: int | None) -> bool:
        return limit is not None and total > limit

    def _fact(self, request: UsageRequest, now: datetime) -> Fact:
        timestamp = request.timestamp or now
        corrected = None if request.corrects is None else self.kept(request.corrects)
        counted_at = timestamp if corrected is None else corrected.counted_at
        begun = [part.number for part in self.parts(BillingCycle.of(counted_at)) if part.start <= now]
        return Fact(request, timestamp, counted_at, max(begun, default=0))

    def _cycle(self, request: UsageRequest, now: datetime) -> BillingCycle:
        return BillingCycle.of(self._fact(request, now).counted_at)

    def change_plan(self, plan: Plan, now: datetime, *, chosen: bool) -> str:
        """Answer an operator's change; a narrowing one that somebody chose waits for the end of the cycle."""
        waits = chosen and self._narrows(self.plan_at(now), plan)
        if waits and (
            self._over(len(self.projects - self.archived), plan.projects)
            or self._over(self.held(), plan.included[Meter.STORAGE])
        ):
            return CONFLICT
        begins = BillingCycle.of(now).end if waits else now
        self.plans = [*(starts for starts in self.plans if starts.at <= now), PlanStarts(begins, plan)]
        return ACCEPTED

    @staticmethod
    def _narrows(former: Plan, latter: Plan) -> bool:
        volumes = [(former.included[meter], latter.included[meter]) for meter in LIMITED]
        pairs = [(former.users, latter.users), (former.projects, latter.projects), *volumes]
        return any(after is not None and (before is None or after < before) for before, after in pairs)

    def volume(self, cycle: BillingCycle, meter: Meter, now: datetime) -> int | None:
        """How far the total of a counting meter may rise."""
        begun = [part for part in self.parts(cycle) if part.start <= now] or self.parts(cycle)[:1]
        accepts = self.overage and begun[-1].plan.priced
        return None if accepts or meter is Meter.BANDWIDTH else begun[-1].included[meter]

    def storage_limit(self, now: datetime) -> int | None:
        """How much may be held: by the plan in force, and by a smaller one that waits."""
        if self.overage and self.plan_at(now).priced:
            return None
        binding = [self.plan_at(now), *(starts.plan for starts in self.plans if starts.at > now)]
        limits = [plan.included[Meter.STORAGE] for plan in binding]
        return min((limit for limit in limits if limit is not None), default=None)
