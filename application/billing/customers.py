"""Making an organization known to the payment provider."""

from dataclasses import dataclass, replace
from typing import final

from application.actor import Actor
from application.audit.events import Events
from application.ports.clock import Clock
from application.ports.directory import SaveCustomer
from application.ports.ids import Ids
from application.ports.payments import Payer, Payments
from application.ports.workspaces import Workspace, Workspaces
from application.races import settled
from domain.billing.subscription import CustomerId
from domain.billing.wanted import wanted
from domain.organizations.organization import Organization


@final
@dataclass(frozen=True, slots=True)
class Customers:
    """Gives each organization one customer at the provider, whoever asks first and however often."""

    workspaces: Workspaces
    payments: Payments
    clock: Clock
    ids: Ids
    events: Events

    def ensured(self, actor: Actor) -> CustomerId:
        """Return the customer of the actor's organization, made now if there is none yet."""
        return settled(lambda: self._ensured(actor.once_only(None)))

    def _ensured(self, actor: Actor) -> CustomerId:
        with self.workspaces.open_current(actor) as workspace:
            known = workspace.billing.account().customer
            if known is not None:
                return known
            organization = workspace.organization
        customer = self.payments.open_customer(payer(organization), f"customer-{organization.id}")
        with self.workspaces.open_current(actor) as workspace:
            self._keep(workspace, actor, customer)
            return workspace.commit(customer)

    def _keep(self, workspace: Workspace, actor: Actor, customer: CustomerId) -> None:
        account, organization = workspace.billing.account(), workspace.organization
        if account.version == 0 and wanted(organization, self.clock.now()) is None:
            account = replace(account, aligned=organization.plans.revision)
        workspace.save(replace(account, customer=customer))
        workspace.enter(SaveCustomer(customer, organization.id))
        workspace.record(self.events.changed(actor, "billing.opened", organization.id))


def payer(organization: Organization) -> Payer:
    """Return who pays for an organization."""
    return Payer(organization.id, organization.name, organization.billing_email.text)
