"""The contract of Sessions: found by id and by the hashes of their tokens, changed only as they were read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.ports.directory import SaveSession
from application.unit_of_work import CommitRefused
from domain.errors import StaleVersion
from domain.ids import SessionId
from domain.people.session import Session
from tests.assemblies.companies import ACME, ALICE, found, house
from tests.assemblies.storage import NOON, Storage
from tests.contract.deeds import changed

SESSION = Session(SessionId("ses_1"), ALICE.person_id, ACME, ALICE.id, ("pwd",), NOON, NOON, "hash-1")


def begin(storage: Storage, session: Session = SESSION) -> Session:
    """Start a session as signing in does, and return it as it stands."""
    with storage.workspaces.open(house()) as workspace:
        workspace.enter(SaveSession(session))
        workspace.record(changed(storage))
        workspace.commit(None)
    return replace(session, version=session.version + 1)


class SessionsContract:
    def test_a_session_that_was_started_is_found(self, storage: Storage) -> None:
        found(storage)

        begun = begin(storage)

        assert storage.sessions.get(SESSION.id) == begun
        assert storage.sessions.by_refresh_hash("hash-1") == begun

    def test_a_session_that_nobody_started_is_not_there(self, storage: Storage) -> None:
        assert storage.sessions.get(SESSION.id) is None
        assert storage.sessions.by_refresh_hash("hash-1") is None

    def test_a_refreshed_session_stands_with_its_next_version(self, storage: Storage) -> None:
        found(storage)
        refreshed = begin(storage).refresh("hash-2", NOON + timedelta(minutes=1))

        saved = storage.sessions.save(refreshed)

        assert saved == replace(refreshed, version=2)
        assert storage.sessions.get(SESSION.id) == saved

    def test_a_session_is_found_by_tokens_that_were_used_too(self, storage: Storage) -> None:
        found(storage)
        saved = storage.sessions.save(begin(storage).refresh("hash-2", NOON))

        assert storage.sessions.by_refresh_hash("hash-1") == saved
        assert storage.sessions.by_refresh_hash("hash-2") == saved

    def test_of_two_refreshes_at_once_one_is_stale(self, storage: Storage) -> None:
        found(storage)
        begun = begin(storage)
        first = storage.sessions.save(begun.refresh("hash-2", NOON))

        with pytest.raises(StaleVersion):
            storage.sessions.save(begun.refresh("hash-3", NOON))

        assert storage.sessions.get(SESSION.id) == first
        assert storage.sessions.by_refresh_hash("hash-3") is None

    def test_an_ended_session_stays_ended(self, storage: Storage) -> None:
        found(storage)
        begun = begin(storage)

        storage.sessions.save(begun.end())

        kept = storage.sessions.get(SESSION.id)
        assert kept is not None
        assert kept.ended

    def test_a_session_that_has_changed_since_cannot_be_switched(self, storage: Storage) -> None:
        found(storage)
        begun = begin(storage)
        storage.sessions.save(begun.end())

        with pytest.raises(CommitRefused) as refused:
            begin(storage, begun)

        assert refused.value.stale

    def test_a_session_is_started_once(self, storage: Storage) -> None:
        found(storage)
        begin(storage)

        with pytest.raises(CommitRefused) as refused:
            begin(storage)

        assert refused.value.stale
