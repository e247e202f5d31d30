"""The oracle: the product's rules about usage, read literally, slowly, and from nothing but the accepted records.

It is meant to be read beside the rules and believed; nothing in it is clever, and nothing is shared with the product
but its words.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from application.usage.requests import UsageRequest
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.plans.meter import LIMITED, Meter
from domain.plans.plan import Plan
from tests.properties.oracle.bill import Bill
from tests.properties.oracle.book import Fact, Part, PlanStarts

ACCEPTED: Final = "accepted"
REPEATED: Final = "repeated"
INVALID: Final = "invalid-request"
NOT_FOUND: Final = "not-found"
CONFLICT: Final = "conflict"
CLOSED: Final = "cycle-closed"
LIMIT: Final = "plan-limit-exceeded"


class Rise(NamedTuple):
    """What a record would do to one total, and what the total is measured against."""

    name: str
    month: BillingCycle
    before: Fraction
    after: Fraction
    whole: int | None
    """100 %."""
    limit: int | None
    """What may not be passed; a fall always may."""

    @property
    def passes_its_limit(self) -> bool:
        return self.limit is not None and self.after > self.before and self.after > self.limit

    def reaches(self, percent: int) -> bool:
        return bool(self.whole) and self.after > self.before and self.after * 100 >= (self.whole or 0) * percent


@dataclass(slots=True)
class Oracle(Bill):
    archived: set[ProjectId] = field(default_factory=set)
    overage: bool = False
    cap_cents: int | None = None
    warnings: list[tuple[str, str, int, int]] = field(default_factory=list)
    """Which threshold was reached of what, in which cycle, 80 or 100 percent, of which limit."""
    warned: Counter[tuple[str, date]] = field(default_factory=Counter)
    """How often was warned of each meter on each day."""
    silenced: bool = False
    """Whether a warning ever had to wait for another day."""

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
            if self.net(corrected) + request.amount < 0:
                return CLOSED if self._is_closed(request, now) else CONFLICT
        if self._is_closed(request, now):
            return CLOSED
        if request.meter is not Meter.STORAGE:
            return CONFLICT if request.project_id in self.archived else None
        levels = list(self.levels_of(request.project_id))
        latest, held = levels[-1] if levels else (None, None)
        if latest is not None and (request.timestamp or now) < latest:
            return CONFLICT
        falls = held is not None and request.amount < held
        return CONFLICT if request.project_id in self.archived and not falls else None

    def _is_closed(self, request: UsageRequest, now: datetime) -> bool:
        return now >= self._cycle(request, now).end + timedelta(hours=48)

    def _passed_limit(self, fact: Fact, now: datetime) -> str | None:
        """All limits or none: a refusal raises the 100 % of what refused, and nothing else."""
        cycle = BillingCycle.of(fact.counted_at)
        after = replace(self, facts=[*self.facts, fact])
        rises = list(self._rises(fact, after, now))
        if any(rise.after < 0 for rise in rises) or after.total(cycle, fact.request.meter, fact.request.project_id) < 0:
            return CONFLICT
        if self._passes_its_stretch(fact, after, now):
            return f"{LIMIT} {fact.request.meter}"
        for rise in rises:
            if rise.passes_its_limit:
                self._warn(rise, 100, now)
                return f"{LIMIT} {rise.name}"
        for rise in rises:
            for percent in (80, 100):
                if rise.reaches(percent):
                    self._warn(rise, percent, now)
        return None

    def _warn(self, rise: Rise, percent: int, now: datetime) -> None:
        """Only a higher limit than the last one told is new, and four a day are enough."""
        limit, place = rise.whole or 0, (rise.name, rise.month.text, percent)
        if any(told[:3] == place and told[3] >= limit for told in self.warnings):
            return
        if self.warned[rise.name, now.date()] == 4:
            self.silenced = True
            return
        self.warned[rise.name, now.date()] += 1
        self.warnings.append((*place, limit))

    def _passes_its_stretch(self, fact: Fact, after: "Oracle", now: datetime) -> bool:
        """Tell whether a correction adds more than was left in the stretch of its record, which is over."""
        meter, cycle = fact.request.meter, BillingCycle.of(fact.counted_at)
        if fact.request.corrects is None or fact.request.amount <= 0 or meter is Meter.BANDWIDTH:
            return False
        part = after.parts(cycle)[fact.stretch]
        if part.number == self._part_at(cycle, now).number:
            return False
        used = after.total_before(cycle, meter, fact.stretch + 1)
        return not self._accepts_overage(part.plan) and self._over(used, part.included[meter])

    def _rises(self, fact: Fact, after: "Oracle", now: datetime) -> Iterator[Rise]:
        """Yield what a record would do to its meter, and to the spend of each month that it reaches."""
        meter, cycle = fact.request.meter, BillingCycle.of(fact.counted_at)
        if meter is Meter.STORAGE:
            limit = None if self._accepts_overage(self.plan_at(now)) else self.storage_volume(now)
            held, held_after = Fraction(self.held()), Fraction(after.held())
            yield Rise(meter.value, BillingCycle.of(now), held, held_after, self.storage_volume(now), limit)
        else:
            part = after._part_at(cycle, now)
            whole = None if meter is Meter.BANDWIDTH else part.included[meter]
            limit = None if self._accepts_overage(part.plan) else whole
            total, total_after = Fraction(self.total(cycle, meter)), Fraction(after.total(cycle, meter))
            yield Rise(meter.value, cycle, total, total_after, whole, limit)
        while cycle <= BillingCycle.of(max(now, fact.counted_at)):
            yield Rise("spend", cycle, self.spend(cycle), after.spend(cycle), self.cap_cents, self.cap_cents)
            cycle = cycle.next

    @staticmethod
    def _over(total: int, limit: int | None) -> bool:
        return limit is not None and total > limit

    def _fact(self, request: UsageRequest, now: datetime) -> Fact:
        timestamp = request.timestamp or now
        corrected = None if request.corrects is None else self.kept(request.corrects)
        counted_at = timestamp if corrected is None else corrected.counted_at
        begun = [part.number for part in self.parts(BillingCycle.of(counted_at)) if part.start <= now]
        stretch = max(begun, default=0) if corrected is None else corrected.stretch
        return Fact(request, timestamp, counted_at, stretch)

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

    def _part_at(self, cycle: BillingCycle, now: datetime) -> Part:
        """The stretch that accepts: the last of its cycle that has begun, or the first."""
        parts = self.parts(cycle)
        return [part for part in parts if part.start <= now][-1] if parts[0].start <= now else parts[0]

    def _accepts_overage(self, plan: Plan) -> bool:
        return self.overage and plan.priced

    def storage_volume(self, now: datetime) -> int | None:
        """How much may be held: by the plan in force, and by a smaller one that waits."""
        binding = [self.plan_at(now), *(starts.plan for starts in self.plans if starts.at > now)]
        limits = [plan.included[Meter.STORAGE] for plan in binding]
        return min((limit for limit in limits if limit is not None), default=None)
