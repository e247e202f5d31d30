"""The usage report of a cycle: every meter, every project, to the cent."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from domain.billing_cycle import BillingCycle
from domain.ids import ProjectId
from domain.money import spend_units_per_cent
from domain.organizations.organization import Organization
from domain.plans.meter import COUNTING, Meter
from domain.plans.plan import Plan
from domain.usage.allowance import terms_of
from domain.usage.cost import (
    CycleTotals,
    Line,
    MeterUsage,
    ProjectUsage,
    UsageReport,
    byte_times,
    lines_until,
    shares,
    spend_reserved,
    told_until,
)


def usage_report(organization: Organization, cycle: BillingCycle, totals: CycleTotals, now: datetime) -> UsageReport:
    """Return the report of `cycle` as of `now`; of a cycle ahead, an empty one."""
    until = told_until(cycle, totals, now)
    invoice = lines_until(organization.plans, cycle, totals, until, now)
    quantities = _by_meter(cycle, totals, until)
    terms = terms_of(organization, cycle, now)
    meters = tuple(
        _meter_usage(
            meter,
            _whole(meter, totals, quantities),
            tuple(line for line in invoice if line.meter is meter),
            terms.allowances[meter].included,
            totals,
            terms.stretch.plan,
        )
        for meter in Meter
    )
    return UsageReport(
        cycle=cycle,
        as_of=now,
        final=cycle.is_final(now),
        plan=terms.stretch.plan.id,
        plan_price_cents=terms.stretch.plan.price_cents,
        meters=meters,
        projects=_by_project(meters, quantities),
        spend_cents=-(-spend_reserved(organization.plans, cycle, totals, now) // spend_units_per_cent(cycle)),
        spend_cap_cents=organization.settings.overage.spend_cap_cents,
    )


def _by_meter(cycle: BillingCycle, totals: CycleTotals, moment: datetime) -> dict[Meter, dict[ProjectId, int]]:
    quantities: dict[Meter, dict[ProjectId, int]] = {meter: {} for meter in Meter}
    for (project_id, meter), amount in totals.by_project.items():
        if meter in COUNTING:
            quantities[meter][project_id] = amount
    quantities[Meter.STORAGE] = byte_times(cycle, totals, moment)
    return quantities


def _whole(meter: Meter, totals: CycleTotals, quantities: Mapping[Meter, Mapping[ProjectId, int]]) -> int:
    return totals.counted.get(meter, 0) if meter in COUNTING else sum(quantities[meter].values())


def _meter_usage(
    meter: Meter, quantity: int, found: tuple[Line, ...], maximum: int | None, totals: CycleTotals, plan: Plan
) -> MeterUsage:
    """Return one meter; in a trial its rate is the one to come, while its lines cost nothing."""
    gauge, rate = meter not in COUNTING, found[-1].rate_cents if found else Decimal(0)
    return MeterUsage(
        meter=meter,
        quantity=quantity,
        held=sum(known.held for known in totals.gauges.values()) if gauge else None,
        included=found[-1].included if found else None,
        overage=sum(line.overage for line in found),
        rate_cents=plan.on_trial(tried=False).rate_cents(meter) if plan.trial else rate,
        lines=found,
        cost_cents=sum(line.cost_cents for line in found),
        maximum=maximum,
    )


def _by_project(
    meters: tuple[MeterUsage, ...], quantities: Mapping[Meter, Mapping[ProjectId, int]]
) -> tuple[ProjectUsage, ...]:
    costs = {usage.meter: shares(usage.cost_cents, quantities[usage.meter]) for usage in meters}
    projects = sorted({project_id for split in quantities.values() for project_id in split})
    return tuple(
        ProjectUsage(
            project_id,
            {meter: quantities[meter].get(project_id, 0) for meter in Meter},
            {meter: costs[meter].get(project_id, 0) for meter in Meter},
        )
        for project_id in projects
    )
