"""The contract of Workspaces about the lists of users, invitations, projects and keys: their order, pages, cursors."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from application.unit_of_work import Page
from domain.api_keys.api_key import ApiKey, KeyStatus, SecretHash
from domain.ids import InvitationId, KeyId, ProjectId
from domain.organizations.names import EmailAddress, Slug
from domain.people.invitation import Invitation, InvitationStatus
from domain.people.user import User, UserStatus
from domain.projects.project import Project
from domain.roles.role import Role, Scope
from tests.assemblies.companies import ALICE, BOB, admit, found, house, numbered, project, start
from tests.assemblies.storage import NOON, Storage
from tests.contract.deeds import changed, rename

Kept = TypeVar("Kept", ApiKey, Invitation)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def key(number: int, age: timedelta = DAY) -> ApiKey:
    scopes = frozenset({Scope.READ_USAGE})
    secret = SecretHash("1", b"digest")
    return ApiKey(KeyId(f"key_{number}"), "Nightly", "sk_live_", secret, scopes, 1_000, NOON - age, ALICE.id)


def invitation(number: int, expires_in: timedelta = DAY) -> Invitation:
    address = EmailAddress(f"guest{number}@acme.example")
    created = NOON + expires_in - WEEK
    return Invitation(
        InvitationId(f"inv_{number:02}"), address, Role.MEMBER, (), f"hash{number}", created, NOON + expires_in, None
    )


def keep(storage: Storage, *kept: Kept) -> None:
    for one in kept:
        with storage.workspaces.open(house()) as workspace:
            workspace.save(one)
            workspace.record(changed(storage))
            workspace.commit(None)


def pages_of_projects(storage: Storage, limit: int) -> Iterator[Page[Project]]:
    """All pages, each reached by the cursor of the one before."""
    after: str | None = None
    while True:
        page = storage.workspaces.open(house()).projects.page(after, limit, lambda _: True)
        yield page
        after = page.next
        if after is None:
            return


def users_where_active(storage: Storage, limit: int, after: str | None = None) -> Page[User]:
    return storage.workspaces.open(house()).users.page(after, limit, lambda user: user.active)


class ListsContract:
    def test_users_are_listed_by_address(self, storage: Storage) -> None:
        found(storage)
        admit(storage, BOB, ALICE, numbered(BOB, 7))

        page = storage.workspaces.open(house()).users.page(None, 10, lambda _: True)

        assert [user.email.text for user in page.items] == [
            "alice@acme.example",
            "bob@acme.example",
            "user7@acme.example",
        ]
        assert page.next is None

    def test_a_user_is_found_by_address(self, storage: Storage) -> None:
        found(storage)
        admit(storage, ALICE, BOB)
        users = storage.workspaces.open(house()).users

        assert users.by_email(BOB.email) == replace(BOB, version=1)
        assert users.by_email(EmailAddress("bo@acme.example")) is None

    def test_owners_are_those_who_are_active(self, storage: Storage) -> None:
        found(storage)
        admit(storage, ALICE, BOB, replace(numbered(ALICE, 7), status=UserStatus.SUSPENDED), numbered(ALICE, 8))

        owners = storage.workspaces.open(house()).users.owners()

        assert {user.id for user in owners} == {ALICE.id, "usr_8"}

    def test_projects_are_listed_by_slug(self, storage: Storage) -> None:
        found(storage)
        start(storage, *(project(ProjectId(f"prj_{letter}")) for letter in "cab"))

        page = storage.workspaces.open(house()).projects.page(None, 10, lambda _: True)

        assert [known.id for known in page.items] == ["prj_a", "prj_b", "prj_c"]

    def test_a_project_with_another_slug_is_listed_there_and_only_there(self, storage: Storage) -> None:
        found(storage)
        start(storage, *(project(ProjectId(f"prj_{letter}")) for letter in "ab"))
        former = storage.workspaces.open(house()).projects.get(ProjectId("prj_a"))

        rename(storage, replace(former, slug=Slug("zebra")), "Zebra")

        page = storage.workspaces.open(house()).projects.page(None, 10, lambda _: True)
        assert [known.id for known in page.items] == ["prj_b", "prj_a"]

    def test_pages_give_everything_once_in_order(self, storage: Storage) -> None:
        found(storage)
        start(storage, *(project(ProjectId(f"prj_{letter}")) for letter in "cabgfed"))

        pages = list(pages_of_projects(storage, 3))

        assert [known.id for page in pages for known in page.items] == [f"prj_{letter}" for letter in "abcdefg"]
        assert [len(page.items) for page in pages] == [3, 3, 1]

    def test_a_last_page_that_is_full_knows_that_it_is_the_last(self, storage: Storage) -> None:
        found(storage)
        start(storage, *(project(ProjectId(f"prj_{letter}")) for letter in "abcd"))

        assert [len(page.items) for page in pages_of_projects(storage, 2)] == [2, 2]

    def test_a_cursor_survives_the_end_of_what_it_stood_on(self, storage: Storage) -> None:
        found(storage)
        admit(storage, *(numbered(BOB, number) for number in (1, 2, 3)))
        first = users_where_active(storage, 2)

        with storage.workspaces.open(house()) as workspace:
            workspace.remove(first.items[-1])
            workspace.record(changed(storage))
            workspace.commit(None)

        assert [user.id for user in users_where_active(storage, 2, first.next).items] == ["usr_3"]

    def test_a_page_may_be_short_but_leads_on(self, storage: Storage) -> None:
        found(storage)
        suspended = [replace(numbered(BOB, number), status=UserStatus.SUSPENDED) for number in range(100, 140)]
        admit(storage, *suspended, numbered(BOB, 999))

        found_users: list[User] = []
        page = users_where_active(storage, 2)
        found_users += page.items
        following = [page := users_where_active(storage, 2, page.next) for _ in range(40) if page.next is not None]
        found_users += [user for page in following for user in page.items]

        assert [user.id for user in found_users] == ["usr_999"]
        assert page.next is None

    def test_invitations_are_listed_oldest_first(self, storage: Storage) -> None:
        found(storage)
        keep(storage, invitation(2), invitation(1), invitation(3))

        page = storage.workspaces.open(house()).invitations.page(None, 10, lambda _: True)

        assert [known.id for known in page.items] == ["inv_01", "inv_02", "inv_03"]

    def test_invitations_that_have_run_out_are_those_still_pending(self, storage: Storage) -> None:
        found(storage)
        used = replace(invitation(3, -DAY), status=InvitationStatus.ACCEPTED)
        keep(storage, invitation(1, -DAY), invitation(2, DAY), used, invitation(4, timedelta(0)))

        run_out = storage.workspaces.open(house()).invitations.run_out(NOON)

        assert [known.id for known in run_out] == ["inv_01", "inv_04"]

    def test_of_many_that_have_run_out_the_oldest_20_are_told(self, storage: Storage) -> None:
        found(storage)
        keep(storage, *(invitation(number, -DAY) for number in range(25)))

        run_out = storage.workspaces.open(house()).invitations.run_out(NOON)

        assert [known.id for known in run_out] == [f"inv_{number:02}" for number in range(20)]

    def test_keys_are_listed_oldest_first_revoked_ones_too(self, storage: Storage) -> None:
        found(storage)
        keep(storage, key(1, DAY), replace(key(2, 3 * DAY), status=KeyStatus.REVOKED), key(3, 2 * DAY))

        page = storage.workspaces.open(house()).api_keys.page(None, 10, lambda _: True)

        assert [known.id for known in page.items] == ["key_2", "key_3", "key_1"]

    def test_the_keys_that_somebody_made_are_those_not_revoked(self, storage: Storage) -> None:
        found(storage)
        keep(storage, key(1), replace(key(2), status=KeyStatus.REVOKED), replace(key(3), created_by=BOB.id))

        assert [known.id for known in storage.workspaces.open(house()).api_keys.made_by(ALICE.id)] == ["key_1"]
