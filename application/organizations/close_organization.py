"""Closing an organization, for good in thirty days."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.organizations.erasing import plan_erasure
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class CloseOrganization:
    """Asks for the organization's end and tells its owners; closing again changes nothing."""

    permission: ClassVar[Permission] = Permission.CLOSE_ORGANIZATION
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(self, actor: Actor, *, version: int | None = None) -> Organization:
        return settled(lambda: self._close(actor, version))

    def _close(self, actor: Actor, version: int | None) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            former, now = workspace.organization, self.clock.now()
            authorise(actor, former, self.permission)
            check_version(former, version)
            closing = former.close(now)
            if closing == former:
                return former
            saved = workspace.save(closing)
            plan_erasure(workspace, self.ids, saved, now)
            workspace.plan(Work(self.ids.work(), now, WorkKind.TELL_OWNERS, former.id, {"topic": "closing"}))
            workspace.record(self.events.changed(actor, "organization.closing", former.id, former, saved))
            return workspace.commit(saved)
