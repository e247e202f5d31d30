"""Reconciliation: ledger = exported = counted = invoiced, and our subscription = the provider's; else, what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.billing.account import BillingAccount
from domain.billing.charges import Charge
from domain.billing.export import ExportBook
from domain.billing.flat_charges import flat_invoiced, flat_owed
from domain.billing.following import is_in_doubt, state_of
from domain.billing.invoice import Invoice, InvoiceLine, InvoiceStatus
from domain.billing.missed_usage import has_draft, missed
from domain.billing.state import Trialing, Unbilled
from domain.billing.subscription import Subscription
from domain.billing.wanted import Wanted, wanted
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization

PATIENCE: Final = timedelta(hours=2)
"""So long may usage be under way, or counted by the provider, before it is a difference."""


class Name(StrEnum):
    """What can differ."""

    CUSTOMER_MISSING = "customer-missing"
    CUSTOMER = "customer"
    SUBSCRIPTION_MISSING = "subscription-missing"
    SUBSCRIPTION_UNKNOWN = "subscription-unknown"
    SUBSCRIPTION_TWICE = "subscription-twice"
    PLAN = "plan"
    STATE = "state"
    TRIAL_END = "trial-end"
    MONTHS = "months"
    WAITING_CHANGE = "waiting-change"
    HALF_SCHEDULED = "half-scheduled"
    FOREIGN_METERS = "foreign-meters"
    USAGE_NOT_EXPORTED = "usage-not-exported"
    USAGE_NOT_COUNTED = "usage-not-counted"
    USAGE_HELD = "usage-held"
    USAGE_CARRIED_OVER = "usage-carried-over"
    QUANTITY = "quantity"
    FLAT_CHARGE = "flat-charge"
    INVOICE_MISSING = "invoice-missing"
    INVOICE_LINE = "invoice-line"
    IN_REVIEW = "in-review"


USAGE: Final = frozenset(
    {Name.USAGE_NOT_EXPORTED, Name.USAGE_NOT_COUNTED, Name.USAGE_HELD, Name.INVOICE_MISSING, Name.INVOICE_LINE}
)
"""What is about one meter in one cycle; all else is about the account."""

ACCOUNT: Final = "account"


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

    @property
    def matter(self) -> str:
        """What it is about: nothing of a matter is right as long as anything of it differs."""
        return self.subject if self.name in USAGE else ACCOUNT


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What both sides hold of one cycle."""

    book: ExportBook
    charges: Sequence[Charge]
    counted: Mapping[str, int]
    """By export meter, as the provider counted."""
    final: bool
    """Whether the ledger's totals can no longer change, and were to be exported."""
    exported: bool = True
    """Whether its usage can still be told to the provider; older cycles are compared with their invoices alone."""


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
    """Return all that differs: subscription, then prices, usage, invoices, then what awaits a person."""
    return (*_subscription(facts), *_prices(facts), *_usage(facts), *_invoices(facts), *_reviews(facts))


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
    elif ours == theirs and live.foreign_meters:
        lists = ("its own meters", "meters of other plans too")
        made = "it is from when each subscription had all meters"
        yield Difference(Name.FOREIGN_METERS, live.id, *lists, made, repairable=True)
    state, billing = state_of(live, facts.at, facts.organization.billing), facts.organization.billing
    if type(state) is not type(billing):
        yield Difference(Name.STATE, live.id, _word(billing), _word(state), cause, repairable=True)
    elif isinstance(billing, Trialing) and billing != state:
        ends = (f"{billing.ends_at:%Y-%m-%d %H:%M}", f"{live.trial_ends_at:%Y-%m-%d %H:%M}")
        yield Difference(Name.TRIAL_END, live.id, *ends, cause, repairable=True)
    if live.anchor is not None and live.off_calendar:
        moved = "the end of a trial was moved by hand"
        day = f"on day {live.anchor.day}"
        yield Difference(Name.MONTHS, live.id, "on day 1", day, moved, repairable=live.trialing)
    next_plan = None if want.next_plan is None else want.next_plan.id
    if (next_plan, want.ends_at) != (live.next_plan, live.ends_at):
        waits = (_waiting(next_plan, want.ends_at), _waiting(live.next_plan, live.ends_at))
        yield Difference(Name.WAITING_CHANGE, live.id, *waits, cause, repairable=True)
    elif live.half_scheduled:
        made = "a schedule was begun and not finished"
        yield Difference(Name.HALF_SCHEDULED, live.id, "none", "half a schedule", made, repairable=True)


def _usage(facts: Facts) -> Iterator[Difference]:
    for cycle in (known for known in facts.cycles if known.exported):
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
    """Compare what the ledger comes to with the usage lines of invoices, and with what was put onto later ones."""
    for cycle in facts.cycles:
        month = cycle.book.cycle
        if not cycle.final or has_draft(facts.invoices, month):
            continue
        lines = [
            (invoice, line)
            for invoice in facts.invoices
            if invoice.status is not InvoiceStatus.VOID
            for line in invoice.lines
            if month.start <= line.starts_at < month.end
        ]
        for charge in cycle.charges:
            found = [(invoice, line) for invoice, line in lines if line.meter == charge.meter.name]
            if sum(line.amount_cents for _, line in found) != charge.cost_cents:
                yield _uninvoiced(facts, cycle, charge, found)


def _uninvoiced(
    facts: Facts, cycle: CycleFacts, charge: Charge, lines: Sequence[tuple[Invoice, InvoiceLine]]
) -> Difference:
    name = charge.meter.name
    subject, ours = f"{name} {cycle.book.cycle}", _money(charge.cost_cents)
    theirs = _money(sum(line.amount_cents for _, line in lines)) if lines else "none"
    if cycle.book.carried.get(name) and not missed(cycle.book, [charge], facts.invoices):
        cause = "what is missing will be on the next invoice"
        return Difference(Name.USAGE_CARRIED_OVER, subject, ours, theirs, cause)
    if not lines:
        return Difference(Name.INVOICE_MISSING, subject, ours, theirs, "its usage is on no invoice", repairable=True)
    ids = ", ".join(invoice.number or invoice.id for invoice, _ in lines)
    cause = f"invoice {ids} has another amount"
    return Difference(Name.INVOICE_LINE, subject, ours, theirs, cause, repairable=True)


def _prices(facts: Facts) -> Iterator[Difference]:
    """Compare quantities, and the prices of whole months, where the provider knows what was decided."""
    live = next((found for found in facts.subscriptions if found.live), None)
    if live is not None and live.quantity != 1:
        cause = "it was changed by hand at the provider"
        yield Difference(Name.QUANTITY, live.id, "1", str(live.quantity), cause)
    known = live or facts.account.subscription
    if known is None or facts.account.aligned != facts.organization.plans.revision:
        return
    for cycle in (facts_of.book.cycle for facts_of in facts.cycles):
        trial_ends = known.trial_ends_at is not None and cycle == BillingCycle.of(known.trial_ends_at)
        begins = trial_ends or known.started_at > cycle.start
        owed = None if begins else flat_owed(facts.organization.plans, known, cycle)
        invoiced = flat_invoiced(facts.invoices, known, cycle)
        if owed is not None and owed != invoiced:
            cause = "invoices have another amount for the plan"
            yield Difference(Name.FLAT_CHARGE, str(cycle), _money(owed), _money(invoiced), cause)


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
