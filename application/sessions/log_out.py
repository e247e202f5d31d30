"""Signing out."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.ports.directory import SaveSession
from application.ports.sessions import Sessions
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.errors import Unauthenticated
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class LogOut:
    """Ends the session that the actor is in; its tokens are good for nothing from then on."""

    permission: ClassVar[Permission] = Permission.OWN_SESSION
    workspaces: Workspaces
    sessions: Sessions
    events: Events

    def __call__(self, actor: Actor) -> None:
        settled(lambda: self._log_out(actor))

    def _log_out(self, actor: Actor) -> None:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            session = None if actor.session_id is None else self.sessions.get(actor.session_id)
            if session is None:
                raise Unauthenticated
            if session.ended:
                return
            workspace.enter(SaveSession(session.end()))
            workspace.record(self.events.changed(actor, "session.ended", session.id))
            workspace.commit(None)
