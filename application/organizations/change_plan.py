"""The operator's changing of an organization's plan, and of the terms of its contract."""

from dataclasses import dataclass, replace
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.billing.planning import plan_settling
from application.organizations.moving import RETRIES, PlanMove
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.state import Paying, Trialing, Unbilled
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.contract import Contract
from domain.plans.plan import Plan
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Changes a plan: at once when it widens, at the end of the cycle when it narrows, unless nobody chose it.

    An organization that pays goes on paying, for the new plan: its next invoice has the difference. To one that does
    not, or is in a trial, the plan is granted, unless the contract names a price: then that is invoiced each month.
    Where no payments are taken it is granted in any case.
    """

    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    ids: Ids
    events: Events
    plan_move: PlanMove
    permission: ClassVar = Permission.OPERATE

    def __call__(
        self, actor: Actor, *, plan: str, contract: Contract | None = None, chosen: bool = True
    ) -> Organization:
        """Put the organization on the newest version of `plan`, with the terms of `contract` if there are any.

        A narrowing change is refused with Conflict, listing what must be reduced, when users, projects or storage
        would not fit. A move that nobody chose is never refused, and takes effect at once.
        """
        offered = self.catalogue.offered(plan)
        wanted = offered if contract is None else contract.applied_to(offered)
        return settled(lambda: self._change(actor, wanted, chosen=chosen), RETRIES)

    def _change(self, actor: Actor, wanted: Plan, *, chosen: bool) -> Organization:
        now = self.clock.now()
        self.plan_move.prepare(actor, now)
        with self.workspaces.open_current(actor) as workspace:
            before = workspace.organization
            authorise(actor, before, self.permission)
            move = self.plan_move.chosen if chosen else self.plan_move.at_once
            after = move(workspace, wanted, now)
            saved = workspace.save(_billed(after, wanted, sold=self.catalogue.sold))
            if not isinstance(before.billing, Unbilled) or not isinstance(saved.billing, Unbilled):
                plan_settling(workspace, self.ids, now)
            workspace.record(self.events.changed(actor, "organization.plan_changed", before.id, before, saved))
            return workspace.commit(saved)


def _billed(organization: Organization, wanted: Plan, *, sold: bool) -> Organization:
    match organization.billing:
        case Unbilled() | Trialing():
            pays = sold and not wanted.self_service and bool(wanted.price_cents)
            return replace(organization, billing=Paying() if pays else Unbilled())
        case _:
            return organization
