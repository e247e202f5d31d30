"""How organizations, memberships and plans are shown."""

from datetime import datetime
from decimal import Decimal

from typing_extensions import TypedDict

from adapters.http.answers.common import Number, public_or_none
from adapters.http.answers.words import (
    DecimalText,
    EmailWord,
    FeatureWord,
    MeterWord,
    OrganizationIdText,
    OrganizationStatusWord,
    RoleWord,
    SlugWord,
    UserIdText,
    UserStatusWord,
)
from domain.organizations.organization import Organization
from domain.organizations.standing import Active, Closing, Suspended
from domain.people.person import Membership
from domain.plans.catalogue import Catalogue
from domain.plans.meter import MEASURES, Meter
from domain.plans.plan import ANNOUNCED, Plan


class PlanLimits(TypedDict):
    """What a plan allows; null is unlimited. Storage and bandwidth in bytes, compute in minutes a cycle;
    `records` are usage records a cycle, of any type.
    """

    users: int | None
    projects: int | None
    api_call: Number | None
    compute: Number | None
    storage: Number | None
    requests_per_minute: int | None
    records: int | None


class OverageAnswer(TypedDict):
    """Whether usage past the included volume is accepted, and up to which cost a cycle."""

    enabled: bool
    spend_cap_cents: int | None


class SettingsAnswer(TypedDict):
    """The settings of an organization."""

    require_mfa: bool
    allowed_domains: list[str]
    session_timeout: int
    default_role: RoleWord
    ip_allowlist: list[str]
    overage: OverageAnswer
    billing_email: EmailWord


class PendingPlan(TypedDict):
    """The plan that takes effect at the end of the cycle."""

    plan: str
    at: datetime


class OrganizationAnswer(TypedDict):
    """An organization. `status_reason` says why it is suspended or restricted, `erased_at` when a closing one is
    erased.
    """

    org_id: OrganizationIdText
    name: str
    slug: SlugWord
    billing_email: EmailWord
    status: OrganizationStatusWord
    status_reason: str | None
    erased_at: datetime | None
    plan: str
    plan_version: int
    price_cents: int | None
    limits: PlanLimits
    features: list[FeatureWord]
    support: str
    pending_plan: PendingPlan | None
    settings: SettingsAnswer
    created_at: datetime
    version: int


class MembershipAnswer(TypedDict):
    """One of the organizations of a person, and what it is there."""

    org_id: OrganizationIdText
    name: str
    user_id: UserIdText
    role: RoleWord
    status: UserStatusWord


class PlanAnswer(TypedDict):
    """A plan on offer. Rates are decimal strings in US dollars, after discount, by meter.

    `announced` are those of its features that do not exist yet, and are promised for no date.
    """

    plan: str
    version: int
    price_cents: int | None
    limits: PlanLimits
    rates: dict[MeterWord, DecimalText]
    features: list[FeatureWord]
    announced: list[FeatureWord]
    support: str
    self_service: bool


class PlansAnswer(TypedDict):
    """The plans on offer, smallest first."""

    version: int
    data: list[PlanAnswer]
    next_cursor: None


def present_limits(plan: Plan) -> PlanLimits:
    """Show what a plan allows."""
    return {
        "users": plan.users,
        "projects": plan.projects,
        "api_call": public_or_none(Meter.API_CALL, plan.included[Meter.API_CALL]),
        "compute": public_or_none(Meter.COMPUTE, plan.included[Meter.COMPUTE]),
        "storage": public_or_none(Meter.STORAGE, plan.included[Meter.STORAGE]),
        "requests_per_minute": plan.requests_per_minute,
        "records": plan.records,
    }


def present_organization(organization: Organization, now: datetime) -> OrganizationAnswer:
    """Show an organization as it stands at `now`."""
    plan, pending, standing = organization.plan(now), organization.plans.pending(now), organization.standing
    return {
        "org_id": organization.id,
        "name": organization.name,
        "slug": organization.slug.text,
        "billing_email": organization.billing_email.text,
        "status": organization.status.value,
        "status_reason": _reason(organization),
        "erased_at": standing.erased_at if isinstance(standing, Closing) else None,
        "plan": plan.id,
        "plan_version": plan.version,
        "price_cents": plan.price_cents,
        "limits": present_limits(plan),
        "features": sorted(plan.features),
        "support": plan.support,
        "pending_plan": None if pending is None else {"plan": pending.plan.id, "at": pending.at},
        "settings": _settings(organization),
        "created_at": organization.created_at,
        "version": organization.version,
    }


def _reason(organization: Organization) -> str | None:
    match organization.standing:
        case Suspended(reason=reason):
            return reason
        case Closing():
            return None
        case Active():
            return organization.restriction


def _settings(organization: Organization) -> SettingsAnswer:
    settings = organization.settings
    return {
        "require_mfa": settings.require_mfa,
        "allowed_domains": sorted(settings.allowed_domains),
        "session_timeout": settings.session_timeout,
        "default_role": settings.default_role.value,
        "ip_allowlist": [str(network) for network in settings.ip_allowlist],
        "overage": {
            "enabled": settings.overage.enabled,
            "spend_cap_cents": settings.overage.spend_cap_cents,
        },
        "billing_email": organization.billing_email.text,
    }


def present_membership(membership: Membership) -> MembershipAnswer:
    """Show where a person is a user."""
    return {
        "org_id": membership.organization_id,
        "name": membership.organization_name,
        "user_id": membership.user_id,
        "role": membership.role.value,
        "status": membership.status.value,
    }


def present_plan(plan: Plan) -> PlanAnswer:
    """Show a plan."""
    return {
        "plan": plan.id,
        "version": plan.version,
        "price_cents": plan.price_cents,
        "limits": present_limits(plan),
        "rates": {meter.value: dollars(plan, meter) for meter in MEASURES} if plan.priced else {},
        "features": sorted(plan.features),
        "announced": sorted(plan.features & ANNOUNCED),
        "support": plan.support,
        "self_service": plan.self_service,
    }


def present_plans(catalogue: Catalogue) -> PlansAnswer:
    """Show the catalogue."""
    return {
        "version": catalogue.version,
        "data": [present_plan(plan) for plan in catalogue.plans],
        "next_cursor": None,
    }


def dollars(plan: Plan, meter: Meter) -> str:
    """Return a meter's rate after discount in US dollars, without needless zeros."""
    return written(plan.rate_cents(meter))


def written(rate_cents: Decimal) -> str:
    """Write a rate in cents as dollars, with two decimals or as many as it has."""
    plain = f"{(rate_cents / 100).normalize():f}"
    whole, _, decimals = plain.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"
