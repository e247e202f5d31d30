"""The contract of Workspaces about commits: versions, reserved names, removals, one step or nothing, one event."""

from dataclasses import replace

import pytest

from application.ports.agenda import Work, WorkKind
from application.ports.directory import SaveMembership
from application.unit_of_work import CommitRefused
from domain.errors import NotFound
from domain.limits.claim import SEATS, Claim
from domain.people.person import Membership
from tests.assemblies.companies import ACME, ALICE, BOB, WEBSITE, admit, found, house, organization, project, start
from tests.assemblies.storage import NOON, Storage
from tests.contract.deeds import changed, events_of, rename


class CommitsContract:
    def test_a_company_that_was_founded_can_be_opened(self, storage: Storage) -> None:
        founded = found(storage)

        assert storage.workspaces.open(house()).organization == founded

    def test_a_company_that_was_not_founded_cannot_be_opened(self, storage: Storage) -> None:
        with pytest.raises(NotFound):
            storage.workspaces.open(house())

    def test_a_company_is_not_there_before_the_commit_that_founds_it(self, storage: Storage) -> None:
        with storage.workspaces.found(organization(), house()) as workspace:
            workspace.record(changed(storage))

        with pytest.raises(NotFound):
            storage.workspaces.open(house())

    def test_a_company_is_founded_once(self, storage: Storage) -> None:
        found(storage)

        with pytest.raises(CommitRefused) as refused:
            found(storage)

        assert refused.value.stale

    def test_what_is_saved_stands_with_its_next_version(self, storage: Storage) -> None:
        found(storage)

        start(storage, project())

        assert storage.workspaces.open(house()).projects.get(WEBSITE) == replace(project(), version=1)

    def test_a_commit_hands_its_result_back(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            assert workspace.commit("result") == "result"

    def test_a_change_of_what_has_changed_since_is_stale(self, storage: Storage) -> None:
        found(storage)
        start(storage, project())
        read = storage.workspaces.open(house()).projects.get(WEBSITE)
        rename(storage, read, "First")

        with pytest.raises(CommitRefused) as refused:
            rename(storage, read, "Second")

        assert refused.value.stale
        assert storage.workspaces.open(house()).projects.get(WEBSITE).name == "First"

    def test_a_new_thing_under_an_id_that_is_there_is_stale(self, storage: Storage) -> None:
        found(storage)
        start(storage, project())

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert refused.value.stale

    def test_a_stale_organization_is_refused(self, storage: Storage) -> None:
        founded = found(storage)
        rename(storage, founded, "First")

        with pytest.raises(CommitRefused) as refused:
            rename(storage, founded, "Second")

        assert refused.value.stale

    def test_what_was_read_before_a_change_stays_as_it_was_read(self, storage: Storage) -> None:
        founded = found(storage)
        earlier = storage.workspaces.open(house())
        rename(storage, founded, "Renamed")

        assert earlier.organization == founded

    def test_what_is_removed_is_gone(self, storage: Storage) -> None:
        found(storage)
        admit(storage, BOB)

        with storage.workspaces.open(house()) as workspace:
            workspace.remove(workspace.users.get(BOB.id))
            workspace.record(changed(storage))
            workspace.commit(None)

        with pytest.raises(NotFound):
            storage.workspaces.open(house()).users.get(BOB.id)

    def test_the_removal_of_what_has_changed_since_is_stale(self, storage: Storage) -> None:
        found(storage)
        admit(storage, BOB)
        read = storage.workspaces.open(house()).users.get(BOB.id)
        rename(storage, read, "Robert")

        with storage.workspaces.open(house()) as workspace:
            workspace.remove(read)
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert refused.value.stale
        assert storage.workspaces.open(house()).users.get(BOB.id).name == "Robert"

    def test_a_name_is_reserved_once(self, storage: Storage) -> None:
        found(storage)
        reserve(storage, "project-slug/website", "email/bob")

        with pytest.raises(CommitRefused) as refused:
            reserve(storage, "project-slug/shop", "project-slug/website")

        assert refused.value.taken == {"project-slug/website"}
        assert not storage.workspaces.open(house()).holds("project-slug/shop")

    def test_of_many_names_those_are_held_that_were_reserved(self, storage: Storage) -> None:
        found(storage)
        reserve(storage, "project-slug/website", "email/bob")

        held = storage.workspaces.open(house()).held(["project-slug/website", "project-slug/shop", "email/bob"])

        assert held == {"project-slug/website", "email/bob"}

    def test_of_no_names_none_is_held(self, storage: Storage) -> None:
        found(storage)

        assert storage.workspaces.open(house()).held([]) == frozenset()

    def test_a_name_that_was_released_is_free(self, storage: Storage) -> None:
        found(storage)
        reserve(storage, "project-slug/website")

        with storage.workspaces.open(house()) as workspace:
            workspace.release("project-slug/website")
            workspace.commit(None)

        reserve(storage, "project-slug/website")
        assert storage.workspaces.open(house()).holds("project-slug/website")

    def test_a_name_may_change_hands_in_one_step(self, storage: Storage) -> None:
        found(storage)
        reserve(storage, "project-slug/website")

        with storage.workspaces.open(house()) as workspace:
            workspace.release("project-slug/website")
            workspace.reserve("project-slug/shop")
            workspace.commit(None)

        assert not storage.workspaces.open(house()).holds("project-slug/website")
        assert storage.workspaces.open(house()).holds("project-slug/shop")

    def test_leaving_without_a_commit_forgets_what_was_staged(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.claim(Claim(SEATS, 1))
            workspace.reserve("project-slug/website")

        with pytest.raises(NotFound):
            storage.workspaces.open(house()).projects.get(WEBSITE)
        assert storage.workspaces.open(house()).total(SEATS) == 0
        assert not storage.workspaces.open(house()).holds("project-slug/website")

    def test_of_a_refused_commit_nothing_is_written(self, storage: Storage) -> None:
        founded = found(storage)
        before = events_of(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.save(ALICE)
            workspace.reserve("project-slug/website")
            workspace.enter(SaveMembership(Membership.of(ALICE, ACME, founded.name)))
            workspace.record(changed(storage))
            workspace.plan(Work(storage.ids.work(), NOON, WorkKind.SEND_INVITATION, ACME))
            workspace.claim(Claim(SEATS, 4, ceiling=3))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        seen = storage.workspaces.open(house())
        assert seen.projects.page(None, 10, lambda _: True).items == ()
        assert seen.users.by_email(ALICE.email) is None
        assert not seen.holds("project-slug/website")
        assert storage.directory.memberships(ALICE.person_id) == ()
        assert events_of(storage) == before
        assert storage.agenda.due(NOON, 10) == ()
        assert seen.total(SEATS) == 0

    def test_a_workspace_commits_nothing_twice(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.claim(Claim(SEATS, 1))
            workspace.commit(None)
            workspace.commit(None)

        assert storage.workspaces.open(house()).total(SEATS) == 1

    def test_a_change_without_its_event_cannot_be_committed(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            with pytest.raises(ValueError, match="audit event"):
                workspace.commit(None)

        with pytest.raises(NotFound):
            storage.workspaces.open(house()).projects.get(WEBSITE)

    def test_an_event_without_its_change_cannot_be_committed(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.record(changed(storage))
            with pytest.raises(ValueError, match="audit event"):
                workspace.commit(None)

        assert len(events_of(storage)) == 1

    def test_a_change_has_one_event_not_two(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.record(changed(storage), changed(storage))
            with pytest.raises(ValueError, match="audit event"):
                workspace.commit(None)


def reserve(storage: Storage, *names: str) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.reserve(*names)
        workspace.commit(None)
