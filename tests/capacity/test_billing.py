"""What billing takes of DynamoDB, exactly, behind its port: what is saved, what is looked up, and pages.

Opening the tenant is no part of it. A transaction pays each write twice, and an invoice stands in an index too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import pytest

from adapters.dynamodb.engine.client import LazyClient
from application.ports.agenda import Work, WorkKind
from application.ports.directory import SaveCustomer, TakeNotice
from application.ports.workspaces import Workspace
from domain.billing.account import BillingAccount
from domain.billing.invoice import InvoiceStatus
from domain.billing.state import Paying
from domain.billing.subscription import CustomerId
from tests.assemblies.companies import ACME, found, house
from tests.assemblies.storage import NOON, Storage
from tests.assemblies.tables import over_table, table_on
from tests.capacity.errands import on_errand
from tests.capacity.law import breaches
from tests.capacity.product import Cost, Reading
from tests.capacity.recorder import Recorder
from tests.capacity.scale import meter
from tests.contract.billing_deeds import ACCOUNT, BOOK, CUSTOMER, MARCH, invoice, keep, keep_each, name
from tests.contract.deeds import changed

Deed = Callable[[Storage, Workspace], object]

HUNDRED: Final = [CustomerId(f"cus_{number:03}") for number in range(100)]


@dataclass(frozen=True, slots=True)
class Shop:
    """Acme on a table of its own, and the meter of all that is asked of it."""

    storage: Storage
    recorder: Recorder

    def reading(self, deed: Deed) -> Reading:
        """Do something in an open tenant, and return the calls that it made."""
        workspace = self.storage.workspaces.open(house())
        self.recorder.calls.clear()
        with on_errand("measured"):
            deed(self.storage, workspace)
        return Reading(tuple(self.recorder.calls))


@pytest.fixture
def shop(dynamodb_endpoint: str) -> Iterator[Shop]:
    with table_on(dynamodb_endpoint) as wire:
        recorder = meter(LazyClient(dynamodb_endpoint)(), wire.table)
        storage = over_table(wire)
        found(storage)
        with recorder.listening(wire.connect()):
            yield Shop(storage, recorder)


def account_saved(_: Storage, workspace: Workspace) -> None:
    workspace.save(ACCOUNT)
    workspace.commit(None)


def book_saved(_: Storage, workspace: Workspace) -> None:
    workspace.save(BOOK)
    workspace.commit(None)


def account_and_book_saved(_: Storage, workspace: Workspace) -> None:
    workspace.save(ACCOUNT)
    workspace.save(BOOK)
    workspace.commit(None)


def invoice_saved(_: Storage, workspace: Workspace) -> None:
    workspace.save(invoice(1))
    workspace.commit(None)


def notice_heard(_: Storage, workspace: Workspace) -> None:
    workspace.enter(TakeNotice("evt_1"))
    workspace.commit(None)


def customer_begun(storage: Storage, workspace: Workspace) -> None:
    workspace.save(BillingAccount(CUSTOMER))
    workspace.enter(SaveCustomer(CUSTOMER, ACME))
    workspace.record(changed(storage))
    workspace.commit(None)


def settled(storage: Storage, workspace: Workspace) -> None:
    """What a notice of a payment leads to: looked up, and written in one step."""
    known = workspace.billing.account(), workspace.billing.invoice(invoice(1).id)
    assert known[1] is not None
    workspace.save(replace(workspace.organization, billing=Paying()))
    workspace.save(replace(known[0], aligned=4))
    workspace.save(replace(known[1], status=InvoiceStatus.PAID))
    workspace.plan(Work(storage.ids.work(), NOON + timedelta(hours=1), WorkKind.SETTLE_BILLING, ACME))
    workspace.plan(Work(storage.ids.work(), NOON, WorkKind.TELL_BILLING, ACME))
    workspace.enter(TakeNotice("evt_1"))
    workspace.record(changed(storage))
    workspace.commit(None)


def nothing(_: Storage) -> None:
    pass


def something_kept(storage: Storage) -> None:
    keep(storage, ACCOUNT)
    keep(storage, BOOK)
    keep(storage, invoice(1))


def many_invoices(storage: Storage) -> None:
    keep_each(storage, *(invoice(number, NOON + timedelta(days=number)) for number in range(60)))


def many_customers(storage: Storage) -> None:
    name(storage, *HUNDRED[:50])
    name(storage, *HUNDRED[50:])


@pytest.mark.parametrize(
    ("before", "deed", "takes"),
    [
        pytest.param(nothing, account_saved, Cost(1, 4, 0), id="save the account"),
        pytest.param(nothing, book_saved, Cost(1, 4, 0), id="save an export"),
        pytest.param(nothing, account_and_book_saved, Cost(1, 6, 0), id="save the account and an export"),
        pytest.param(nothing, invoice_saved, Cost(1, 6, 0), id="copy an invoice"),
        pytest.param(nothing, notice_heard, Cost(1, 4, 0), id="hear a notice"),
        pytest.param(nothing, customer_begun, Cost(1, 8, 0), id="begin an account with its customer"),
        pytest.param(something_kept, settled, Cost(3, 16, 2), id="settle"),
        pytest.param(something_kept, lambda _, door: door.billing.account(), Cost(1, 0, 1), id="look up the account"),
        pytest.param(
            something_kept, lambda _, door: door.billing.exports(MARCH), Cost(1, 0, 1), id="look up an export"
        ),
        pytest.param(many_invoices, lambda _, door: door.billing.invoices(None, 50), Cost(1, 0, 3.5), id="50 invoices"),
        pytest.param(many_customers, lambda at, _: at.directory.customer(HUNDRED[7]), Cost(1, 0, 1), id="a customer"),
        pytest.param(
            many_customers, lambda at, _: at.directory.customers(None, 90), Cost(1, 0, 0.5), id="90 customers"
        ),
        pytest.param(nothing, lambda at, _: at.directory.knows_notice("evt_1"), Cost(1, 0, 1), id="know a notice"),
    ],
)
def test_it_takes_what_is_said(shop: Shop, before: Callable[[Storage], None], deed: Deed, takes: Cost) -> None:
    before(shop.storage)

    reading = shop.reading(deed)

    assert reading.cost == takes, str(reading)
    assert breaches(reading.calls) == []
