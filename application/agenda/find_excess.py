"""Finding organizations that have had more than their plan allows since before limits were checked."""

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
from application.ports.log import Log
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.subscription import CustomerId
from domain.errors import NotFound, Unavailable
from domain.ids import OrganizationId
from domain.organizations.excess import Excess
from domain.organizations.over_limit import over_limit

AT_ONCE: Final = 100


@final
@dataclass(frozen=True, slots=True)
class FindExcess:
    """Looks at all who pay or have paid, some at a time: their thirty days begin with the first look, which is kept.

    Of moves that are made today nothing is found here: each is looked at by work of its own. May be done again. One
    that cannot be looked at is logged, and does not keep the others from it.
    """

    directory: Directory
    workspaces: Workspaces
    clock: Clock
    ids: Ids
    events: Events
    log: Log

    def __call__(self, after: CustomerId | None) -> CustomerId | None:
        """Look at the customers after one, in the order of their names, and return the last; None: there are none.

        Raises Unavailable: the store is out of reach, and they are to be looked at again.
        """
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
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others are looked at
            self.log.failure("limits.not_checked", error, organization=organization_id)

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
