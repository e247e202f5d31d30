"""Leaving the paid plan."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.billing.buying import UNDER_WAY, Buying, BuyingStill
from application.billing.deciding import Deciding
from application.billing.refused import ProviderRefusals
from application.organizations.moving import RETRIES, PlanMove
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from application.races import settled
from application.unit_of_work import check_version
from domain.billing.state import Unbilled
from domain.errors import Conflict
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class CancelSubscription:
    """Moves to what costs nothing at the end of the cycle, or of the trial if that is earlier, whatever is held.

    Nothing is removed then: exceeded limits refuse new use. Cancelled already: nothing changes. Conflict when nothing
    is subscribed to, or while a payment is under way. Choosing the plan again takes it back.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_BILLING
    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    plan_move: PlanMove
    buying: Buying
    deciding: Deciding
    provider_refusals: ProviderRefusals

    def __call__(self, actor: Actor, *, version: int | None = None) -> Organization:
        try:
            return settled(lambda: self._cancel(actor, version), RETRIES)
        except BuyingStill:
            with self.provider_refusals.told(actor):
                self.buying.resolve(actor)
            return settled(lambda: self._cancel(actor, version), RETRIES)

    def _cancel(self, actor: Actor, version: int | None) -> Organization:
        now = self.clock.now()
        self.plan_move.prepare(actor, now)
        with self.workspaces.open_current(actor) as workspace:
            before = workspace.organization
            authorise(actor, before, self.permission)
            check_version(before, version)
            if isinstance(before.billing, Unbilled):
                raise Conflict("nothing is subscribed to")
            if workspace.billing.account().operation is not None:
                raise BuyingStill(UNDER_WAY)
            pending = before.plans.pending(now)
            if pending is not None and not pending.plan.paid:
                return before
            moved = self.plan_move.at_cycle_end(workspace, self.catalogue.unpaid, now, fitting=False)
            return self.deciding.commit(workspace, actor, moved, now)
