"""Finding those who have had more than their plan allows since before anybody looked."""

from dataclasses import dataclass, replace
from typing import Final, final

from application.actor import system
from application.audit.events import Events
from application.billing.letters import Topic
from application.billing.planning import plan_check, plan_letter
from application.organizations.freeing import levels_of
from application.organizations.moving import RETRIES
from application.ports.clock import Clock
from application.ports.directory import Directory
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.subscription import CustomerId
from domain.errors import NotFound
from domain.ids import OrganizationId
from domain.organizations.excess import Excess
from domain.organizations.over_limit import over_limit

AT_ONCE: Final = 100


@final
@dataclass(frozen=True, slots=True)
class FindExcess:
    """Looks at all who pay or have paid, some at a time: their thirty days begin with the first look, which is kept.

    Of moves that are made today nothing is found here: each is looked at by work of its own. May be done again.
    """

    directory: Directory
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events

    def __call__(self, after: CustomerId | None) -> CustomerId | None:
        """Look at the customers after one, in the order of their names, and return the last; None: there are none."""
        customers = self.directory.customers(after, AT_ONCE)
        for customer in customers:
            organization_id = self.directory.customer(customer)
            if organization_id is not None:
                self._look(organization_id)
        return customers[-1] if customers else None

    def _look(self, organization_id: OrganizationId) -> None:
        try:
            settled(lambda: self._keep_first_look(organization_id), RETRIES)
        except NotFound:
            return

    def _keep_first_look(self, organization_id: OrganizationId) -> None:
        actor, now = system(organization_id, "limits"), self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            before = workspace.organization
            if before.excess is not None or not over_limit(before, before.plan(now), levels_of(workspace)):
                return
            excess = Excess(now)
            saved = workspace.save(replace(before, excess=excess))
            workspace.record(self.events.changed(actor, "organization.excess_found", before.id, before, saved))
            plan_check(workspace, self.ids, excess.restricted_at)
            plan_letter(workspace, self.ids, now, Topic.EXCESS_FOUND)
            workspace.commit(None)
