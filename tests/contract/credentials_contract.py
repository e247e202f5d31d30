"""The contract of Credentials: keys and users as authentication finds them, each in its own organization."""

from dataclasses import replace
from datetime import timedelta

from application.ports.credentials import KeyRecord, UserRecord
from domain.ids import KeyId
from tests.assemblies.companies import ACME, ALICE, GLOBEX, admit, found, house, organization
from tests.assemblies.storage import NOON, Storage
from tests.contract.deeds import changed
from tests.contract.lists_contract import keep, key


class CredentialsContract:
    def test_a_key_is_found_with_its_organization(self, storage: Storage) -> None:
        founded = found(storage)

        keep(storage, key(1))

        assert storage.credentials.key(ACME, KeyId("key_1")) == KeyRecord(founded, replace(key(1), version=1))

    def test_a_user_is_found_with_its_organization(self, storage: Storage) -> None:
        founded = found(storage)

        admit(storage, ALICE)

        assert storage.credentials.user(ACME, ALICE.id) == UserRecord(founded, replace(ALICE, version=1))

    def test_in_another_organization_nobody_is_found(self, storage: Storage) -> None:
        found(storage)
        found(storage, organization(GLOBEX))
        admit(storage, ALICE)
        keep(storage, key(1))

        assert storage.credentials.key(GLOBEX, KeyId("key_1")) is None
        assert storage.credentials.user(GLOBEX, ALICE.id) is None

    def test_in_no_organization_nobody_is_found(self, storage: Storage) -> None:
        assert storage.credentials.key(ACME, KeyId("key_1")) is None
        assert storage.credentials.user(ACME, ALICE.id) is None

    def test_a_changed_key_is_found_as_it_is_now(self, storage: Storage) -> None:
        found(storage)
        keep(storage, key(1))

        with storage.workspaces.open(house()) as workspace:
            workspace.save(workspace.api_keys.get(KeyId("key_1")).revoke())
            workspace.record(changed(storage))
            workspace.commit(None)

        record = storage.credentials.key(ACME, KeyId("key_1"))
        assert record is not None
        assert not record.key.is_good(NOON)

    def test_a_key_that_was_never_used_tells_so(self, storage: Storage) -> None:
        found(storage)
        keep(storage, key(1))

        assert storage.workspaces.open(house()).api_keys.last_used([key(1)]) == {}

    def test_the_use_of_a_key_is_remembered_to_the_minute(self, storage: Storage) -> None:
        found(storage)
        keep(storage, key(1))

        storage.credentials.note_use(ACME, key(1), NOON)
        storage.credentials.note_use(ACME, key(1), NOON + timedelta(minutes=5))

        used = storage.workspaces.open(house()).api_keys.last_used([key(1)])[KeyId("key_1")]
        assert timedelta(minutes=4) <= used - NOON <= timedelta(minutes=5)

    def test_the_use_of_a_key_is_no_change_of_it(self, storage: Storage) -> None:
        found(storage)
        keep(storage, key(1))

        storage.credentials.note_use(ACME, key(1), NOON)

        assert storage.workspaces.open(house()).api_keys.get(KeyId("key_1")).version == 1
