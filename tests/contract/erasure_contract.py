"""The contract of Workspaces about erasure: everything goes in one step, and a certificate stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.ports.agenda import Work, WorkKind
from application.ports.directory import InvitationAddress, SaveCustomer, SaveInvitationAddress, SaveMembership
from application.unit_of_work import CommitRefused
from domain.errors import NotFound
from domain.ids import SessionId
from domain.organizations.names import Slug
from domain.people.person import Membership
from tests.assemblies.companies import (
    ACME,
    ALICE,
    BOB,
    GLOBEX,
    admit,
    found,
    house,
    organization,
    project,
    start,
)
from tests.assemblies.storage import NOON, Storage
from tests.contract import billing_deeds
from tests.contract.billing_deeds import ACCOUNT, BOOK, CUSTOMER, invoice
from tests.contract.deeds import changed, rename
from tests.contract.lists_contract import invitation, keep, key
from tests.contract.sessions_contract import SESSION, begin
from tests.contract.usage_contract import count, record


def company(storage: Storage) -> None:
    """Acme, with something of everything."""
    found(storage)
    admit(storage, ALICE, BOB)
    start(storage, project())
    keep(storage, key(1))
    keep(storage, invitation(1))
    count(storage, record("r-1"), record("r-2"), record("r-3"))
    enter_line(storage)
    keep_billing(storage)


def keep_billing(storage: Storage) -> None:
    billing_deeds.keep(storage, ACCOUNT)
    billing_deeds.keep(storage, BOOK)
    billing_deeds.keep_each(storage, invoice(1), invoice(2, NOON + timedelta(days=1)))


def enter_line(storage: Storage) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.enter(
            SaveMembership(Membership.of(ALICE, ACME, "Acme")),
            SaveInvitationAddress(InvitationAddress("hash1", ACME, invitation(1).id)),
            SaveCustomer(CUSTOMER, ACME),
        )
        workspace.plan(Work(storage.ids.work(), NOON, WorkKind.SEND_INVITATION, ACME))
        workspace.record(changed(storage))
        workspace.commit(None)


def erase(storage: Storage) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.erase(NOON, "closed by its owner")
        workspace.commit(None)


class ErasureContract:
    def test_an_erased_company_cannot_be_opened(self, storage: Storage) -> None:
        company(storage)

        erase(storage)

        with pytest.raises(NotFound):
            storage.workspaces.open(house())

    def test_a_certificate_tells_what_was_erased(self, storage: Storage) -> None:
        company(storage)

        erase(storage)

        certificate = storage.directory.certificate(ACME)
        assert certificate is not None
        assert (certificate.organization_id, certificate.erased_at) == (ACME, NOON)
        assert certificate.reason == "closed by its owner"
        assert certificate.erased["users"] == 2
        assert certificate.erased["projects"] == 1
        assert certificate.erased["api_keys"] == 1
        assert certificate.erased["invitations"] == 1
        assert certificate.erased["usage_records"] == 3
        assert certificate.erased["audit_events"] == 7
        assert certificate.erased["invoices"] == 2

    def test_who_was_not_erased_has_no_certificate(self, storage: Storage) -> None:
        company(storage)

        assert storage.directory.certificate(ACME) is None

    def test_what_never_began_leaves_no_certificate(self, storage: Storage) -> None:
        found(storage, replace(organization(), founded=False))

        erase(storage)

        assert storage.directory.certificate(ACME) is None

    def test_its_slug_is_free_again(self, storage: Storage) -> None:
        company(storage)

        erase(storage)

        assert storage.directory.organization_by_slug(Slug("company-1")) is None

    def test_its_people_have_no_line_of_it_any_more(self, storage: Storage) -> None:
        company(storage)

        erase(storage)

        assert storage.directory.memberships(ALICE.person_id) == ()

    def test_its_payment_provider_has_no_name_of_it_any_more(self, storage: Storage) -> None:
        company(storage)

        erase(storage)

        assert storage.directory.customer(CUSTOMER) is None

    def test_its_credentials_open_nothing(self, storage: Storage) -> None:
        company(storage)

        erase(storage)

        assert storage.credentials.key(ACME, key(1).id) is None
        assert storage.credentials.user(ACME, ALICE.id) is None

    def test_its_sessions_are_gone_and_others_stay(self, storage: Storage) -> None:
        company(storage)
        begin(storage)
        begin(storage, replace(SESSION, id=SessionId("ses_2"), organization_id=GLOBEX, refresh_hash="hash-2"))

        erase(storage)

        assert storage.sessions.by_refresh_hash("hash-1") is None
        assert storage.sessions.get(SESSION.id) is None
        assert storage.sessions.by_refresh_hash("hash-2") is not None

    def test_its_work_is_off_the_agenda(self, storage: Storage) -> None:
        company(storage)
        found(storage, organization(GLOBEX))
        with storage.workspaces.open(house(GLOBEX)) as workspace:
            workspace.plan(Work(storage.ids.work(), NOON, WorkKind.TELL_OWNERS, GLOBEX))
            workspace.commit(None)

        erase(storage)

        assert [work.organization_id for work in storage.agenda.due(NOON, 10)] == [GLOBEX]

    def test_work_planned_with_the_erasure_stays(self, storage: Storage) -> None:
        company(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.plan(Work(storage.ids.work(), NOON, WorkKind.TELL_OWNERS, ACME))
            workspace.erase(NOON, "closed by its owner")
            workspace.commit(None)

        assert [work.kind for work in storage.agenda.due(NOON, 10)] == [WorkKind.TELL_OWNERS]

    def test_what_changed_its_mind_meanwhile_is_not_erased(self, storage: Storage) -> None:
        company(storage)
        workspace = storage.workspaces.open(house())
        workspace.erase(NOON, "closed by its owner")
        rename(storage, storage.workspaces.open(house()).organization, "Reopened")

        with pytest.raises(CommitRefused) as refused:
            workspace.commit(None)

        assert refused.value.stale
        assert storage.workspaces.open(house()).organization.name == "Reopened"

    def test_who_opened_it_before_can_write_nothing_after(self, storage: Storage) -> None:
        company(storage)
        earlier = storage.workspaces.open(house())
        erase(storage)

        earlier.count([record("late")])
        with pytest.raises((CommitRefused, NotFound)):
            earlier.commit(None)

        with pytest.raises(NotFound):
            storage.workspaces.open(house())

    def test_nothing_of_it_is_there_when_another_is_founded_under_its_slug(self, storage: Storage) -> None:
        company(storage)
        erase(storage)

        found(storage, replace(organization(GLOBEX), slug=Slug("company-1")))

        assert storage.directory.organization_by_slug(Slug("company-1")) == GLOBEX
        moment = NOON + timedelta(days=1)
        assert storage.workspaces.open(house(GLOBEX)).invitations.run_out(moment) == ()
