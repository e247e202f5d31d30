"""What is kept of billing, with something in every field, and how it comes to be in a store."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, TypeVar

from application.ports.billing import Billing
from application.ports.directory import RemoveCustomer, SaveCustomer, TakeNotice
from application.unit_of_work import Page
from domain.billing.account import BillingAccount, Operation, Quote, Review
from domain.billing.export import ExportBook, ExportRow, HeldRow
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId, SubscriptionStatus
from domain.billing_cycle import BillingCycle
from domain.ids import OrganizationId
from tests.assemblies.companies import ACME, PRO, STARTER, house
from tests.assemblies.storage import NOON, Storage
from tests.contract.deeds import changed

Kept = TypeVar("Kept", BillingAccount, ExportBook, Invoice)

DAY: Final = timedelta(days=1)
MARCH: Final = BillingCycle.parse("2026-03")
APRIL: Final = BillingCycle.parse("2026-04")

CUSTOMER: Final = CustomerId("cus_NffrFeUfNV2Hib")
"""As Stripe names its customers: unlike our ids it has capitals."""

SUBSCRIPTION: Final = Subscription(
    SubscriptionId("sub_1MowQVLkdIwHu7ixeRlqHVzs"),
    STARTER.id,
    plan_version=1,
    status=SubscriptionStatus.PAST_DUE,
    started_at=NOON - 40 * DAY,
    period_end=MARCH.end,
    trial_ends_at=NOON - 26 * DAY,
    next_plan=PRO.id,
    ends_at=MARCH.end,
    unpaid_since=NOON - DAY,
    half_scheduled=True,
)
ACCOUNT: Final = BillingAccount(
    CUSTOMER,
    SUBSCRIPTION,
    trial_used=True,
    aligned=3,
    operation=Operation("op_1", PRO.id, 1, NOON, NOON - timedelta(seconds=1)),
    quote=Quote(PRO.id, NOON),
    next_look=NOON + DAY,
    next_export=NOON + timedelta(hours=1),
    next_reconcile=NOON + 7 * DAY,
    review=(Review(NOON, "row 1", "older than the provider takes"), Review(NOON + DAY, "row 2", "refused")),
)
"""An account in which every field has something to tell."""


def row(number: int, tried_at: datetime | None = None) -> ExportRow:
    identity = sha256(f"row-{number}".encode()).hexdigest()
    return ExportRow(identity, "starter_v1_api_call", 1_000 * number, NOON, tried_at)


BOOK: Final = ExportBook(
    MARCH,
    delivered={"starter_v1_api_call": 120_000, "starter_v1_storage": -5},
    pending=(row(1), row(2, NOON)),
    held=(HeldRow(row(3, NOON), "it is older than the provider takes"),),
    final=True,
)
"""An export in which every field has something to tell."""


def invoice(number: int, created_at: datetime = NOON) -> Invoice:
    """An open invoice over a month's price and usage, under an id with capitals."""
    return Invoice(
        InvoiceId(f"in_1MtHbELkdIwHu7ixl4OzzPM{number:03}"),
        f"ACME-{number:04}",
        InvoiceStatus.OPEN,
        created_at,
        lines=(
            InvoiceLine("Starter", 4_900, MARCH.start, MARCH.end),
            InvoiceLine("Unused time on Free", -12, NOON, MARCH.end),
            InvoiceLine("API calls", 350, MARCH.start, MARCH.end, 3_500, "starter_v1_api_call"),
        ),
        total_cents=5_238,
        due_cents=5_200,
        paid_cents=100,
        url="https://invoice.stripe.com/i/acct_1/test_1",
    )


def billing_of(storage: Storage, organization_id: OrganizationId = ACME) -> Billing:
    return storage.workspaces.open(house(organization_id)).billing


def keep(storage: Storage, kept: Kept, organization_id: OrganizationId = ACME) -> Kept:
    """Save one thing, which needs no event."""
    with storage.workspaces.open(house(organization_id)) as workspace:
        return workspace.commit(workspace.save(kept))


def keep_each(storage: Storage, *invoices: Invoice) -> None:
    for one in invoices:
        keep(storage, one)


def name(storage: Storage, *customers: CustomerId, organization_id: OrganizationId = ACME) -> None:
    """Make an organization findable as customers."""
    with storage.workspaces.open(house(organization_id)) as workspace:
        workspace.enter(*(SaveCustomer(customer, organization_id) for customer in customers))
        workspace.record(changed(storage, organization_id))
        workspace.commit(None)


def forget(storage: Storage, customer: CustomerId, organization_id: OrganizationId = ACME) -> None:
    """Let an organization be a customer no more."""
    with storage.workspaces.open(house(organization_id)) as workspace:
        workspace.enter(RemoveCustomer(customer, organization_id))
        workspace.record(changed(storage, organization_id))
        workspace.commit(None)


def hear(storage: Storage, notice_id: str, organization_id: OrganizationId = ACME) -> None:
    """Take a notice, and change nothing."""
    with storage.workspaces.open(house(organization_id)) as workspace:
        workspace.enter(TakeNotice(notice_id))
        workspace.commit(None)


def pages_of_invoices(storage: Storage, limit: int) -> Iterator[Page[Invoice]]:
    """All pages, each reached by the cursor of the one before."""
    after: str | None = None
    while True:
        page = billing_of(storage).invoices(after, limit)
        yield page
        after = page.next
        if after is None:
            return
