"""Sessions, on DynamoDB."""

from dataclasses import replace
from typing import final

from adapters.dynamodb.engine.gateway import Gateway
from adapters.dynamodb.engine.patience import Cancelled
from adapters.dynamodb.engine.tokens import new_token
from adapters.dynamodb.items import session as sessions
from adapters.dynamodb.layout import outside
from adapters.dynamodb.recent import Recent
from application.ports.sessions import Sessions
from domain.errors import StaleVersion
from domain.ids import SessionId
from domain.people.session import Session

RecentSessions = Recent[SessionId, Session]


@final
class DynamoDbSessions(Sessions):
    """Sessions by id and by the hashes of their refresh tokens; DynamoDB deletes them after 24 hours.

    `recent` is shared with whoever starts, switches or reads sessions in this process.
    """

    def __init__(self, gateway: Gateway, recent: RecentSessions) -> None:
        self._gateway = gateway
        self._recent = recent

    def get(self, session_id: SessionId) -> Session | None:
        item = self._gateway.get(outside.session_key(session_id))
        return None if item is None else sessions.from_item(item)

    def by_refresh_hash(self, refresh_hash: str) -> Session | None:
        known = self._gateway.get(outside.refresh_key(refresh_hash))
        session = None if known is None else self.get(SessionId(known["session"]["S"]))
        if session is None or refresh_hash not in (session.refresh_hash, *session.spent_hashes):
            return None
        return session

    def save(self, session: Session) -> Session:
        try:
            self._gateway.transact(list(outside.saved_session(session)), new_token())
        except Cancelled as cancelled:
            raise StaleVersion from cancelled
        finally:
            self._recent.forget(session.id)
        return replace(session, version=session.version + 1)
