"""Making an organization known to the payment provider, and keeping that up to date."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar, final

from application.actor import Actor
from application.audit.events import Events
from application.billing.planning import plan_renaming
from application.ports.clock import Clock
from application.ports.directory import RemoveCustomer, SaveCustomer
from application.ports.ids import Ids
from application.ports.payments import CustomerGone, Payments
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.billing.payer import Payer
from domain.billing.subscription import CustomerId
from domain.billing.wanted import wanted
from domain.organizations.organization import Organization

Answer = TypeVar("Answer")


@final
@dataclass(frozen=True, slots=True)
class Customers:
    """Gives each organization one customer at the provider, however many ask at once.

    A customer that was deleted there is replaced, once, as soon as something is asked for it.
    """

    workspaces: Workspaces
    payments: Payments
    clock: Clock
    ids: Ids
    events: Events

    def ensured(self, actor: Actor) -> CustomerId:
        """Return the customer of the actor's organization, made now if there is none yet."""
        return settled(lambda: self._opened(actor.once_only(None), gone=None))

    def replaced(self, actor: Actor, gone: CustomerId) -> CustomerId:
        """Return the customer that takes the place of one that is gone; all who ask get the same."""
        return settled(lambda: self._opened(actor.once_only(None), gone))

    def served(self, actor: Actor, ask: Callable[[CustomerId], Answer]) -> Answer:
        """Ask for something of the organization's customer; where that is gone, of the one that replaces it."""
        customer = self.ensured(actor)
        try:
            return ask(customer)
        except CustomerGone:
            return ask(self.replaced(actor, customer))

    def tell(self, actor: Actor) -> None:
        """Bring name and address at the provider up to date; an organization without a customer has none there."""
        told: Payer | None = None
        while True:
            with self.workspaces.open_current(actor) as workspace:
                customer, now = workspace.billing.account().customer, payer(workspace.organization)
            if customer is None or now == told:
                return
            try:
                self.payments.rename_customer(customer, now)
            except CustomerGone:
                self.replaced(actor, customer)
            told = now

    def _opened(self, actor: Actor, gone: CustomerId | None) -> CustomerId:
        with self.workspaces.open_current(actor) as workspace:
            known = workspace.billing.account().customer
            if known is not None and known != gone:
                return known
            asked = payer(workspace.organization)
        name = f"customer-{asked.organization_id}" if gone is None else f"customer-{asked.organization_id}-not-{gone}"
        customer = self.payments.open_customer(asked, name)
        with self.workspaces.open_current(actor) as workspace:
            self._keep(workspace, actor, customer, asked)
            return workspace.commit(customer)

    def _keep(self, workspace: Workspace, actor: Actor, customer: CustomerId, told: Payer) -> None:
        account, organization, now = workspace.billing.account(), workspace.organization, self.clock.now()
        if account.version == 0 and wanted(organization, now) is None:
            account = replace(account, aligned=organization.plans.revision)
        workspace.save(replace(account, customer=customer))
        workspace.enter(SaveCustomer(customer, organization.id))
        if account.customer is not None and account.customer != customer:
            workspace.enter(RemoveCustomer(account.customer, organization.id))
        if payer(organization) != told:
            plan_renaming(workspace, self.ids, now)
        action = "billing.opened" if account.customer is None else "billing.customer_replaced"
        workspace.record(self.events.changed(actor, action, organization.id))


def payer(organization: Organization) -> Payer:
    """Return who pays for an organization."""
    return Payer(organization.id, organization.name, organization.billing_email.text)
