"""One decision of the domain: may this record pass?"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median

from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from domain.limits.claim import Limit
from domain.organizations.names import EmailAddress, Slug
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import Meter
from domain.plans.plan import Plan, PlanId
from domain.usage.allowance import CycleTerms, terms_of
from domain.usage.decision import decide
from domain.usage.timeliness import check_timeliness
from tests.benchmarks.counts import counted
from tests.benchmarks.measure import cpu_per_call
from tests.benchmarks.report import AtMost, Line, NoBar, Section, micros

CALLS = counted(50_000, 10)
NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
SENT = NOW - timedelta(minutes=3)
MARCH = BillingCycle.of(NOW)
INCLUDED = 1_000_000
API_CALLS = Limit(Meter.API_CALL.value, MARCH.text)
PRO = Plan(
    PlanId("pro"),
    version=1,
    users=50,
    projects=20,
    included={
        Meter.API_CALL: INCLUDED,
        Meter.COMPUTE: 10**10,
        Meter.BANDWIDTH: None,
        Meter.STORAGE: 100 << 30,
    },
    requests_per_minute=30_000,
    price_cents=9_900,
    rates={
        Meter.API_CALL: Decimal(50),
        Meter.COMPUTE: Decimal(10),
        Meter.BANDWIDTH: Decimal(8),
        Meter.STORAGE: Decimal(10),
    },
    discount=Decimal("0.2"),
)
BLOCKING = Settings()
SPENDING = Settings(overage=Overage(enabled=True, spend_cap_cents=50_000))

NOTES = """
A decision is: does the record come in time, which claims on which limits does it make, and do the totals
grant them. The terms that it is decided by (plan, included volume, thresholds, rates) are worked out
beforehand, as they change with a plan or a setting only; what that costs is the last line.
"""


def measure(runs: int) -> list[Section]:
    below, above = {API_CALLS: 1_000}, {API_CALLS: INCLUDED + 1_000}
    bar = AtMost(5, "µs")
    return [
        Section(
            "The domain alone: may this record pass?",
            (
                _line("one decision, limit blocks", _decision(_terms(BLOCKING), below), runs, bar),
                _line(
                    "one decision, overage on, below the volume",
                    _decision(_terms(SPENDING), below),
                    runs,
                    bar,
                ),
                _line("one decision, above it, spend cap", _decision(_terms(SPENDING), above), runs, bar),
                _line("working out the terms of a cycle", lambda: _terms(SPENDING), runs, NoBar("µs")),
            ),
            notes=NOTES,
        )
    ]


def _terms(settings: Settings) -> CycleTerms:
    plans = PlanHistory((PlanChange(NOW - timedelta(days=90), PRO),))
    acme = Organization(
        OrganizationId("org_acme"),
        "Acme",
        Slug("acme"),
        EmailAddress("billing@acme.example"),
        NOW,
        plans,
        settings,
    )
    return terms_of(acme, MARCH, NOW)


def _decision(terms: CycleTerms, totals: Mapping[Limit, int]) -> Callable[[], object]:
    allowance = terms.allowances[Meter.API_CALL]

    def may_pass() -> bool:
        check_timeliness(SENT, NOW)
        decision = decide(terms, ((allowance, 1),), totals, ())
        return all(claim.fits(totals.get(claim.limit, 0)) for claim in decision.claims)

    if not may_pass():
        raise AssertionError("a decision that refuses would be measured")
    return may_pass


def _line(work: str, call: Callable[[], object], runs: int, bar: AtMost | NoBar) -> Line:
    cpu_per_call(call, CALLS)
    taken = median(cpu_per_call(call, CALLS) for _ in range(runs))
    return Line(work, micros(taken), "", taken * 1e6, bar)
