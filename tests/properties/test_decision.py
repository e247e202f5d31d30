"""Whatever total a decision assumes, what a store grants of it is right at the total that it finds."""

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim, Limit
from domain.plans.history import Stretch
from domain.plans.meter import Meter
from domain.usage.allowance import SPEND, Allowance, Bound, CycleTerms
from domain.usage.decision import Decision, decide
from domain.usage.thresholds import Threshold, thresholds
from tests.assemblies.companies import STARTER

MARCH = BillingCycle.parse("2026-03")
CALLS = Limit("api_call", "2026-03")
MONEY = Limit(SPEND, "2026-03")
TOTALS = range(26)


class Case(NamedTuple):
    """An amount that is asked of one meter, and of the money that it costs."""

    included: int
    blocks: bool
    unit_cost: int
    cap: int | None
    amount: int
    told: frozenset[Threshold]
    """The warnings that were given before."""

    @property
    def allowance(self) -> Allowance:
        marks = thresholds("api_call", self.included, MARCH)
        ceiling = self.included if self.blocks else None
        bound = Bound(CALLS, "api_call", ceiling, MARCH, 0, marks)
        return Allowance(Meter.API_CALL, bound, self.included, self.unit_cost, self.included)

    @property
    def terms(self) -> CycleTerms:
        stretch = Stretch(0, STARTER, MARCH.start, MARCH.end, {}, {})
        spend = Bound(MONEY, SPEND, self.cap, MARCH, None, thresholds(SPEND, self.cap, MARCH))
        return CycleTerms(MARCH, stretch, {Meter.API_CALL: self.allowance}, spend)

    def cost(self, total: int) -> int:
        """What the amount costs on top of a total."""
        before, after = max(0, total - self.included), max(0, total + self.amount - self.included)
        return (after - before) * self.unit_cost

    def fits(self, total: int, spent: int) -> bool:
        """Whether the amount may be granted on top of a total, where so much is spent."""
        within = not self.blocks or self.amount <= 0 or total + self.amount <= self.included
        affordable = self.cap is None or self.cost(total) <= 0 or spent + self.cost(total) <= self.cap
        return within and affordable and total + self.amount >= 0 and spent + self.cost(total) >= 0

    def crossed(self, total: int, spent: int) -> set[str]:
        """The marks that must be raised with it."""
        reached = [
            mark.mark
            for amount, before, marks in (
                (self.amount, total, self.allowance.bound.thresholds),
                (self.cost(total), spent, self.terms.spend.thresholds),
            )
            for mark in marks
            if amount > 0 and before + amount >= mark.at
        ]
        return set(reached) - {given.mark for given in self.told}

    def decided(self, total: int, spent: int) -> Decision:
        """The decision of one who believes in these totals."""
        known = {given.told: given.limit + 1 for given in self.told}
        return decide(self.terms, [(self.allowance, self.amount)], {CALLS: total, MONEY: spent, **known})


def granted(decision: Decision, total: int, spent: int) -> bool:
    """Whether a store that holds these totals grants all claims."""
    return all(claim.fits({CALLS: total, MONEY: spent}[claim.limit]) for claim in decision.claims)


def claimed(decision: Decision, limit: Limit) -> int:
    return sum(claim.amount for claim in decision.claims if claim.limit == limit)


def marks(decision: Decision) -> set[str]:
    return {mark.mark for _, mark in decision.crossed}


def spent_at(case: Case) -> Iterator[int]:
    """Amounts spent around everything that matters to a case."""
    edges = {0, 1, case.cap or 0, *(mark.at for mark in case.terms.spend.thresholds)}
    costs = {0, case.unit_cost, abs(case.cost(case.included)), abs(case.cost(case.included + 1))}
    return iter(sorted({max(0, edge + sign * cost) for edge in edges for cost in costs for sign in (-1, 1)}))


def given_warnings(included: int, cap: int | None) -> st.SearchStrategy[frozenset[Threshold]]:
    known = [*thresholds("api_call", included, MARCH), *thresholds(SPEND, cap, MARCH)]
    return st.frozensets(st.sampled_from(known)) if known else st.just(frozenset())


@st.composite
def cases(draw: st.DrawFn) -> Case:
    included, cap = draw(st.integers(0, 12)), draw(st.none() | st.integers(0, 30))
    return Case(
        included,
        draw(st.booleans()),
        draw(st.integers(0, 3)),
        cap,
        draw(st.integers(-6, 20)),
        draw(given_warnings(included, cap)),
    )


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.sampled_from(TOTALS), st.integers(0, 60))
def test_what_is_granted_is_right_at_the_total_that_is_found(case: Case, assumed: int, believed: int) -> None:
    decision = case.decided(assumed, believed)

    found = [(total, spent) for total in TOTALS for spent in spent_at(case) if granted(decision, total, spent)]

    assert [place for place in found if not case.fits(*place)] == []
    assert [place for place in found if claimed(decision, MONEY) != case.cost(place[0])] == []
    assert [place for place in found if marks(decision) != case.crossed(*place)] == []
    assert claimed(decision, CALLS) == case.amount


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_who_was_told_the_totals_is_granted_what_fits(case: Case) -> None:
    told = [(total, spent) for total in TOTALS for spent in spent_at(case) if case.fits(total, spent)]

    assert [place for place in told if not granted(case.decided(*place), *place)] == []


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from(TOTALS))
def test_a_decision_claims_of_each_total_once(case: Case, assumed: int) -> None:
    claims: tuple[Claim, ...] = case.decided(assumed, 0).claims

    assert len({claim.limit for claim in claims}) == len(claims)
