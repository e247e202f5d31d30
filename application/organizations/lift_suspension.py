"""The operator lets an organization work again."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.organizations.erasing import plan_erasure
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class LiftSuspension:
    """Gives an organization its former standing back; Conflict when it is not suspended."""

    permission: ClassVar[Permission] = Permission.OPERATE
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(self, actor: Actor) -> Organization:
        return settled(lambda: self._lift(actor))

    def _lift(self, actor: Actor) -> Organization:
        with self.workspaces.open_current(actor) as workspace:
            former = workspace.organization
            authorise(actor, former, self.permission)
            saved = workspace.save(former.lift_suspension())
            plan_erasure(workspace, self.ids, saved, self.clock.now())
            workspace.record(self.events.changed(actor, "organization.suspension_lifted", former.id, former, saved))
            return workspace.commit(saved)
