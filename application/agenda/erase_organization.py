"""Erasing an organization: closed thirty days ago, or signed up for and never accepted."""

from dataclasses import dataclass
from datetime import datetime
from typing import final

from application.actor import Actor, system
from application.agenda.finish_erasure import LAST_LOOK, SINCE
from application.agenda.letters import deciders
from application.agenda.tell_owners import ERASED, SEPARATOR
from application.billing.carrying import CYCLES, CarryOver
from application.billing.stopping import Stopping
from application.ports.agenda import Work, WorkKind
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.billing.subscription import CustomerId
from domain.errors import NotFound, Unavailable
from domain.ids import OrganizationId
from domain.organizations.organization import Organization
from domain.organizations.standing import Active, Closing


@final
@dataclass(frozen=True, slots=True)
class EraseOrganization:
    """Erases all that a tenant has, if its time has come and nobody has changed their mind; else nothing.

    What it pays is ended first, for sure. A certificate stays of one that was founded, and goes by mail to those who
    decided for it.
    """

    workspaces: Workspaces
    clock: Clock
    ids: Ids
    stopping: Stopping
    carry_over: CarryOver

    def __call__(self, work: Work) -> None:
        try:
            settled(lambda: self._erase(work.organization_id))
        except NotFound:
            return

    def _erase(self, organization_id: OrganizationId) -> None:
        now, actor = self.clock.now(), system(organization_id, "erasure")
        with self.workspaces.open_current(actor) as workspace:
            reason = _reason(workspace, now)
            if reason is None:
                return
            customer = workspace.billing.account().customer
            if customer is not None:
                self._bill_everything(actor, customer)
            if workspace.organization.founded:
                workspace.plan(self._farewell(workspace, now))
            workspace.plan(self._last_look(workspace.organization, now))
            workspace.erase(now, reason)
            workspace.commit(None)

    def _bill_everything(self, actor: Actor, customer: CustomerId) -> None:
        """End what is paid for, and let no usage go that is on no invoice; Unavailable: it is tried again later."""
        self.stopping.stop(actor, customer)
        if not self.carry_over.bill(actor, cycles=CYCLES):
            raise Unavailable

    def _farewell(self, workspace: Workspace, now: datetime) -> Work:
        organization = workspace.organization
        subject = {"topic": ERASED, "name": organization.name, "to": SEPARATOR.join(deciders(workspace))}
        return Work(self.ids.work(), now, WorkKind.TELL_OWNERS, organization.id, subject)

    def _last_look(self, organization: Organization, now: datetime) -> Work:
        subject = {SINCE: organization.created_at.isoformat()}
        return Work(self.ids.work(), now + LAST_LOOK, WorkKind.FINISH_ERASURE, organization.id, subject)


def _reason(workspace: Workspace, now: datetime) -> str | None:
    organization = workspace.organization
    match organization.standing:
        case Closing(erased_at=erased_at):
            return "its owner closed it" if now >= erased_at else None
        case Active() if not organization.founded:
            still_open = workspace.invitations.page(None, 1, lambda invitation: invitation.is_open(now))
            return None if still_open.items else "its owner never accepted the invitation"
        case _:
            return None
