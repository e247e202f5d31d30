"""What authentication reads of tenants, on DynamoDB: one round trip, and none within two seconds."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar, final

from adapters.dynamodb.engine.gateway import Gateway, Wire
from adapters.dynamodb.items import api_key as api_keys
from adapters.dynamodb.items import organization as organizations
from adapters.dynamodb.items import session as sessions
from adapters.dynamodb.items import user as users
from adapters.dynamodb.items.values import Item
from adapters.dynamodb.keys import Key, TenantKeys
from adapters.dynamodb.knowledge import Knowledge
from adapters.dynamodb.last_uses import LastUses
from adapters.dynamodb.layout import outside
from adapters.dynamodb.recent import Recent
from application.ports.credentials import Credentials, KeyRecord, SessionRecord, UserRecord
from domain.api_keys.api_key import ApiKey
from domain.errors import NotFound
from domain.ids import KeyId, OrganizationId, SessionId, UserId

Known = TypeVar("Known")


class _Wanted(NamedTuple):
    """One of the things that are looked up together, and where it is remembered."""

    key: Key
    recent: Recent[Any, Any]
    name: object
    of_item: Callable[[Item], Any]


@final
class DynamoDbCredentials(Credentials):
    """Keys, users and sessions with their organizations, as they stood at most two seconds ago."""

    def __init__(self, wire: Wire, knowledge: Knowledge, last_uses: LastUses) -> None:
        self._wire = wire
        self._knowledge = knowledge
        self._last_uses = last_uses

    def key(self, organization_id: OrganizationId, key_id: KeyId) -> KeyRecord | None:
        try:
            keys = TenantKeys(organization_id)
            place = keys.api_key(key_id)
        except NotFound:
            return None
        wanted = _Wanted(place, self._knowledge.api_keys, place, api_keys.from_item)
        organization, key = self._look_up(keys.own, self._organization(keys, organization_id), wanted)
        return None if organization is None or key is None else KeyRecord(organization, key)

    def user(self, organization_id: OrganizationId, user_id: UserId) -> UserRecord | None:
        try:
            keys = TenantKeys(organization_id)
            wanted = self._user(keys, user_id)
        except NotFound:
            return None
        organization, user = self._look_up(keys.own, self._organization(keys, organization_id), wanted)
        return None if organization is None or user is None else UserRecord(organization, user)

    def session(self, organization_id: OrganizationId, user_id: UserId, session_id: SessionId) -> SessionRecord | None:
        try:
            keys = TenantKeys(organization_id)
            wanted = self._user(keys, user_id)
        except NotFound:
            return None
        place = outside.session_key(session_id)
        known = self._look_up(
            lambda partition: keys.own(partition) or partition == place.partition,
            self._organization(keys, organization_id),
            wanted,
            _Wanted(place, self._knowledge.sessions, session_id, sessions.from_item),
        )
        organization, user, session = known
        if organization is None or user is None or session is None:
            return None
        if session.organization_id != organization_id or session.user_id != user_id:
            return None
        return SessionRecord(organization, user, session)

    def note_use(self, organization_id: OrganizationId, key: ApiKey, now: datetime) -> None:
        self._last_uses.note(organization_id, key, now)

    def _organization(self, keys: TenantKeys, organization_id: OrganizationId) -> _Wanted:
        return _Wanted(keys.organization, self._knowledge.organizations, organization_id, organizations.from_item)

    def _user(self, keys: TenantKeys, user_id: UserId) -> _Wanted:
        place = keys.user(user_id)
        return _Wanted(place, self._knowledge.users, place, users.from_item)

    def _look_up(self, admits: Callable[[str], bool], *wanted: _Wanted) -> list[Any]:
        """Return what is known of each; all that is not known is read in one round trip."""
        known = [one.recent.get(one.name) for one in wanted]
        missing = [one for one, value in zip(wanted, known, strict=True) if value is None]
        if not missing:
            return known
        begun = [one.recent.begin() for one in missing]
        items = Gateway(self._wire, admits).get_many([one.key for one in missing])
        for one, mark in zip(missing, begun, strict=True):
            value = one.of_item(items[one.key]) if one.key in items else None
            one.recent.put(one.name, value, mark)
            known[wanted.index(one)] = value
        return known
