"""The operator stops an organization."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class SuspendOrganization:
    """Stops everything but reading why, and tells the owners; a further reason replaces the first."""

    permission: ClassVar[Permission] = Permission.OPERATE
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(self, actor: Actor, *, reason: str) -> Organization:
        return settled(lambda: self._suspend(actor, reason))

    def _suspend(self, actor: Actor, reason: str) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            former, now = workspace.organization, self.clock.now()
            authorise(actor, former, self.permission)
            saved = workspace.save(former.suspend(reason, now))
            told = {"topic": "suspended", "reason": reason}
            workspace.plan(Work(self.ids.work(), now, WorkKind.TELL_OWNERS, former.id, told))
            workspace.record(self.events.changed(actor, "organization.suspended", former.id, former, saved))
            return workspace.commit(saved)
