"""How usage is reported: a cycle with its cost, a project day by day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from typing_extensions import TypedDict

from adapters.http.answers.common import Number, public, public_or_none
from adapters.http.answers.organizations import written
from adapters.http.answers.projects import total_of
from adapters.http.answers.words import CycleText, DecimalText, MeterWord, ProjectIdText, UnitWord
from application.usage.report_project_usage import ProjectDays
from domain.billing_cycle import BillingCycle
from domain.money import GIGABYTE
from domain.plans.meter import MEASURES, Meter
from domain.usage.cost import Line, MeterUsage, ProjectUsage, UsageReport

RATED_PER: Final = {
    Meter.API_CALL: "1,000 calls",
    Meter.COMPUTE: "minute",
    Meter.BANDWIDTH: "GB",
    Meter.STORAGE: "GB-month",
}
_SIX: Final = Decimal("0.000001")
_UNITS: Final = {meter: measure.unit for meter, measure in MEASURES.items()}


class LineAnswer(TypedDict):
    """One meter through one stretch of the cycle under one plan."""

    starts_at: datetime
    ends_at: datetime
    included: Number | None
    overage: Number
    rate: DecimalText
    cost_cents: int


class UsedLimit(TypedDict):
    """How far a limit is used; of storage, by the bytes that are held now."""

    max: Number
    used: Number
    remaining: Number
    resets_at: datetime | None


class MeterAnswer(TypedDict):
    """One meter. `rate` is in US dollars for each `rate_per`.

    Of storage, `quantity` and `overage` are bytes now; what is paid for is `overage_gb_months`, held so far.
    """

    meter: MeterWord
    quantity: Number | None
    unit: UnitWord
    included: Number | None
    overage: Number
    gb_months: DecimalText | None
    overage_gb_months: DecimalText | None
    rate: DecimalText
    rate_per: str
    cost_cents: int
    limit: UsedLimit | None
    lines: list[LineAnswer]


class ProjectMeter(TypedDict):
    """One project's part of one meter; of storage, its quantity is in GB-months."""

    meter: MeterWord
    quantity: Number
    unit: UnitWord
    cost_cents: int


class ProjectCosts(TypedDict):
    """One project's part of the whole."""

    project_id: ProjectIdText
    meters: list[ProjectMeter]
    cost_cents: int


class ReportAnswer(TypedDict):
    """Usage and its cost in a cycle. Parts add up to the cent; the plan's price stands beside."""

    billing_cycle: CycleText
    as_of: datetime
    final: bool
    plan: str
    plan_price_cents: int | None
    meters: list[MeterAnswer]
    projects: list[ProjectCosts]
    total_cents: int
    spend_cents: int | None
    spend_cap_cents: int | None


class DayAnswer(TypedDict):
    """A meter on one day."""

    date: date
    quantity: Number


class ProjectMeterDays(TypedDict):
    """A meter by day, and in all; of storage, `total` is what is held now."""

    meter: MeterWord
    unit: UnitWord
    total: Number
    days: list[DayAnswer]


class ProjectDaysAnswer(TypedDict):
    """A project's usage by meter and day, both days included."""

    project_id: ProjectIdText
    start_date: date
    end_date: date
    as_of: datetime
    meters: list[ProjectMeterDays]


def present_report(report: UsageReport) -> ReportAnswer:
    """Show a usage report."""
    return {
        "billing_cycle": report.cycle.text,
        "as_of": report.as_of,
        "final": report.final,
        "plan": report.plan,
        "plan_price_cents": report.plan_price_cents,
        "meters": [_meter(usage, report.cycle) for usage in report.meters],
        "projects": [_project(usage, report.cycle) for usage in report.projects],
        "total_cents": report.total_cents,
        "spend_cents": report.spend_cents,
        "spend_cap_cents": report.spend_cap_cents,
    }


def _meter(usage: MeterUsage, cycle: BillingCycle) -> MeterAnswer:
    meter, gauge = usage.meter, MEASURES[usage.meter].gauge
    return {
        "meter": meter.value,
        "quantity": public_or_none(meter, usage.used),
        "unit": _UNITS[meter],
        "included": public_or_none(meter, usage.included),
        "overage": public(meter, usage.excess),
        "gb_months": gb_months(usage.quantity, cycle) if gauge else None,
        "overage_gb_months": gb_months(usage.overage, cycle) if gauge else None,
        "rate": written(usage.rate_cents),
        "rate_per": RATED_PER[meter],
        "cost_cents": usage.cost_cents,
        "limit": _limit(usage, cycle),
        "lines": [_line(line, cycle) for line in usage.lines],
    }


def _limit(usage: MeterUsage, cycle: BillingCycle) -> UsedLimit | None:
    if usage.maximum is None or usage.used is None or usage.remaining is None:
        return None
    return {
        "max": public(usage.meter, usage.maximum),
        "used": public(usage.meter, usage.used),
        "remaining": public(usage.meter, usage.remaining),
        "resets_at": None if MEASURES[usage.meter].gauge else cycle.end,
    }


def _line(line: Line, cycle: BillingCycle) -> LineAnswer:
    gauge = MEASURES[line.meter].gauge
    return {
        "starts_at": line.starts_at,
        "ends_at": line.ends_at,
        "included": public_or_none(line.meter, line.included),
        "overage": float(gb_months(line.overage, cycle)) if gauge else public(line.meter, line.overage),
        "rate": written(line.rate_cents),
        "cost_cents": line.cost_cents,
    }


def _project(usage: ProjectUsage, cycle: BillingCycle) -> ProjectCosts:
    return {
        "project_id": usage.project_id,
        "meters": [
            {
                "meter": meter.value,
                "quantity": float(gb_months(quantity, cycle)) if MEASURES[meter].gauge else public(meter, quantity),
                "unit": "GB-month" if MEASURES[meter].gauge else _UNITS[meter],
                "cost_cents": usage.costs.get(meter, 0),
            }
            for meter, quantity in usage.quantities.items()
        ],
        "cost_cents": usage.cost_cents,
    }


def gb_months(byte_microseconds: int, cycle: BillingCycle) -> str:
    """Return byte-microseconds of a cycle as GB-months, to six decimals (2^30 bytes through all its seconds)."""
    whole = Decimal(GIGABYTE) * cycle.seconds * 10**6
    return f"{(Decimal(byte_microseconds) / whole).quantize(_SIX):f}"


def present_days(days: ProjectDays) -> ProjectDaysAnswer:
    """Show a project's usage by day."""
    return {
        "project_id": days.project_id,
        "start_date": days.start,
        "end_date": days.end,
        "as_of": days.as_of,
        "meters": [
            {
                "meter": meter.value,
                "unit": _UNITS[meter],
                "total": public(meter, total_of(days, meter)),
                "days": [
                    {"date": day, "quantity": public(meter, amount)}
                    for (day, known), amount in sorted(days.days.items())
                    if known is meter
                ],
            }
            for meter in Meter
        ],
    }
