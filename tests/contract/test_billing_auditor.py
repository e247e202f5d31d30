"""The auditor's rules about billing have each been seen to complain."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.dynamodb.engine.gateway import Wire
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook, HeldRow
from tests.assemblies.billing_auditor import (
    a_customer_is_somebodys,
    its_provider_has_one_name_of_it,
    usage_is_exported_once,
    who_has_tried_has_used_its_trial,
)
from tests.assemblies.companies import ACME, STARTER, found, organization
from tests.assemblies.contents import Contents, Tenant, read_contents
from tests.assemblies.storage import Storage
from tests.assemblies.tables import over_table, table_on
from tests.contract.billing_deeds import ACCOUNT, CUSTOMER, MARCH, invoice, keep, name, row


@pytest.fixture
def wire(dynamodb_endpoint: str) -> Iterator[Wire]:
    with table_on(dynamodb_endpoint) as wire:
        yield wire


@pytest.fixture
def storage(wire: Wire) -> Storage:
    storage = over_table(wire)
    found(storage)
    return storage


def acme(wire: Wire) -> Tenant:
    return read_contents(wire.connect(), wire.table).tenant(ACME)


def without(contents: Contents, kind: str) -> Contents:
    kept = (item for item in contents.items if not item["PK"]["S"].startswith(kind))
    return replace(contents, items=tuple(kept))


def complaints(tenant: Tenant) -> list[str]:
    return [
        *its_provider_has_one_name_of_it(tenant),
        *who_has_tried_has_used_its_trial(tenant),
        *usage_is_exported_once(tenant),
        *a_customer_is_somebodys(tenant.contents),
    ]


def test_what_adds_up_is_not_complained_of(storage: Storage, wire: Wire) -> None:
    name(storage, CUSTOMER)
    keep(storage, ACCOUNT)
    keep(storage, ExportBook(MARCH, {}, (row(1),)))
    keep(storage, invoice(1))

    tenant = acme(wire)

    assert complaints(tenant) == []
    assert (tenant.account.customer, len(tenant.exports), len(tenant.invoices)) == (CUSTOMER, 1, 1)


def test_a_customer_that_cannot_be_found_is_noticed(storage: Storage, wire: Wire) -> None:
    keep(storage, ACCOUNT)

    assert len(complaints(acme(wire))) == 1


def test_a_customer_that_no_account_knows_is_noticed(storage: Storage, wire: Wire) -> None:
    name(storage, CUSTOMER)

    assert len(complaints(acme(wire))) == 1


def test_a_customer_of_nobody_is_noticed(storage: Storage, wire: Wire) -> None:
    name(storage, CUSTOMER)
    contents = without(read_contents(wire.connect(), wire.table), f"org#{ACME}")

    assert len(list(a_customer_is_somebodys(contents))) == 1


def test_a_trial_that_could_be_had_again_is_noticed(wire: Wire) -> None:
    storage = over_table(wire)
    found(storage, organization(plan=STARTER.on_trial()))

    assert len(complaints(acme(wire))) == 1
    keep(storage, BillingAccount(trial_used=True))
    assert complaints(acme(wire)) == []


def test_a_meter_that_is_sent_twice_at_once_is_noticed(storage: Storage, wire: Wire) -> None:
    keep(storage, ExportBook(MARCH, {}, (row(1), row(2))))

    assert len(complaints(acme(wire))) == 1


def test_a_row_that_is_sent_and_held_is_noticed(storage: Storage, wire: Wire) -> None:
    keep(storage, ExportBook(MARCH, {}, (row(1),), (HeldRow(row(1), "too old"),)))

    assert len(complaints(acme(wire))) == 1
