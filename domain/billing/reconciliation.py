"""Reconciliation: ledger = exported = counted = invoiced, and our subscription = the provider's; else, what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.billing.account import BillingAccount
from domain.billing.charges import Charge
from domain.billing.export import ExportBook
from domain.billing.following import is_in_doubt, state_of
from domain.billing.invoice import Invoice, InvoiceStatus
from domain.billing.state import Unbilled
from domain.billing.subscription import Subscription
from domain.billing.wanted import Wanted, wanted
from domain.organizations.organization import Organization

PATIENCE: Final = timedelta(hours=2)
"""So long may usage be under way, or counted by the provider, before it is a difference."""


class Name(StrEnum):
    """What can differ."""

    SUBSCRIPTION_MISSING = "subscription-missing"
    SUBSCRIPTION_UNKNOWN = "subscription-unknown"
    SUBSCRIPTION_TWICE = "subscription-twice"
    PLAN = "plan"
    STATE = "state"
    WAITING_CHANGE = "waiting-change"
    HALF_SCHEDULED = "half-scheduled"
    USAGE_NOT_EXPORTED = "usage-not-exported"
    USAGE_NOT_COUNTED = "usage-not-counted"
    USAGE_HELD = "usage-held"
    INVOICE_MISSING = "invoice-missing"
    INVOICE_LINE = "invoice-line"
    IN_REVIEW = "in-review"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on which the two sides do not agree."""

    name: Name
    subject: str
    """A subscription, an export meter and cycle, an invoice."""
    ours: str
    theirs: str
    cause: str
    repairable: bool = False
    """Whether looking again, or telling again, is safe and can mend it."""


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What both sides hold of one cycle."""

    book: ExportBook
    charges: Sequence[Charge]
    counted: Mapping[str, int]
    """By export meter, as the provider counted."""
    final: bool
    """Whether the ledger's totals can no longer change, and were to be exported."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What both sides hold of one organization."""

    organization: Organization
    account: BillingAccount
    subscriptions: Sequence[Subscription]
    invoices: Sequence[Invoice]
    cycles: Sequence[CycleFacts]
    at: datetime


def differences(facts: Facts) -> tuple[Difference, ...]:
    """Return all that differs: subscription, then usage, then invoices, then what awaits a person."""
    return (*_subscription(facts), *_usage(facts), *_invoices(facts), *_reviews(facts))


def _subscription(facts: Facts) -> Iterator[Difference]:
    live = [found for found in facts.subscriptions if found.live]
    want = wanted(facts.organization, facts.at)
    told = facts.account.aligned == facts.organization.plans.revision
    cause = "it was changed, and nobody has looked since" if told else "what was decided here was not told yet"
    if len(live) > 1:
        ids = ", ".join(found.id for found in live)
        yield Difference(Name.SUBSCRIPTION_TWICE, ids, "1", str(len(live)), "begun twice", repairable=True)
    elif want is None and live:
        yield Difference(Name.SUBSCRIPTION_UNKNOWN, live[0].id, "none", live[0].plan, cause, repairable=True)
    elif want is not None and not live:
        yield Difference(Name.SUBSCRIPTION_MISSING, want.plan.id, want.plan.id, "none", cause, repairable=True)
    elif want is not None:
        yield from _terms(facts, want, live[0], cause, told=told)


def _terms(facts: Facts, want: Wanted, live: Subscription, cause: str, *, told: bool) -> Iterator[Difference]:
    ours, theirs = f"{want.plan.id} v{want.plan.version}", f"{live.plan} v{live.plan_version}"
    if ours != theirs and not is_in_doubt(facts.account, facts.at):
        yield Difference(Name.PLAN, live.id, ours, theirs, cause, repairable=not told)
    state, billing = state_of(live, facts.at), facts.organization.billing
    if type(state) is not type(billing):
        yield Difference(Name.STATE, live.id, _word(billing), _word(state), cause, repairable=True)
    next_plan = None if want.next_plan is None else want.next_plan.id
    if (next_plan, want.ends_at) != (live.next_plan, live.ends_at):
        waits = (_waiting(next_plan, want.ends_at), _waiting(live.next_plan, live.ends_at))
        yield Difference(Name.WAITING_CHANGE, live.id, *waits, cause, repairable=True)
    elif live.half_scheduled:
        made = "a schedule was begun and not finished"
        yield Difference(Name.HALF_SCHEDULED, live.id, "none", "half a schedule", made, repairable=True)


def _usage(facts: Facts) -> Iterator[Difference]:
    for cycle in facts.cycles:
        late = cycle.final or _is_late(facts)
        for charge in cycle.charges:
            name = charge.meter.name
            subject, accounted = f"{name} {cycle.book.cycle}", cycle.book.accounted(name)
            if charge.units != accounted and late and not isinstance(facts.organization.billing, Unbilled):
                cause = "the hourly export has not run"
                ours, theirs = str(charge.units), str(accounted)
                yield Difference(Name.USAGE_NOT_EXPORTED, subject, ours, theirs, cause, repairable=True)
        for row in cycle.book.pending:
            if facts.at - row.at > PATIENCE:
                subject = f"{row.meter} {cycle.book.cycle}"
                cause = "under way: the provider has not answered" if row.tried_at else "not sent yet"
                yield Difference(Name.USAGE_NOT_EXPORTED, subject, str(row.units), "0", cause, repairable=True)
        for held in cycle.book.held:
            subject = f"{held.row.meter} {cycle.book.cycle}"
            yield Difference(Name.USAGE_HELD, subject, str(held.row.units), "0", held.reason)
        for meter, delivered in sorted(cycle.book.delivered.items()):
            counted = cycle.counted.get(meter, 0)
            if delivered != counted:
                subject = f"{meter} {cycle.book.cycle}"
                cause = "the provider took it, and has not counted it"
                yield Difference(Name.USAGE_NOT_COUNTED, subject, str(delivered), str(counted), cause)


def _is_late(facts: Facts) -> bool:
    due = facts.account.next_export
    return due is not None and facts.at - due > PATIENCE


def _invoices(facts: Facts) -> Iterator[Difference]:
    """Compare the usage lines of final invoices with what the ledger comes to."""
    for cycle in facts.cycles:
        start, end = cycle.book.cycle.start, cycle.book.cycle.end
        invoiced = [
            (invoice, line)
            for invoice in facts.invoices
            if invoice.status not in {InvoiceStatus.DRAFT, InvoiceStatus.VOID}
            for line in invoice.lines
            if line.meter is not None and start <= line.starts_at < end
        ]
        drafts = any(invoice.status is InvoiceStatus.DRAFT for invoice in facts.invoices)
        if not cycle.book.final or (drafts and not invoiced):
            continue
        for charge in cycle.charges:
            lines = [(invoice, line) for invoice, line in invoiced if line.meter == charge.meter.name]
            cents = sum(line.amount_cents for _, line in lines)
            subject = f"{charge.meter.name} {cycle.book.cycle}"
            if not lines and charge.cost_cents > 0:
                cause = "its usage is on no invoice"
                yield Difference(Name.INVOICE_MISSING, subject, _money(charge.cost_cents), "none", cause)
            elif cents != max(0, charge.cost_cents):
                ids = ", ".join(invoice.number or invoice.id for invoice, _ in lines)
                ours, theirs = _money(charge.cost_cents), _money(cents)
                yield Difference(Name.INVOICE_LINE, subject, ours, theirs, f"invoice {ids} has another amount")


def _reviews(facts: Facts) -> Iterator[Difference]:
    for review in facts.account.review:
        told = f"{review.at:%Y-%m-%d %H:%M}"
        yield Difference(Name.IN_REVIEW, review.subject, told, "refused", review.reason, repairable=True)


def _word(state: object) -> str:
    return type(state).__name__.lower()


def _waiting(plan: str | None, ends_at: datetime | None) -> str:
    if plan is not None:
        return f"then {plan}"
    return "nothing" if ends_at is None else f"ends {ends_at:%Y-%m-%d}"


def _money(cents: int) -> str:
    return f"${cents / 100:.2f}"
