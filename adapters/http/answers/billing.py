"""How plan, payments and invoices are shown."""

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from adapters.http.answers.organizations import PendingPlan
from adapters.http.answers.words import InvoiceStatusWord, MeterWord, OrganizationStatusWord, UrlText
from application.billing.read_billing import BillingOverview
from domain.billing.invoice import Invoice, InvoiceLine, PlanPreview
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization

StateName = Literal["unbilled", "trialing", "active", "past_due", "restricted"]


class BillingAnswer(TypedDict):
    """The plan and how it is paid. `state` is that of the payments, `status` the organization's as a whole."""

    plan: str
    plan_version: int
    price_cents: int | None
    state: StateName
    status: OrganizationStatusWord
    trial_ends_at: datetime | None
    trial_used: bool
    past_due_since: datetime | None
    restricted_at: datetime | None
    current_cycle_ends_at: datetime
    pending: PendingPlan | None
    version: int


class ChargeAnswer(TypedDict):
    """One line of what a change of plan would be invoiced; below zero: a credit."""

    description: str
    amount_cents: int
    starts_at: datetime
    ends_at: datetime


class PreviewAnswer(TypedDict):
    """What a change of plan would cost, if it were made before `holds_until`."""

    plan: str
    effective_at: datetime
    trial_ends_at: datetime | None
    lines: list[ChargeAnswer]
    due_now_cents: int
    month_cents: int
    holds_until: datetime


class PageAnswer(TypedDict):
    """The address of a page of the payment provider, for one visit."""

    url: UrlText


class InvoiceLineAnswer(TypedDict):
    """One amount. `meter` and `quantity` tell the units of usage; below zero: a credit."""

    description: str
    quantity: int
    meter: MeterWord | None
    amount_cents: int
    starts_at: datetime
    ends_at: datetime


class InvoiceAnswer(TypedDict):
    """An invoice. `number` is null while it is a draft; `due_cents` is what was asked for, after earlier credit."""

    id: str
    number: str | None
    status: InvoiceStatusWord
    created_at: datetime
    lines: list[InvoiceLineAnswer]
    total_cents: int
    due_cents: int
    paid_cents: int
    url: UrlText | None


class ReceivedAnswer(TypedDict):
    """That a notice was taken."""

    received: bool


def present_billing(overview: BillingOverview) -> BillingAnswer:
    """Show how an organization stands with its payments."""
    organization, now = overview.organization, overview.at
    plan, billing = organization.plan(now), organization.billing
    return {
        "plan": plan.id,
        "plan_version": plan.version,
        "price_cents": plan.price_cents,
        "state": state_name(billing),
        "status": organization.status.value,
        "trial_ends_at": billing.ends_at if isinstance(billing, Trialing) else None,
        "trial_used": overview.account.trial_used,
        "past_due_since": billing.since if isinstance(billing, PastDue | Restricted) else None,
        "restricted_at": PastDue(billing.since).restricted_at if isinstance(billing, PastDue | Restricted) else None,
        "current_cycle_ends_at": BillingCycle.of(now).end,
        "pending": pending_plan(organization, now),
        "version": organization.version,
    }


def state_name(billing: BillingState) -> StateName:
    """Return what a billing state is called."""
    match billing:
        case Unbilled():
            return "unbilled"
        case Trialing():
            return "trialing"
        case Paying():
            return "active"
        case PastDue():
            return "past_due"
        case Restricted():
            return "restricted"


def pending_plan(organization: Organization, now: datetime) -> PendingPlan | None:
    """Show the plan that waits: for the end of the cycle, or of the trial if that is earlier."""
    pending, billing = organization.plans.pending(now), organization.billing
    if pending is None:
        return None
    return {
        "plan": pending.plan.id,
        "at": min(pending.at, billing.ends_at) if isinstance(billing, Trialing) else pending.at,
    }


def present_preview(preview: PlanPreview) -> PreviewAnswer:
    """Show what a change of plan would cost."""
    return {
        "plan": preview.plan,
        "effective_at": preview.effective_at,
        "trial_ends_at": preview.trial_ends_at,
        "lines": [
            {
                "description": line.description,
                "amount_cents": line.amount_cents,
                "starts_at": line.starts_at,
                "ends_at": line.ends_at,
            }
            for line in preview.now.lines
        ],
        "due_now_cents": preview.now.due_cents,
        "month_cents": preview.month_cents,
        "holds_until": preview.holds_until,
    }


def present_invoice(invoice: Invoice) -> InvoiceAnswer:
    """Show an invoice."""
    return {
        "id": invoice.id,
        "number": invoice.number,
        "status": invoice.status.value,
        "created_at": invoice.created_at,
        "lines": [_line(line) for line in invoice.lines],
        "total_cents": invoice.total_cents,
        "due_cents": invoice.due_cents,
        "paid_cents": invoice.paid_cents,
        "url": invoice.url,
    }


def _line(line: InvoiceLine) -> InvoiceLineAnswer:
    return {
        "description": line.description,
        "quantity": line.quantity,
        "meter": line.meter,
        "amount_cents": line.amount_cents,
        "starts_at": line.starts_at,
        "ends_at": line.ends_at,
    }
