"""Values of what billing keeps, drawn at random."""

from hypothesis import strategies as st

from domain.billing.account import BillingAccount, Operation, Quote, Review
from domain.billing.export import ExportBook, ExportRow, HeldRow
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId, SubscriptionStatus
from domain.billing_cycle import BillingCycle
from domain.plans.plan import PlanId
from tests.unit.adapters.dynamodb.items.drawn import hashes, mappings, moments, numbers, texts, versions

_names = st.text(min_size=1, max_size=40)
_plans = _names.map(PlanId)
_sometimes = st.none() | moments
_meters = st.sampled_from(["starter_v1_api_call", "pro_v12_storage"]) | _names

subscriptions = st.builds(
    Subscription,
    id=_names.map(SubscriptionId),
    plan=_plans,
    plan_version=st.integers(1, 99),
    status=st.sampled_from(SubscriptionStatus),
    started_at=moments,
    period_end=moments,
    trial_ends_at=_sometimes,
    next_plan=st.none() | _plans,
    ends_at=_sometimes,
    unpaid_since=_sometimes,
    half_scheduled=st.booleans(),
    foreign_meters=st.booleans(),
)
billing_accounts = st.builds(
    BillingAccount,
    customer=st.none() | _names.map(CustomerId),
    subscription=st.none() | subscriptions,
    trial_used=st.booleans(),
    aligned=st.integers(-1, 99),
    operation=st.none()
    | st.builds(Operation, id=_names, plan=_plans, plan_version=st.integers(1, 99), at=moments, begun_at=moments),
    quote=st.none() | st.builds(Quote, plan=_plans, at=moments),
    next_look=_sometimes,
    next_export=_sometimes,
    next_reconcile=_sometimes,
    review=st.lists(st.builds(Review, at=moments, subject=texts, reason=texts), max_size=3).map(tuple),
    version=versions,
)

_rows = st.builds(ExportRow, id=hashes, meter=_meters, units=numbers, at=moments, tried_at=_sometimes)
export_books = st.builds(
    ExportBook,
    cycle=st.builds(BillingCycle, st.integers(1970, 9998), st.integers(1, 12)),
    delivered=mappings(_meters, numbers),
    pending=st.lists(_rows, max_size=3).map(tuple),
    held=st.lists(st.builds(HeldRow, row=_rows, reason=texts), max_size=3).map(tuple),
    final=st.booleans(),
    version=versions,
)

_lines = st.builds(
    InvoiceLine,
    description=texts,
    amount_cents=numbers,
    starts_at=moments,
    ends_at=moments,
    quantity=st.just(1) | numbers,
    meter=st.none() | _meters,
)
invoices = st.builds(
    Invoice,
    id=_names.map(InvoiceId),
    number=st.none() | texts,
    status=st.sampled_from(InvoiceStatus),
    created_at=moments,
    lines=st.lists(_lines, max_size=3).map(tuple),
    total_cents=numbers,
    due_cents=numbers,
    paid_cents=st.just(0) | numbers,
    url=st.none() | texts,
    version=versions,
)
