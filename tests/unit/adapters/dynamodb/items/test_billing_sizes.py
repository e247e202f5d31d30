"""What billing keeps of a typical organization, as its writing is paid by the kilobyte begun."""

from dataclasses import replace
from typing import Final

import pytest

from adapters.dynamodb.items import billing_account, export_book, invoice, organization
from adapters.dynamodb.items.size import size_of
from domain.billing.account import BillingAccount, Operation, Quote
from domain.billing.export import ExportBook, ExportRow
from domain.billing.invoice import Invoice, InvoiceId, InvoiceLine, InvoiceStatus
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing.subscription import CustomerId, Subscription, SubscriptionId, SubscriptionStatus
from domain.plans.meter import Meter
from tests.unit.adapters.dynamodb.items.billing_examples import APRIL, PRO, STARTER
from tests.unit.adapters.dynamodb.items.examples import LATER, NOW
from tests.unit.adapters.dynamodb.items.test_sizes import ACME, MADE_OF

KEYS: Final = 90
"""Bytes of the two keys of the account or of a book, with their names."""
KEYS_OF_AN_INVOICE: Final = 215
"""Bytes of its two keys in the table and of its two in the index of lists, with their names."""

SUBSCRIPTION: Final = Subscription(
    SubscriptionId("sub_1MowQVLkdIwHu7ixeRlqHVzs"), STARTER, 1, SubscriptionStatus.ACTIVE, NOW, LATER
)
ACCOUNT: Final = BillingAccount(
    CustomerId("cus_NffrFeUfNV2Hib"), SUBSCRIPTION, trial_used=True, aligned=3, next_look=LATER, next_export=LATER,
    next_reconcile=LATER,
)  # fmt: skip
METERS: Final = [f"{plan}_v1_{meter.value}" for plan in (STARTER, PRO) for meter in Meter]
ROWS: Final = [ExportRow("a" * 64, meter, 123_456, NOW, NOW) for meter in METERS]
LINES: Final = [InvoiceLine("Usage past the included volume", 12_345, NOW, LATER, 123_456, meter) for meter in METERS]
INVOICE: Final = Invoice(
    InvoiceId("in_1MtHbELkdIwHu7ixl4OzzPMv"),
    "ABCD1234-0012",
    InvoiceStatus.PAID,
    NOW,
    (InvoiceLine("Starter (April 2026)", 4_900, NOW, LATER), *LINES[:4]),
    54_280,
    54_280,
    54_280,
    f"https://invoice.stripe.com/i/acct_1032D82eZvKYlo2C/test_{'Y' * 120}?s=ap",
)


def test_an_account_with_its_keys_fits_a_kilobyte_with_room_for_what_is_under_way() -> None:
    busy = replace(ACCOUNT, operation=Operation(f"op_{MADE_OF}", PRO, 1, NOW, NOW), quote=Quote(PRO, NOW))

    assert size_of(billing_account.to_item(busy)) + KEYS < 700


def test_the_book_of_a_cycle_with_all_meters_under_way_fits_a_kilobyte() -> None:
    book = ExportBook(APRIL, dict.fromkeys(METERS[:4], 10**6), tuple(ROWS[:4]))

    assert size_of(export_book.to_item(book)) + KEYS < 1_024


def test_an_invoice_of_a_plan_and_all_its_meters_fits_a_kilobyte() -> None:
    assert size_of(invoice.to_item(INVOICE)) + KEYS_OF_AN_INVOICE < 1_024


def test_an_invoice_of_a_cycle_with_a_change_of_plans_fits_two() -> None:
    changed = replace(INVOICE, lines=(*INVOICE.lines, *INVOICE.lines[:1], *LINES[4:]))

    assert size_of(invoice.to_item(changed)) + KEYS_OF_AN_INVOICE < 2_048


@pytest.mark.parametrize(
    ("state", "most"),
    [(Unbilled(), 0), (Paying(), 25), (Trialing(LATER), 40), (PastDue(NOW), 40), (Restricted(NOW), 40)],
    ids=lambda told: type(told).__name__,
)
def test_a_billing_state_takes_next_to_nothing_of_its_organization(state: BillingState, most: int) -> None:
    billed = size_of(organization.to_item(replace(ACME, billing=state)))

    assert billed - size_of(organization.to_item(ACME)) <= most
