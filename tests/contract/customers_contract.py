"""The contract of Directory about payment providers: their customers, and that a notice is heard once."""

from datetime import timedelta

import pytest

from application.ports.directory import TakeNotice
from application.unit_of_work import CommitRefused
from domain.billing.account import BillingAccount
from domain.billing.subscription import CustomerId
from tests.assemblies.companies import ACME, GLOBEX, found, house, organization
from tests.assemblies.storage import Storage
from tests.contract.billing_deeds import ACCOUNT, CUSTOMER, billing_of, forget, hear, keep, name
from tests.contract.erasure_contract import erase

FIRST, SECOND, THIRD = CustomerId("cus_1"), CustomerId("cus_A"), CustomerId("cus_a")
"""In their order: digits, capitals, other letters."""


class CustomersContract:
    def test_an_organization_is_found_by_its_providers_name_of_it(self, storage: Storage) -> None:
        found(storage)

        name(storage, CUSTOMER)

        assert storage.directory.customer(CUSTOMER) == ACME
        assert storage.directory.customer(CustomerId(CUSTOMER[:-1])) is None

    def test_a_customer_may_be_named_again(self, storage: Storage) -> None:
        found(storage)
        name(storage, CUSTOMER)

        name(storage, CUSTOMER)

        assert storage.directory.customers(None, 10) == (CUSTOMER,)

    def test_a_customer_is_not_taken_over_by_another_organization(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        name(storage, CUSTOMER)

        with pytest.raises(CommitRefused) as refused:
            name(storage, CUSTOMER, organization_id=GLOBEX)

        assert refused.value.stale
        assert storage.directory.customer(CUSTOMER) == ACME

    def test_a_customer_that_is_gone_is_forgotten(self, storage: Storage) -> None:
        found(storage)
        name(storage, CUSTOMER)

        forget(storage, CUSTOMER)

        assert storage.directory.customer(CUSTOMER) is None
        assert storage.directory.customers(None, 10) == ()

    def test_a_customer_is_not_forgotten_for_another_organization(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        name(storage, CUSTOMER)

        with pytest.raises(CommitRefused) as refused:
            forget(storage, CUSTOMER, organization_id=GLOBEX)

        assert refused.value.stale
        assert storage.directory.customer(CUSTOMER) == ACME

    def test_customers_are_told_in_the_order_of_their_names(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        name(storage, SECOND, FIRST)
        name(storage, THIRD, organization_id=GLOBEX)

        assert storage.directory.customers(None, 10) == (FIRST, SECOND, THIRD)

    def test_customers_are_told_in_parts(self, storage: Storage) -> None:
        found(storage)
        name(storage, THIRD, SECOND, FIRST)

        assert storage.directory.customers(None, 2) == (FIRST, SECOND)
        assert storage.directory.customers(SECOND, 2) == (THIRD,)
        assert storage.directory.customers(THIRD, 2) == ()

    def test_customers_are_told_behind_one_that_is_gone(self, storage: Storage) -> None:
        found(storage)
        name(storage, FIRST, THIRD)

        assert storage.directory.customers(SECOND, 2) == (THIRD,)

    def test_where_nobody_pays_there_is_no_customer(self, storage: Storage) -> None:
        assert storage.directory.customers(None, 10) == ()
        assert storage.directory.customer(CUSTOMER) is None
        assert not storage.directory.knows_notice("evt_1")

    def test_a_notice_is_known_once_it_was_heard(self, storage: Storage) -> None:
        found(storage)

        hear(storage, "evt_1")

        assert storage.directory.knows_notice("evt_1")
        assert not storage.directory.knows_notice("evt_12")

    def test_a_notice_is_heard_once(self, storage: Storage) -> None:
        found(storage)
        hear(storage, "evt_1")

        with pytest.raises(CommitRefused) as refused:
            hear(storage, "evt_1")

        assert refused.value.stale

    def test_of_two_who_hear_a_notice_at_once_one_is_refused(self, storage: Storage) -> None:
        found(storage)
        one, other = storage.workspaces.open(house()), storage.workspaces.open(house())
        one.enter(TakeNotice("evt_1"))
        other.save(BillingAccount(CUSTOMER))
        other.enter(TakeNotice("evt_1"))
        one.commit(None)

        with pytest.raises(CommitRefused) as refused:
            other.commit(None)

        assert refused.value.stale
        assert billing_of(storage).account() == BillingAccount()

    def test_a_notice_is_known_to_all_tenants(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        hear(storage, "evt_1")

        with pytest.raises(CommitRefused):
            hear(storage, "evt_1", GLOBEX)

    def test_a_notice_is_known_for_forty_days(self, storage: Storage) -> None:
        found(storage)
        hear(storage, "evt_1")
        storage.clock.advance(timedelta(days=40) - timedelta(seconds=1))
        hear(storage, "evt_2")

        with pytest.raises(CommitRefused):
            hear(storage, "evt_1")

        assert storage.directory.knows_notice("evt_1")

    def test_a_notice_is_forgotten_after_forty_days(self, storage: Storage) -> None:
        found(storage)
        hear(storage, "evt_1")
        storage.clock.advance(timedelta(days=40))
        hear(storage, "evt_2")

        assert not storage.directory.knows_notice("evt_1")
        assert storage.directory.knows_notice("evt_2")

    def test_a_notice_that_was_forgotten_may_be_heard_again(self, storage: Storage) -> None:
        found(storage)
        hear(storage, "evt_1")
        storage.clock.advance(timedelta(days=40))

        hear(storage, "evt_1")

        assert storage.directory.knows_notice("evt_1")

    def test_an_erasure_forgets_the_customer_and_leaves_others(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        name(storage, CUSTOMER)
        name(storage, THIRD, organization_id=GLOBEX)
        keep(storage, ACCOUNT)
        keep(storage, BillingAccount(THIRD), GLOBEX)

        erase(storage)

        assert storage.directory.customer(CUSTOMER) is None
        assert storage.directory.customers(None, 10) == (THIRD,)
        assert billing_of(storage, GLOBEX).account().customer == THIRD

    def test_a_customer_of_another_organization_does_not_stand_in_the_way_of_an_erasure(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        name(storage, CUSTOMER, organization_id=GLOBEX)
        keep(storage, ACCOUNT)

        erase(storage)

        assert storage.directory.customer(CUSTOMER) == GLOBEX

    def test_an_erased_organizations_customer_may_be_anothers(self, storage: Storage) -> None:
        found(storage)
        name(storage, CUSTOMER)
        keep(storage, ACCOUNT)
        erase(storage)
        found(storage, organization(GLOBEX))

        name(storage, CUSTOMER, organization_id=GLOBEX)

        assert storage.directory.customer(CUSTOMER) == GLOBEX
