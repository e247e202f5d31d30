"""What a cycle's usage past the included volume comes to, in the provider's units."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import ExportMeter, charges, export_name, whole_units
from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.money import GIGABYTE, half_up
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.meter import COUNTING, Meter
from domain.plans.plan import Plan, PlanId
from domain.usage.cost import CycleTotals
from domain.usage.gauge import Gauge
from tests.unit.domain.plans_on_offer import FREE

RATES = {
    Meter.API_CALL: Decimal(50),
    Meter.COMPUTE: Decimal(10),
    Meter.BANDWIDTH: Decimal(8),
    Meter.STORAGE: Decimal(10),
}
INCLUDED = {Meter.API_CALL: 1_000, Meter.COMPUTE: 10**6, Meter.STORAGE: GIGABYTE}
STARTER = replace(FREE, id=PlanId("starter"), included=INCLUDED, rates=RATES, discount=Decimal("0.1"), _unit_costs={})
PRO = replace(STARTER, id=PlanId("pro"), discount=Decimal("0.2"), _unit_costs={})

APRIL = BillingCycle(2026, 4)
MIDDLE = datetime(2026, 4, 16, tzinfo=UTC)
WEB = ProjectId("prj_web")

UNIT_PRICES = st.fractions(min_value=Fraction(1, 10_000), max_value=1, max_denominator=10**6)
QUANTITIES = st.fractions(min_value=-(10**6), max_value=10**9, max_denominator=10**6)


def history(*changes: tuple[datetime, Plan, int]) -> PlanHistory:
    """Return plans from a moment on, each with the calls that were counted then."""
    return PlanHistory(tuple(PlanChange(at, plan, {Meter.API_CALL: calls}) for at, plan, calls in changes))


def used(counted: Mapping[Meter, int], gauges: Mapping[ProjectId, Gauge] | None = None) -> CycleTotals:
    return CycleTotals({**dict.fromkeys(COUNTING, 0), **counted}, {}, gauges or {}, {}, opened=False, spend=0)


def rounded(cents: Fraction) -> int:
    return half_up(cents.numerator, cents.denominator)


@given(exact=QUANTITIES, price=UNIT_PRICES)
def test_whole_units_cost_what_the_exact_quantity_costs(exact: Fraction, price: Fraction) -> None:
    cents = rounded(exact * price)

    units = whole_units(exact, price, cents)

    assert rounded(units * price) == cents


@given(exact=QUANTITIES, price=UNIT_PRICES)
def test_whole_units_are_less_than_one_from_the_exact_quantity(exact: Fraction, price: Fraction) -> None:
    units = whole_units(exact, price, rounded(exact * price))

    assert abs(units - exact) < 1


@given(exact=QUANTITIES)
def test_what_costs_nothing_is_rounded_alone(exact: Fraction) -> None:
    assert whole_units(exact, Fraction(0), 0) == half_up(exact.numerator, exact.denominator)


@given(exact=QUANTITIES, price=UNIT_PRICES, cents=st.integers(-(10**6), 10**6))
def test_whole_units_cost_the_cents_also_where_lines_were_rounded_apart(
    exact: Fraction, price: Fraction, cents: int
) -> None:
    assert rounded(whole_units(exact, price, cents) * price) == cents


def test_the_nearest_whole_number_is_taken_where_it_costs_the_same() -> None:
    assert whole_units(Fraction(10_000), Fraction("0.045"), 450) == 10_000


def test_the_nearest_whole_number_gives_way_where_it_costs_another_cent() -> None:
    # 99.6 × 0.045 = 4.482, but 100 × 0.045 = 4.5 would be 5 cents
    assert whole_units(Fraction("99.6"), Fraction("0.045"), 4) == 99


def test_a_meter_is_known_by_plan_version_and_what_it_counts() -> None:
    assert export_name(replace(STARTER, version=3, _unit_costs={}), Meter.COMPUTE) == "starter_v3_compute"
    assert ExportMeter(STARTER, Meter.API_CALL).name == "starter_v1_api_call"


def test_a_unit_costs_its_part_of_the_discounted_rate() -> None:
    assert ExportMeter(STARTER, Meter.API_CALL).unit_cents == Fraction("0.045")
    assert ExportMeter(STARTER, Meter.COMPUTE).unit_cents == Fraction("0.009")
    assert ExportMeter(PRO, Meter.BANDWIDTH).unit_cents == Fraction("6.4") / 1_024
    assert ExportMeter(PRO, Meter.STORAGE).unit_cents == Fraction("0.008")


def test_what_is_past_the_included_volume_is_charged() -> None:
    [calls, *others] = charges(history((APRIL.start, STARTER, 0)), APRIL, used({Meter.API_CALL: 11_000}), APRIL.end)

    assert (calls.meter.name, calls.units, calls.cost_cents) == ("starter_v1_api_call", 10_000, 450)
    assert [(other.units, other.cost_cents) for other in others] == [(0, 0)] * 3


def test_quantities_are_told_in_units_of_the_provider() -> None:
    counted = {Meter.COMPUTE: 3_500_000, Meter.BANDWIDTH: 2 * GIGABYTE}

    found = charges(history((APRIL.start, STARTER, 0)), APRIL, used(counted), APRIL.end)

    # 2.5 minutes are 2500 thousandths, 22.5 cents; 2 GB are 2048 times 2^20 bytes, 14.4 cents
    assert [(one.meter.meter, one.units, one.cost_cents) for one in found if one.units] == [
        (Meter.BANDWIDTH, 2_048, 14),
        (Meter.COMPUTE, 2_500, 23),
    ]


def test_storage_is_told_in_thousandths_of_a_gigabyte_month() -> None:
    gauges = {WEB: Gauge(WEB, held=3 * GIGABYTE, at=APRIL.start)}

    found = charges(history((APRIL.start, STARTER, 0)), APRIL, used({}, gauges), APRIL.end)

    # 2 GB past the included one, all month: 2000 thousandths at 0.009
    assert [(one.meter.name, one.units, one.cost_cents) for one in found if one.units] == [
        ("starter_v1_storage", 2_000, 18)
    ]


def test_each_plan_of_a_cycle_has_meters_of_its_own() -> None:
    plans = history((APRIL.start, STARTER, 0), (MIDDLE, PRO, 11_000))

    found = charges(plans, APRIL, used({Meter.API_CALL: 21_000}), APRIL.end)

    assert [(one.meter.name, one.units, one.cost_cents) for one in found if one.units] == [
        ("pro_v1_api_call", 10_000, 400),
        ("starter_v1_api_call", 10_000, 450),
    ]


def test_two_stretches_of_one_plan_are_charged_on_one_meter() -> None:
    # 5010 and 5010 calls on starter, each 225.45 cents and so 225, and 5000 on pro in between
    day = timedelta(days=1)
    plans = history((APRIL.start, STARTER, 0), (MIDDLE, PRO, 6_010), (MIDDLE + day, STARTER, 11_010))

    found = charges(plans, APRIL, used({Meter.API_CALL: 16_020}), APRIL.end)

    # 10020 would cost 450.9, that is 451: what comes nearest and costs 450 are 10011, for 450.495
    assert [(one.meter.name, one.units, one.cost_cents) for one in found if one.units] == [
        ("pro_v1_api_call", 5_000, 200),
        ("starter_v1_api_call", 10_011, 450),
    ]


def test_a_stretch_under_a_plan_that_prices_nothing_is_not_charged() -> None:
    plans = history((APRIL.start, FREE, 0), (MIDDLE, STARTER, 50_000))

    found = charges(plans, APRIL, used({Meter.API_CALL: 50_000}), APRIL.end)

    assert {one.meter.plan.id for one in found} == {"starter"}
    assert [one.units for one in found] == [0, 0, 0, 0]


def test_a_trial_is_not_charged() -> None:
    plans = history((APRIL.start, STARTER.on_trial(), 0))

    assert charges(plans, APRIL, used({Meter.API_CALL: 50_000}), APRIL.end) == ()


def test_what_corrections_took_back_is_below_zero() -> None:
    plans = history((APRIL.start, STARTER, 0), (MIDDLE, PRO, 11_000))

    found = charges(plans, APRIL, used({Meter.API_CALL: 6_000}), APRIL.end)

    assert [(one.meter.name, one.units, one.cost_cents) for one in found if one.units] == [
        ("pro_v1_api_call", -5_000, -200),
        ("starter_v1_api_call", 10_000, 450),
    ]


def test_a_change_that_lies_ahead_is_not_charged_yet() -> None:
    plans = history((APRIL.start, STARTER, 0), (MIDDLE, PRO, 0))

    found = charges(plans, APRIL, used({Meter.API_CALL: 11_000}), MIDDLE - timedelta(seconds=1))

    assert {one.meter.plan.id for one in found} == {"starter"}
