"""Closing an organization, for good in thirty days."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.billing.planning import plan_settling
from application.organizations.erasing import plan_erasure
from application.organizations.moving import RETRIES, PlanMove
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.billing.state import Unbilled
from domain.errors import Conflict
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class CloseOrganization:
    """Asks for the organization's end and tells its owners; closing again changes nothing.

    What is paid ends with the cycle. Reopened, the organization must choose a paid plan again. Conflict while one is
    being paid.
    """

    permission: ClassVar[Permission] = Permission.CLOSE_ORGANIZATION
    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    ids: Ids
    events: Events
    plan_move: PlanMove

    def __call__(self, actor: Actor, *, version: int | None = None) -> Organization:
        return settled(lambda: self._close(actor, version), RETRIES)

    def _leaving(self, workspace: Workspace, actor: Actor, now: datetime) -> Organization:
        """Return the organization, which pays nothing any more from the next cycle on."""
        if workspace.billing.account().operation is not None:
            raise Conflict("a plan is being paid right now; please wait a minute")
        self.plan_move.prepare(actor, now)
        plan_settling(workspace, self.ids, now)
        return self.plan_move.at_cycle_end(workspace, self.catalogue.unpaid, now, fitting=False)

    def _close(self, actor: Actor, version: int | None) -> Organization:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            former = workspace.organization
            authorise(actor, former, self.permission)
            check_version(former, version)
            if former.close(now) == former:
                return former
            pays = not isinstance(former.billing, Unbilled)
            saved = workspace.save((self._leaving(workspace, actor, now) if pays else former).close(now))
            plan_erasure(workspace, self.ids, saved, now)
            workspace.plan(Work(self.ids.work(), now, WorkKind.TELL_OWNERS, former.id, {"topic": "closing"}))
            workspace.record(self.events.changed(actor, "organization.closing", former.id, former, saved))
            return workspace.commit(saved)
