"""The contract of Agenda: what a commit plans is due at its time, until it is done."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from application.ports.agenda import Work, WorkKind
from application.unit_of_work import CommitRefused
from domain.ids import WorkId
from domain.limits.claim import SEATS, Claim
from tests.assemblies.companies import ACME, found, house
from tests.assemblies.storage import NOON, Storage

HOUR = timedelta(hours=1)


def work(number: int, at: datetime = NOON) -> Work:
    return Work(WorkId(f"wrk_{number:02}"), at, WorkKind.SEND_INVITATION, ACME, {"token": f"token-{number}"})


def plan(storage: Storage, *works: Work) -> None:
    with storage.workspaces.open(house()) as workspace:
        workspace.plan(*works)
        workspace.commit(None)


class AgendaContract:
    def test_planned_work_is_due_at_its_time_and_not_before(self, storage: Storage) -> None:
        found(storage)

        plan(storage, work(1, NOON + HOUR))

        assert storage.agenda.due(NOON + HOUR - timedelta(microseconds=1), 10) == ()
        assert storage.agenda.due(NOON + HOUR, 10) == (work(1, NOON + HOUR),)

    def test_work_of_a_refused_commit_is_not_planned(self, storage: Storage) -> None:
        found(storage)

        with storage.workspaces.open(house()) as workspace:
            workspace.plan(work(1))
            workspace.claim(Claim(SEATS, -1))
            with pytest.raises(CommitRefused):
                workspace.commit(None)

        assert storage.agenda.due(NOON, 10) == ()

    def test_the_earliest_work_comes_first(self, storage: Storage) -> None:
        found(storage)

        plan(storage, work(1, NOON), work(2, NOON - 2 * HOUR), work(3, NOON - HOUR))

        assert [due.id for due in storage.agenda.due(NOON, 10)] == ["wrk_02", "wrk_03", "wrk_01"]

    def test_no_more_is_told_than_was_asked_for(self, storage: Storage) -> None:
        found(storage)
        plan(storage, *(work(number, NOON - number * HOUR) for number in range(5)))

        assert [due.id for due in storage.agenda.due(NOON, 2)] == ["wrk_04", "wrk_03"]

    def test_work_stays_due_until_it_is_done(self, storage: Storage) -> None:
        found(storage)
        plan(storage, work(1), work(2))

        assert len(storage.agenda.due(NOON, 10)) == 2
        storage.agenda.done(work(1))

        assert [due.id for due in storage.agenda.due(NOON, 10)] == ["wrk_02"]

    def test_work_may_be_done_twice(self, storage: Storage) -> None:
        found(storage)
        plan(storage, work(1))

        storage.agenda.done(work(1))
        storage.agenda.done(work(1))

        assert storage.agenda.due(NOON, 10) == ()

    def test_postponed_work_is_due_later_and_counts_its_attempts(self, storage: Storage) -> None:
        found(storage)
        plan(storage, work(1))

        storage.agenda.postpone(work(1), NOON + HOUR)

        assert storage.agenda.due(NOON, 10) == ()
        assert storage.agenda.due(NOON + HOUR, 10) == (replace(work(1, NOON + HOUR), attempts=1),)

    def test_work_that_was_done_meanwhile_is_not_postponed(self, storage: Storage) -> None:
        found(storage)
        plan(storage, work(1))
        storage.agenda.done(work(1))

        storage.agenda.postpone(work(1), NOON + HOUR)

        assert storage.agenda.due(NOON + 2 * HOUR, 10) == ()

    def test_postponing_again_and_again_leaves_one_piece_of_work(self, storage: Storage) -> None:
        found(storage)
        plan(storage, work(1))
        storage.agenda.postpone(work(1), NOON + 2 * HOUR)
        [later] = storage.agenda.due(NOON + 2 * HOUR, 10)

        storage.agenda.postpone(later, NOON + HOUR)

        assert [(due.id, due.attempts) for due in storage.agenda.due(NOON + 3 * HOUR, 10)] == [("wrk_01", 2)]
