"""What is claimed for usage: below the included volume, past it, and across."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.billing_cycle import BillingCycle
from domain.limits.claim import Claim, Limit
from domain.money import spend_units_per_cent
from domain.organizations.organization import Organization
from domain.organizations.settings import Overage, Settings
from domain.plans.meter import Meter
from domain.usage.allowance import CycleTerms, terms_of
from domain.usage.decision import Decision, decide
from tests.assemblies.companies import FREE, STARTER, organization

MARCH = BillingCycle.parse("2026-03")
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
CALLS, SPEND = Limit("api_call", "2026-03"), Limit("spend", "2026-03")
CENT = spend_units_per_cent(MARCH)

BLOCKING = organization(plan=STARTER)
SPENDING = replace(BLOCKING, settings=Settings(overage=Overage(enabled=True, spend_cap_cents=1_000)))


def decided(
    company: Organization, amount: int, total: int, spent: int = 0, told: dict[Limit, int] | None = None
) -> Decision:
    terms: CycleTerms = terms_of(company, MARCH, NOON)
    asked = [(terms.allowances[Meter.API_CALL], amount)]
    return decide(terms, asked, {CALLS: total, SPEND: spent, **(told or {})})


def warned(company: Organization, *percents: int) -> dict[Limit, int]:
    terms = terms_of(company, MARCH, NOON)
    bounds = (terms.allowances[Meter.API_CALL].bound, terms.spend)
    return {mark.told: mark.limit + 1 for bound in bounds for mark in bound.thresholds if mark.percent in percents}


def test_below_the_next_warning_a_record_claims_up_to_it() -> None:
    assert decided(BLOCKING, 1, 0).claims == (Claim(CALLS, 1, 0, 79_999, 0),)


def test_where_all_warnings_were_raised_it_claims_up_to_the_limit() -> None:
    assert decided(BLOCKING, 1, 90_000, told=warned(BLOCKING, 80, 100)).claims == (Claim(CALLS, 1, 0, 100_000, 0),)


def test_what_was_told_of_a_lower_limit_is_no_barrier_that_was_passed() -> None:
    lower = {Limit("threshold/api_call/80", "2026-03"): 50_001}

    assert decided(BLOCKING, 10, 79_995, told=lower).crossed == decided(BLOCKING, 10, 79_995).crossed


def test_a_lower_limit_than_the_last_one_told_warns_of_nothing() -> None:
    higher = {Limit(f"threshold/api_call/{percent}", "2026-03"): 200_001 for percent in (80, 100)}

    assert decided(BLOCKING, 10, 79_995, told=higher) == (((Claim(CALLS, 10, 0, 100_000, 0),)), ())


def test_a_record_that_reaches_a_warning_holds_only_where_it_does() -> None:
    decision = decided(BLOCKING, 10, 79_995)

    assert decision.claims == (Claim(CALLS, 10, 79_990, 99_999, 0),)
    assert [mark.percent for _, mark in decision.crossed] == [80]


def test_past_the_included_volume_every_call_claims_its_price() -> None:
    decision = decided(SPENDING, 10, 100_000, told=warned(SPENDING, 80, 100))

    assert decision.claims == (Claim(CALLS, 10, 100_000, None, 0), Claim(SPEND, CENT * 45 // 100, 0, 1_000 * CENT))


def test_across_the_included_volume_the_claim_is_fixed_to_the_total_that_was_told() -> None:
    decision = decided(SPENDING, 10, 99_996, told=warned(SPENDING, 80, 100))

    assert decision.claims[0] == Claim(CALLS, 10, 99_996, 100_006, 0)
    assert decision.claims[1].amount == 6 * CENT * 45 // 1_000


def test_a_record_of_nothing_is_granted_anywhere() -> None:
    assert decided(SPENDING, 0, 100_000).claims == (Claim(CALLS, 0, 0, None, 0),)


def test_a_correction_below_the_included_volume_gives_no_money_back() -> None:
    assert decided(SPENDING, -10, 50_000).claims == (Claim(CALLS, -10, 0, 99_990, 0),)


def test_a_correction_past_it_gives_its_price_back() -> None:
    decision = decided(SPENDING, -10, 100_020, spent=CENT)

    assert decision.claims == (Claim(CALLS, -10, 100_010, None, 0), Claim(SPEND, -CENT * 45 // 100, 0, None))


def test_a_record_larger_than_the_whole_volume_asks_the_store_and_is_refused_there() -> None:
    [claim] = decided(organization(plan=FREE), 10_001, 0, told=warned(organization(plan=FREE), 80, 100)).claims

    assert not claim.fits(0)


def test_a_plan_that_prices_nothing_claims_no_spend() -> None:
    assert [claim.limit for claim in decided(organization(plan=FREE), 5, 20_000).claims] == [CALLS]
