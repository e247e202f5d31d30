"""Sessions, in memory."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from threading import RLock
from typing import final

from application.ports.sessions import Sessions
from domain.errors import StaleVersion
from domain.ids import OrganizationId, SessionId
from domain.people.session import LONGEST_LIFE, Session


@final
class MemorySessions(Sessions):
    """Sessions by id and by the hashes of their refresh tokens; those past 24 hours are forgotten."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._sessions: OrderedDict[SessionId, Session] = OrderedDict()
        self._by_hash: dict[str, SessionId] = {}

    def get(self, session_id: SessionId) -> Session | None:
        return self._sessions.get(session_id)

    def by_refresh_hash(self, refresh_hash: str) -> Session | None:
        session_id = self._by_hash.get(refresh_hash)
        return None if session_id is None else self._sessions.get(session_id)

    def save(self, session: Session) -> Session:
        with self._lock:
            if self.stale(session):
                raise StaleVersion
            return self.put(session)

    def stale(self, session: Session) -> bool:
        """Tell whether a session has changed since it was read."""
        kept = self._sessions.get(session.id)
        return (0 if kept is None else kept.version) != session.version

    def put(self, session: Session) -> Session:
        """Write a session that was checked, and forget the oldest that are past their longest life."""
        with self._lock:
            saved = replace(session, version=session.version + 1)
            former = self._sessions.get(saved.id)
            self._sessions[saved.id] = saved
            self._by_hash.update(dict.fromkeys(_hashes(saved), saved.id))
            self._unname(former, _hashes(saved))
            self._forget_ended(saved.refreshed_at)
            return saved

    def forget(self, organization_id: OrganizationId) -> None:
        """Drop the sessions that are bound to an organization that was erased."""
        with self._lock:
            for session in [known for known in self._sessions.values() if known.organization_id == organization_id]:
                del self._sessions[session.id]
                self._unname(session)

    def __len__(self) -> int:
        return len(self._sessions)

    def _forget_ended(self, now: datetime) -> None:
        while self._sessions:
            oldest = next(iter(self._sessions.values()))
            if now < oldest.started_at + LONGEST_LIFE:
                return
            del self._sessions[oldest.id]
            self._unname(oldest)

    def _unname(self, session: Session | None, still: Collection[str] = ()) -> None:
        """Forget the hashes of a session but those that it still has: whoever looks for these finds them all along."""
        for known in () if session is None else _hashes(session):
            if known not in still:
                self._by_hash.pop(known, None)


def _hashes(session: Session) -> tuple[str, ...]:
    return (session.refresh_hash, *session.spent_hashes)
