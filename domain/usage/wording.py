"""The words in which a usage limit says no: what was used, what remains, and which plan would fit."""

from datetime import datetime

from domain.billing_cycle import BillingCycle
from domain.errors import Conflict, Refusal
from domain.limits.refusals import PlanLimitExceeded
from domain.money import spend_units_per_cent
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.history import PlanChange
from domain.plans.limits import holds
from domain.plans.meter import COUNTING, Meter, to_public
from domain.plans.plan import Plan
from domain.usage.allowance import RECORDS, SPEND, Allowance, Bound
from domain.usage.fitting import BelowZero, CapReached, MeterFull, Obstacle, RecordsFull


def meter_refusal(
    organization: Organization,
    catalogue: Catalogue,
    allowance: Allowance,
    amount: int,
    used: int,
    cycle: BillingCycle,
    now: datetime,
) -> PlanLimitExceeded:
    """Return the refusal of `amount` more of a meter of which `used` is used."""
    meter = allowance.meter

    def fits(plan: Plan) -> bool:
        """A plan bought now adds nothing to a cycle that is over."""
        if meter in COUNTING and now >= cycle.end:
            return False
        return holds(_included_after(organization, plan, meter, used, cycle, now), used + amount)

    return PlanLimitExceeded(
        meter=meter.value,
        maximum=to_public(meter, allowance.bound.ceiling or 0),
        used=to_public(meter, used),
        requested=to_public(meter, amount),
        resets_at=cycle.end if meter in COUNTING else None,
        upgrade=catalogue.upgrade_from(_binding(organization, meter, now), fits),
    )


def spend_refusal(bound: Bound, amount: int, used: int, cycle: BillingCycle) -> PlanLimitExceeded:
    """Return the refusal of `amount` more spend units; told in cents, what was spent rounded up.

    No plan is offered: the cap is the owner's own, and can be raised in the settings.
    """
    cent = spend_units_per_cent(cycle)
    return PlanLimitExceeded(
        meter=SPEND,
        maximum=(bound.ceiling or 0) // cent,
        used=-(-used // cent),
        requested=-(-amount // cent),
        resets_at=cycle.end,
        upgrade=None,
    )


def records_refusal(
    organization: Organization, catalogue: Catalogue, bound: Bound, used: int, cycle: BillingCycle, now: datetime
) -> PlanLimitExceeded:
    """Return the refusal of one more usage record in a cycle that has `used` records."""

    def fits(plan: Plan) -> bool:
        return now < cycle.end and holds(plan.records, used + 1)

    upgrade = catalogue.upgrade_from(organization.plan(now), fits)
    return PlanLimitExceeded(RECORDS, bound.ceiling or 0, used, 1, cycle.end, upgrade)


def refusal_of(
    obstacle: Obstacle, organization: Organization, catalogue: Catalogue, cycle: BillingCycle, now: datetime
) -> Refusal:
    """Return the refusal of what does not fit into a cycle."""
    match obstacle:
        case BelowZero():
            return Conflict("a correction cannot take back more than was used, or charged")
        case CapReached(bound, amount, used):
            return spend_refusal(bound, amount, used, cycle)
        case RecordsFull(bound, used):
            return records_refusal(organization, catalogue, bound, used, cycle, now)
        case MeterFull(allowance, amount, used):
            return meter_refusal(organization, catalogue, allowance, amount, used, cycle, now)


def _binding(organization: Organization, meter: Meter, now: datetime) -> Plan:
    """Return the plan that refuses: of a gauge a smaller one that waits, which the one in force would take back."""
    plans = (organization.plan(now),) if meter in COUNTING else organization.plans.binding(now)
    return min(plans, key=lambda plan: (plan.included[meter] is None, plan.included[meter]))


def _included_after(
    organization: Organization, plan: Plan, meter: Meter, used: int, cycle: BillingCycle, now: datetime
) -> int | None:
    """Return what would be included after a change to `plan` at `now`."""
    if meter not in COUNTING:
        return plan.included[meter]
    changed = organization.plans.changed(PlanChange(now, plan, {meter: used}), now)
    return changed.stretches(cycle)[-1].included[meter]
