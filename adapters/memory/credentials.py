"""What authentication reads of tenants, in memory."""

from datetime import datetime, timedelta
from typing import Final, final

from adapters.memory.store import MemoryStore
from application.ports.credentials import Credentials, KeyRecord, SessionRecord, UserRecord
from domain.api_keys.api_key import ApiKey
from domain.ids import KeyId, OrganizationId, SessionId, UserId

COARSENESS: Final = timedelta(minutes=1)


@final
class MemoryCredentials(Credentials):
    """Keys and users as they stand at this moment."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def key(self, organization_id: OrganizationId, key_id: KeyId) -> KeyRecord | None:
        tenant = self._store.find(organization_id)
        key = None if tenant is None else tenant.api_keys.find(key_id)
        return None if tenant is None or key is None else KeyRecord(tenant.organization, key)

    def user(self, organization_id: OrganizationId, user_id: UserId) -> UserRecord | None:
        tenant = self._store.find(organization_id)
        user = None if tenant is None else tenant.users.find(user_id)
        return None if tenant is None or user is None else UserRecord(tenant.organization, user)

    def session(self, organization_id: OrganizationId, user_id: UserId, session_id: SessionId) -> SessionRecord | None:
        session = self._store.sessions.get(session_id)
        if session is None or session.organization_id != organization_id or session.user_id != user_id:
            return None
        record = self.user(organization_id, user_id)
        return None if record is None else SessionRecord(record.organization, record.user, session)

    def note_use(self, organization_id: OrganizationId, key: ApiKey, now: datetime) -> None:
        tenant = self._store.find(organization_id)
        if tenant is not None:
            last = tenant.last_used.get(key.id)
            if last is None or now - last >= COARSENESS:
                tenant.last_used[key.id] = now
