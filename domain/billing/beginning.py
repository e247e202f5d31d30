"""How an organization on a paid plan begins: with its trial, or on what costs nothing."""

from dataclasses import replace
from datetime import datetime

from domain.billing.state import Trialing, Unbilled
from domain.organizations.organization import Organization
from domain.plans.history import PlanChange, PlanHistory
from domain.plans.plan import Plan


def on_trial(organization: Organization, now: datetime) -> Organization:
    """Return the organization with its trial beginning at `now`; one that was promised for longer stays so."""
    begun, known = Trialing.begun(now), organization.billing
    longer = isinstance(known, Trialing) and known.ends_at > begun.ends_at
    plans = _beginning_on(organization, organization.plans.changes[0].plan.on_trial())
    return replace(organization, plans=plans, billing=known if longer else begun)


def without_trial(organization: Organization, unpaid: Plan) -> Organization:
    """Return the organization on `unpaid` from its beginning: nothing can have been used before it has an owner."""
    return replace(organization, plans=_beginning_on(organization, unpaid), billing=Unbilled())


def _beginning_on(organization: Organization, plan: Plan) -> PlanHistory:
    history = organization.plans
    return PlanHistory((PlanChange(history.changes[0].at, plan),), history.revision)
