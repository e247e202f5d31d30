"""The contract of Answers, and of the commits that keep them: in the same step, for 24 hours, and only once."""

from datetime import timedelta

import pytest

from application.actor import Actor, Once
from application.ports.answers import Answer
from application.unit_of_work import CommitRefused
from domain.limits.claim import SEATS, Claim
from tests.assemblies.companies import found, house
from tests.assemblies.storage import NOON, Storage
from tests.contract.deeds import claim

DAY = timedelta(hours=24)
MICROSECOND = timedelta(microseconds=1)


def once(key: str = "key-1", scope: str = "org_1/usr_1/POST /projects", fingerprint: str = "print") -> Actor:
    """The operator, with a request that takes effect once."""
    return house().once_only(Once(scope, key, fingerprint, lambda result: f"answer: {result}".encode()))


def commit(storage: Storage, actor: Actor, result: str = "made") -> str:
    with storage.workspaces.open(actor) as workspace:
        workspace.claim(Claim(SEATS, 1))
        return workspace.commit(result)


class AnswersContract:
    def test_a_request_that_nobody_made_has_no_answer(self, storage: Storage) -> None:
        assert storage.answers.find("scope", "key-1", NOON) is None

    def test_the_answer_is_kept_with_the_change(self, storage: Storage) -> None:
        found(storage)

        commit(storage, once())

        kept = storage.answers.find("org_1/usr_1/POST /projects", "key-1", NOON)
        assert kept == Answer("print", b"answer: made", NOON + DAY)

    def test_answers_are_kept_by_scope_and_key(self, storage: Storage) -> None:
        found(storage)

        commit(storage, once("key-1", "scope-1"), "first")
        commit(storage, once("key-1", "scope-12"), "second")
        commit(storage, once("key-12", "scope-1"), "third")

        kept = [storage.answers.find(*place, NOON) for place in (("scope-1", "key-1"), ("scope-12", "key-1"))]
        assert [answer and answer.body for answer in kept] == [b"answer: first", b"answer: second"]

    def test_a_request_without_a_key_keeps_no_answer(self, storage: Storage) -> None:
        found(storage)

        commit(storage, house())

        assert storage.answers.find("org_1/usr_1/POST /projects", "key-1", NOON) is None

    def test_the_same_request_again_changes_nothing_and_is_told_the_answer(self, storage: Storage) -> None:
        found(storage)
        commit(storage, once())

        with pytest.raises(CommitRefused) as refused:
            commit(storage, once(fingerprint="another"), "made again")

        assert refused.value.answer == Answer("print", b"answer: made", NOON + DAY)
        assert storage.workspaces.open(house()).total(SEATS) == 1

    def test_a_refused_change_keeps_no_answer(self, storage: Storage) -> None:
        found(storage)

        with pytest.raises(CommitRefused):
            claim(storage, Claim(SEATS, 1, ceiling=0), actor=once())

        assert storage.answers.find("org_1/usr_1/POST /projects", "key-1", NOON) is None

    def test_an_answer_is_kept_for_24_hours(self, storage: Storage) -> None:
        found(storage)
        commit(storage, once())

        storage.clock.advance(DAY - MICROSECOND)

        assert storage.answers.find("org_1/usr_1/POST /projects", "key-1", storage.clock.now()) is not None
        with pytest.raises(CommitRefused):
            commit(storage, once())

    def test_after_24_hours_the_key_is_new_again(self, storage: Storage) -> None:
        found(storage)
        commit(storage, once())

        storage.clock.advance(DAY)

        assert storage.answers.find("org_1/usr_1/POST /projects", "key-1", storage.clock.now()) is None
        commit(storage, once(), "made anew")
        kept = storage.answers.find("org_1/usr_1/POST /projects", "key-1", storage.clock.now())
        assert kept is not None
        assert kept.body == b"answer: made anew"
