"""The contract of Workspaces about claims: granted all together with the other writes, or none of it."""

import pytest

from application.unit_of_work import CommitRefused, StretchStart
from domain.errors import NotFound
from domain.ids import ProjectId
from domain.limits.claim import PROJECTS, SEATS, Claim, Limit
from tests.assemblies.companies import WEBSITE, found, house, project
from tests.assemblies.storage import Storage
from tests.contract.deeds import changed, claim

CALLS = Limit("api_call", "2026-03")


def totals(storage: Storage, *limits: Limit) -> tuple[int, ...]:
    workspace = storage.workspaces.open(house())
    return tuple(workspace.total(limit) for limit in limits)


def begin_stretch(storage: Storage, number: int, total: int) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.begin_stretch(StretchStart(CALLS, number, total))
        workspace.commit(None)


class ClaimsContract:
    def test_a_total_begins_at_0(self, storage: Storage) -> None:
        found(storage)

        assert totals(storage, CALLS) == (0,)

    def test_what_is_granted_adds_up(self, storage: Storage) -> None:
        found(storage)

        claim(storage, Claim(CALLS, 3))
        claim(storage, Claim(CALLS, 4))

        assert totals(storage, CALLS) == (7,)

    def test_totals_of_other_cycles_projects_and_names_are_others(self, storage: Storage) -> None:
        found(storage)
        others = (
            Limit("api_call", "2026-04"),
            Limit("api_call", "2026-03", WEBSITE),
            Limit("api_call", "2026-03", ProjectId("prj_12")),
            Limit("api_call"),
            Limit("compute", "2026-03"),
        )

        claim(storage, Claim(CALLS, 3))

        assert totals(storage, *others) == (0, 0, 0, 0, 0)

    def test_a_total_may_rise_to_its_ceiling(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 6))

        claim(storage, Claim(CALLS, 4, ceiling=10))

        assert totals(storage, CALLS) == (10,)

    def test_a_total_may_not_pass_its_ceiling(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 7))

        with pytest.raises(CommitRefused) as refused:
            claim(storage, Claim(CALLS, 4, ceiling=10))

        assert refused.value.refused == {CALLS}
        assert totals(storage, CALLS) == (7,)

    def test_a_fall_is_refused_above_a_ceiling_too(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 20))

        with pytest.raises(CommitRefused):
            claim(storage, Claim(CALLS, -1, ceiling=10))

    def test_a_floor_may_be_met(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5))

        claim(storage, Claim(CALLS, 1, floor=5))

        assert totals(storage, CALLS) == (6,)

    def test_below_its_floor_a_claim_is_refused(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 4))

        with pytest.raises(CommitRefused) as refused:
            claim(storage, Claim(CALLS, 1, floor=5))

        assert refused.value.refused == {CALLS}
        assert totals(storage, CALLS) == (4,)

    def test_a_claim_on_a_total_that_nobody_has_claimed_is_held_against_0(self, storage: Storage) -> None:
        found(storage)

        with pytest.raises(CommitRefused):
            claim(storage, Claim(CALLS, 1, floor=1))
        with pytest.raises(CommitRefused):
            claim(storage, Claim(CALLS, 1, ceiling=0))
        with pytest.raises(CommitRefused):
            claim(storage, Claim(CALLS, -1))

    def test_a_total_may_fall_to_0(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5))

        claim(storage, Claim(CALLS, -5))

        assert totals(storage, CALLS) == (0,)

    def test_a_total_may_not_fall_below_0(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5))

        with pytest.raises(CommitRefused) as refused:
            claim(storage, Claim(CALLS, -6))

        assert refused.value.refused == {CALLS}
        assert totals(storage, CALLS) == (5,)

    def test_a_claim_of_nothing_holds_only_between_its_bounds(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5))

        claim(storage, Claim(CALLS, 0, floor=5, ceiling=5))
        with pytest.raises(CommitRefused):
            claim(storage, Claim(CALLS, 0, floor=6))
        with pytest.raises(CommitRefused):
            claim(storage, Claim(CALLS, 0, ceiling=4))

    def test_totals_are_exact_beyond_64_bits(self, storage: Storage) -> None:
        found(storage)

        claim(storage, Claim(CALLS, 10**36))
        claim(storage, Claim(CALLS, 1, floor=10**36, ceiling=10**36 + 1))

        assert totals(storage, CALLS) == (10**36 + 1,)

    def test_of_several_claims_all_are_granted_or_none(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(SEATS, 2), Claim(PROJECTS, 5))

        with pytest.raises(CommitRefused):
            claim(storage, Claim(SEATS, 1, ceiling=3), Claim(PROJECTS, 1, ceiling=5))

        assert totals(storage, SEATS, PROJECTS) == (2, 5)

    def test_a_refusal_tells_every_claims_total_granted_or_not(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(SEATS, 2), Claim(PROJECTS, 5))

        with pytest.raises(CommitRefused) as refused:
            claim(storage, Claim(SEATS, 1, ceiling=3), Claim(PROJECTS, 1, ceiling=5), Claim(CALLS, 1))

        assert refused.value.totals == {SEATS: 2, PROJECTS: 5, CALLS: 0}
        assert refused.value.refused == {PROJECTS}

    def test_a_refusal_for_another_reason_tells_the_totals_too(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(SEATS, 2))

        with storage.workspaces.open(house()) as workspace:
            workspace.reserve("email/bob")
            workspace.commit(None)
            workspace.reserve("email/bob")
            workspace.claim(Claim(SEATS, 1))
            with pytest.raises(CommitRefused) as refused:
                workspace.commit(None)

        assert refused.value.taken == {"email/bob"}
        assert refused.value.totals == {SEATS: 2}
        assert refused.value.refused == frozenset()

    def test_a_claim_is_granted_with_the_other_writes(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.claim(Claim(PROJECTS, 1, ceiling=1))
            workspace.record(changed(storage))
            workspace.commit(None)

        assert totals(storage, PROJECTS) == (1,)
        assert storage.workspaces.open(house()).projects.get(WEBSITE).version == 1

    def test_a_refused_claim_takes_the_other_writes_with_it(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.save(project())
            workspace.claim(Claim(PROJECTS, 1, ceiling=0))
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        with pytest.raises(NotFound):
            storage.workspaces.open(house()).projects.get(WEBSITE)

    def test_a_refused_write_takes_the_claims_with_it(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.claim(Claim(PROJECTS, 1))
            workspace.save(project())
            workspace.record(changed(storage))
            workspace.commit(None)
            workspace.claim(Claim(PROJECTS, 1))
            workspace.save(project())
            workspace.record(changed(storage))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        assert totals(storage, PROJECTS) == (1,)

    def test_claims_make_nobody_stale(self, storage: Storage) -> None:
        found(storage)
        one, other = storage.workspaces.open(house()), storage.workspaces.open(house())
        one.claim(Claim(CALLS, 1))
        other.claim(Claim(CALLS, 1))

        one.commit(None)
        other.commit(None)

        assert totals(storage, CALLS) == (2,)

    def test_a_total_is_claimed_once_a_commit(self, storage: Storage) -> None:
        found(storage)

        with pytest.raises(ValueError, match="once"):
            claim(storage, Claim(CALLS, 1), Claim(CALLS, 1))

    def test_a_claim_of_the_stretch_that_a_total_is_in_is_granted(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5, stretch=0))
        begin_stretch(storage, number=1, total=5)

        claim(storage, Claim(CALLS, 1, stretch=1))

        assert totals(storage, CALLS) == (6,)

    def test_a_claim_of_a_former_stretch_is_told_that_the_total_has_moved_on(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5, stretch=0))
        begin_stretch(storage, number=1, total=5)

        with pytest.raises(CommitRefused) as refused:
            claim(storage, Claim(CALLS, 1, stretch=0))

        assert refused.value.moved_on
        assert refused.value.totals == {CALLS: 5}
        assert totals(storage, CALLS) == (5,)

    def test_a_stretch_may_begin_before_the_first_claim(self, storage: Storage) -> None:
        found(storage)
        begin_stretch(storage, number=1, total=0)

        with pytest.raises(CommitRefused) as refused:
            claim(storage, Claim(CALLS, 1, stretch=0))

        assert refused.value.moved_on

    def test_a_stretch_begins_only_at_the_total_that_was_read(self, storage: Storage) -> None:
        found(storage)
        claim(storage, Claim(CALLS, 5, stretch=0))

        with pytest.raises(CommitRefused) as refused:
            begin_stretch(storage, number=1, total=4)

        assert refused.value.stale
        claim(storage, Claim(CALLS, 1, stretch=0))

    def test_a_claim_that_names_no_stretch_holds_in_any(self, storage: Storage) -> None:
        found(storage)
        begin_stretch(storage, number=3, total=0)

        claim(storage, Claim(CALLS, 1))

        assert totals(storage, CALLS) == (1,)
