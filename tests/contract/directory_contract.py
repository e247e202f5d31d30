"""The contract of Directory: which tenant and which person, written only with a workspace's commit."""

from dataclasses import replace

import pytest

from application.ports.directory import (
    DirectoryEntry,
    FreeSlug,
    InvitationAddress,
    RemoveInvitationAddress,
    RemoveMembership,
    SaveCustomer,
    SaveInvitationAddress,
    SaveMembership,
    SavePerson,
    SaveSession,
    TakeNotice,
    TakeSlug,
)
from application.unit_of_work import CommitRefused
from domain.ids import InvitationId, OrganizationId, PersonId
from domain.limits.claim import SEATS, Claim
from domain.organizations.names import EmailAddress, Slug
from domain.people.person import Membership, Person
from domain.roles.role import Role
from tests.assemblies.companies import ACME, ALICE, BOB, GLOBEX, found, house, organization
from tests.assemblies.storage import NOON, Storage
from tests.contract.billing_deeds import CUSTOMER
from tests.contract.deeds import changed, claim
from tests.contract.sessions_contract import SESSION

LOGIN = Person(ALICE.person_id, ALICE.email, "Alice", "$argon2id$…", NOON)
OTHER = PersonId("per_12")
ADDRESS = InvitationAddress("hash-1", ACME, InvitationId("inv_1"))
LINE = Membership.of(ALICE, ACME, "Acme")


def enter(storage: Storage, *entries: DirectoryEntry, organization_id: OrganizationId = ACME) -> None:
    with storage.workspaces.open(house(organization_id)) as workspace:
        workspace.enter(*entries)
        workspace.record(changed(storage, organization_id))
        workspace.commit(None)


class DirectoryContract:
    def test_an_organization_is_found_by_its_slug(self, storage: Storage) -> None:
        found(storage)

        assert storage.directory.organization_by_slug(Slug("company-1")) == ACME
        assert storage.directory.organization_by_slug(Slug("company-12")) is None

    def test_a_slug_is_taken_once(self, storage: Storage) -> None:
        found(storage)

        with pytest.raises(CommitRefused) as refused:
            found(storage, replace(organization(GLOBEX), slug=Slug("company-1")))

        assert refused.value.slug_taken
        assert storage.directory.organization_by_slug(Slug("company-1")) == ACME

    def test_an_organization_may_take_the_slug_that_it_has(self, storage: Storage) -> None:
        found(storage)

        enter(storage, TakeSlug(Slug("company-1"), ACME))

        assert storage.directory.organization_by_slug(Slug("company-1")) == ACME

    def test_a_slug_that_was_freed_may_be_taken(self, storage: Storage) -> None:
        found(storage)
        enter(storage, FreeSlug(Slug("company-1")), TakeSlug(Slug("acme"), ACME))

        found(storage, replace(organization(GLOBEX), slug=Slug("company-1")))

        assert storage.directory.organization_by_slug(Slug("company-1")) == GLOBEX
        assert storage.directory.organization_by_slug(Slug("acme")) == ACME

    def test_a_person_is_found_by_id_and_by_address(self, storage: Storage) -> None:
        found(storage)

        enter(storage, SavePerson(LOGIN))

        saved = replace(LOGIN, version=1)
        assert storage.directory.person(LOGIN.id) == saved
        assert storage.directory.person_by_email(LOGIN.email) == saved

    def test_nobody_is_found_who_is_not_there(self, storage: Storage) -> None:
        assert storage.directory.person(LOGIN.id) is None
        assert storage.directory.person_by_email(LOGIN.email) is None
        assert storage.directory.memberships(LOGIN.id) == ()
        assert storage.directory.invitation("hash-1") is None
        assert storage.directory.last_organization(LOGIN.id) is None
        assert storage.directory.certificate(ACME) is None

    def test_an_address_has_one_login(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SavePerson(LOGIN))

        with pytest.raises(CommitRefused) as refused:
            enter(storage, SavePerson(replace(LOGIN, id=OTHER)))

        assert refused.value.email_taken
        assert storage.directory.person(OTHER) is None

    def test_a_changed_person_replaces_the_former(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SavePerson(LOGIN))

        enter(storage, SavePerson(replace(LOGIN, name="Alicia", version=1)))

        assert storage.directory.person(LOGIN.id) == replace(LOGIN, name="Alicia", version=2)

    def test_a_person_who_has_changed_since_is_stale(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SavePerson(LOGIN))
        enter(storage, SavePerson(replace(LOGIN, name="Alicia", version=1)))

        with pytest.raises(CommitRefused) as refused:
            enter(storage, SavePerson(replace(LOGIN, name="Alison", version=1)))

        assert refused.value.stale
        assert storage.directory.person_by_email(EmailAddress("alice@acme.example")) == replace(
            LOGIN, name="Alicia", version=2
        )

    def test_the_lines_of_a_person_are_told_by_organization(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        enter(storage, SaveMembership(Membership.of(ALICE, GLOBEX, "Globex")), organization_id=GLOBEX)

        enter(storage, SaveMembership(LINE), SaveMembership(Membership.of(BOB, ACME, "Acme")))

        lines = storage.directory.memberships(ALICE.person_id)
        assert [line.organization_id for line in lines] == [ACME, GLOBEX]

    def test_a_line_is_replaced_by_the_next_one(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SaveMembership(LINE))

        enter(storage, SaveMembership(replace(LINE, role=Role.VIEWER)))

        assert storage.directory.memberships(ALICE.person_id) == (replace(LINE, role=Role.VIEWER),)

    def test_a_line_may_be_struck(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SaveMembership(LINE), SaveMembership(replace(LINE, person_id=OTHER)))

        enter(storage, RemoveMembership(ALICE.person_id, ACME))

        assert storage.directory.memberships(ALICE.person_id) == ()
        assert storage.directory.memberships(OTHER) == (replace(LINE, person_id=OTHER),)

    def test_an_invitation_is_found_by_the_hash_of_its_token(self, storage: Storage) -> None:
        found(storage)

        enter(storage, SaveInvitationAddress(ADDRESS))

        assert storage.directory.invitation("hash-1") == ADDRESS
        assert storage.directory.invitation("hash-12") is None

    def test_a_token_that_was_replaced_finds_nothing(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SaveInvitationAddress(ADDRESS))

        enter(storage, RemoveInvitationAddress("hash-1"), SaveInvitationAddress(replace(ADDRESS, token_hash="hash-2")))

        assert storage.directory.invitation("hash-1") is None
        assert storage.directory.invitation("hash-2") is not None

    def test_the_last_organization_is_that_of_the_last_session(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))

        enter(storage, SaveSession(SESSION))
        enter(storage, SaveSession(replace(SESSION, organization_id=GLOBEX, version=1)), organization_id=GLOBEX)

        assert storage.directory.last_organization(SESSION.person_id) == GLOBEX

    def test_nothing_outside_is_written_when_the_tenant_refuses(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(SEATS, 3))

        with storage.workspaces.open(house()) as workspace:
            workspace.enter(SavePerson(LOGIN), SaveMembership(LINE), SaveInvitationAddress(ADDRESS))
            workspace.enter(SaveSession(SESSION), TakeSlug(Slug("acme"), ACME))
            workspace.enter(SaveCustomer(CUSTOMER, ACME), TakeNotice("evt_1"))
            workspace.record(changed(storage))
            workspace.claim(Claim(SEATS, 1, ceiling=3))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        assert storage.directory.person(LOGIN.id) is None
        assert storage.directory.memberships(LOGIN.id) == ()
        assert storage.directory.invitation("hash-1") is None
        assert storage.directory.organization_by_slug(Slug("acme")) is None
        assert storage.sessions.get(SESSION.id) is None
        assert storage.directory.customer(CUSTOMER) is None
        assert not storage.directory.knows_notice("evt_1")

    def test_nothing_inside_is_written_when_the_directory_refuses(self, storage: Storage) -> None:
        found(storage)
        enter(storage, SavePerson(LOGIN))

        with storage.workspaces.open(house()) as workspace:
            workspace.enter(SavePerson(replace(LOGIN, id=OTHER)))
            workspace.save(BOB)
            workspace.claim(Claim(SEATS, 1))
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        assert storage.workspaces.open(house()).total(SEATS) == 0
        assert storage.workspaces.open(house()).users.by_email(BOB.email) is None
