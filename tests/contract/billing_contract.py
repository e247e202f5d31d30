"""The contract of Billing, and of what the directory knows of payment providers: customers, and notices once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.ports.agenda import Work, WorkKind
from application.ports.directory import SaveCustomer, TakeNotice
from application.unit_of_work import CommitRefused
from domain.billing.account import BillingAccount
from domain.billing.export import ExportBook
from domain.billing.invoice import InvoiceId, InvoiceStatus
from domain.billing.state import BillingState, PastDue, Paying, Restricted, Trialing, Unbilled
from domain.billing.subscription import CustomerId, SubscriptionStatus
from tests.assemblies.companies import ACME, GLOBEX, found, house, organization
from tests.assemblies.storage import NOON, Storage
from tests.contract.billing_deeds import (
    ACCOUNT,
    APRIL,
    BOOK,
    CUSTOMER,
    DAY,
    MARCH,
    SUBSCRIPTION,
    billing_of,
    invoice,
    keep,
    keep_each,
    pages_of_invoices,
)
from tests.contract.deeds import changed, rename

STATES = (Unbilled(), Trialing(NOON + 14 * DAY), Paying(), PastDue(NOON), Restricted(NOON - 14 * DAY))


class BillingContract:
    def test_who_has_no_account_yet_has_a_new_one(self, storage: Storage) -> None:
        found(storage)

        assert billing_of(storage).account() == BillingAccount()

    def test_an_account_comes_back_as_it_was_saved(self, storage: Storage) -> None:
        found(storage)

        saved = keep(storage, ACCOUNT)

        assert saved == replace(ACCOUNT, version=1)
        assert billing_of(storage).account() == saved

    @pytest.mark.parametrize("status", SubscriptionStatus)
    def test_a_subscription_comes_back_as_it_stood(self, storage: Storage, status: SubscriptionStatus) -> None:
        found(storage)
        seen = replace(SUBSCRIPTION, status=status, trial_ends_at=None, next_plan=None, half_scheduled=False)

        keep(storage, BillingAccount(CUSTOMER, seen))

        assert billing_of(storage).account().subscription == seen

    def test_a_changed_account_replaces_the_former(self, storage: Storage) -> None:
        found(storage)
        first = keep(storage, ACCOUNT)

        second = keep(storage, replace(first, operation=None, quote=None, next_export=None).settled(["row 1"]))

        assert second.version == 2
        assert billing_of(storage).account() == second

    def test_of_two_changes_of_one_account_the_second_is_stale(self, storage: Storage) -> None:
        found(storage)
        first = keep(storage, ACCOUNT)
        keep(storage, replace(first, aligned=4))

        with pytest.raises(CommitRefused) as refused:
            keep(storage, replace(first, aligned=5))

        assert refused.value.stale
        assert billing_of(storage).account().aligned == 4

    def test_an_account_is_new_once(self, storage: Storage) -> None:
        found(storage)
        keep(storage, ACCOUNT)

        with pytest.raises(CommitRefused) as refused:
            keep(storage, BillingAccount(CustomerId("cus_2")))

        assert refused.value.stale

    def test_what_was_not_exported_yet_has_a_new_book(self, storage: Storage) -> None:
        found(storage)

        assert billing_of(storage).exports(MARCH) == ExportBook(MARCH)

    def test_each_cycle_has_a_book_of_its_own(self, storage: Storage) -> None:
        found(storage)

        march = keep(storage, BOOK)
        april = keep(storage, ExportBook(APRIL, {"pro_v1_bandwidth": 7}))

        assert billing_of(storage).exports(MARCH) == march == replace(BOOK, version=1)
        assert billing_of(storage).exports(APRIL) == april
        assert billing_of(storage).exports(APRIL.next) == ExportBook(APRIL.next)

    def test_of_two_changes_of_one_book_the_second_is_stale(self, storage: Storage) -> None:
        found(storage)
        first = keep(storage, BOOK)
        second = keep(storage, first.taken(first.pending[0]))

        with pytest.raises(CommitRefused) as refused:
            keep(storage, first.taken(first.pending[1]))

        assert refused.value.stale
        assert billing_of(storage).exports(MARCH) == second

    def test_an_invoice_is_found_by_its_id(self, storage: Storage) -> None:
        found(storage)

        saved = keep(storage, invoice(1))

        assert saved == replace(invoice(1), version=1)
        assert billing_of(storage).invoice(saved.id) == saved
        assert billing_of(storage).invoice(invoice(2).id) is None

    def test_a_draft_without_lines_comes_back_as_it_was(self, storage: Storage) -> None:
        found(storage)
        draft = replace(invoice(1), number=None, status=InvoiceStatus.DRAFT, lines=(), paid_cents=0, url=None)

        keep(storage, draft)

        assert billing_of(storage).invoice(draft.id) == replace(draft, version=1)

    @pytest.mark.parametrize("nonsense", ["", "in_1#METADATA", "in 1", "ï", "x" * 256, "in_1\n"])
    def test_what_no_invoice_is_called_finds_none(self, storage: Storage, nonsense: str) -> None:
        found(storage)
        keep(storage, invoice(1))

        assert billing_of(storage).invoice(InvoiceId(nonsense)) is None

    def test_an_invoice_that_was_paid_since_stays_in_its_place(self, storage: Storage) -> None:
        found(storage)
        keep_each(storage, invoice(1, NOON), invoice(2, NOON + DAY))
        known = billing_of(storage).invoice(invoice(1).id)
        assert known is not None

        paid = keep(storage, replace(known, status=InvoiceStatus.PAID, paid_cents=5_200))

        assert paid.version == 2
        assert billing_of(storage).invoices(None, 10).items == (replace(invoice(2, NOON + DAY), version=1), paid)

    def test_a_copy_of_an_invoice_that_is_known_already_is_stale(self, storage: Storage) -> None:
        found(storage)
        keep(storage, invoice(1))

        with pytest.raises(CommitRefused) as refused:
            keep(storage, invoice(1))

        assert refused.value.stale

    def test_invoices_are_listed_newest_first(self, storage: Storage) -> None:
        found(storage)
        keep_each(storage, invoice(3, NOON), invoice(1, NOON + DAY), invoice(2, NOON + timedelta(microseconds=1)))

        page = billing_of(storage).invoices(None, 10)

        assert [listed.number for listed in page.items] == ["ACME-0001", "ACME-0002", "ACME-0003"]
        assert page.next is None

    def test_invoices_of_one_moment_are_each_listed_once(self, storage: Storage) -> None:
        found(storage)
        keep_each(storage, *map(invoice, range(5)))

        pages = list(pages_of_invoices(storage, 2))

        assert [len(page.items) for page in pages] == [2, 2, 1]
        assert [listed.number for page in pages for listed in page.items] == [
            "ACME-0004",
            "ACME-0003",
            "ACME-0002",
            "ACME-0001",
            "ACME-0000",
        ]

    def test_a_full_last_page_says_that_it_is_the_last(self, storage: Storage) -> None:
        found(storage)
        keep_each(storage, *map(invoice, range(4)))

        assert [len(page.items) for page in pages_of_invoices(storage, 2)] == [2, 2]

    def test_a_newer_invoice_does_not_move_the_pages_behind(self, storage: Storage) -> None:
        found(storage)
        keep_each(storage, invoice(1, NOON), invoice(2, NOON + DAY))
        first = billing_of(storage).invoices(None, 1)
        keep(storage, invoice(3, NOON + 2 * DAY))

        second = billing_of(storage).invoices(first.next, 1)

        assert [listed.number for listed in second.items] == ["ACME-0001"]

    def test_the_same_invoice_id_is_free_in_another_company(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        keep(storage, invoice(1))

        keep(storage, replace(invoice(1), total_cents=1), GLOBEX)

        amounts = [billing_of(storage, company).invoices(None, 10).items[0].total_cents for company in (ACME, GLOBEX)]
        assert amounts == [5_238, 1]

    @pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
    def test_an_organization_has_the_billing_state_that_it_was_given(
        self, storage: Storage, state: BillingState
    ) -> None:
        founded = found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(replace(founded, billing=state))
            workspace.record(changed(storage))
            workspace.commit(None)

        assert storage.workspaces.open(house()).organization.billing == state

    def test_a_settlement_is_one_step(self, storage: Storage) -> None:
        founded = found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(replace(founded, billing=Paying()))
            workspace.save(ACCOUNT)
            workspace.save(BOOK)
            workspace.save(invoice(1))
            workspace.enter(SaveCustomer(CUSTOMER, ACME), TakeNotice("evt_1"))
            workspace.plan(Work(storage.ids.work(), NOON, WorkKind.EXPORT_USAGE, ACME))
            workspace.record(changed(storage))
            workspace.commit(None)

        billing = billing_of(storage)
        assert storage.workspaces.open(house()).organization.billing == Paying()
        assert (billing.account().version, billing.exports(MARCH).version) == (1, 1)
        assert billing.invoice(invoice(1).id) is not None
        assert storage.directory.customer(CUSTOMER) == ACME
        assert storage.directory.knows_notice("evt_1")
        assert [work.kind for work in storage.agenda.due(NOON, 10)] == [WorkKind.EXPORT_USAGE]

    def test_an_organization_that_has_changed_leaves_all_of_a_settlement_undone(self, storage: Storage) -> None:
        founded = found(storage)
        rename(storage, founded, "Renamed")

        with storage.workspaces.open(house()) as workspace:
            workspace.save(replace(founded, billing=Paying()))
            workspace.save(ACCOUNT)
            workspace.save(BOOK)
            workspace.save(invoice(1))
            workspace.enter(SaveCustomer(CUSTOMER, ACME), TakeNotice("evt_1"))
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert refused.value.stale
        billing = billing_of(storage)
        assert billing.account() == BillingAccount()
        assert billing.exports(MARCH) == ExportBook(MARCH)
        assert billing.invoices(None, 10).items == ()
        assert storage.directory.customer(CUSTOMER) is None
        assert not storage.directory.knows_notice("evt_1")

    def test_an_account_that_has_changed_leaves_the_organization_as_it_was(self, storage: Storage) -> None:
        founded = found(storage)
        read = keep(storage, ACCOUNT)
        keep(storage, replace(read, aligned=4))

        with storage.workspaces.open(house()) as workspace:
            workspace.save(replace(founded, billing=Paying()))
            workspace.save(read)
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert refused.value.stale
        assert storage.workspaces.open(house()).organization.billing == Unbilled()
