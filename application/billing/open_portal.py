"""The page on which an owner changes how to pay, and sees what was paid."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.billing.customers import Customers
from application.billing.open_checkout import back_to
from application.billing.refused import ProviderRefusals
from application.ports.payments import Payments
from application.ports.workspaces import Workspaces
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class OpenPortal:
    """Returns the address of a page of the payment provider, for one visit; what happens there is told by it.

    Unavailable while the provider is out of reach; Conflict when it has no such page for us.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_BILLING
    workspaces: Workspaces
    catalogue: Catalogue
    payments: Payments
    customers: Customers
    provider_refusals: ProviderRefusals
    public_url: str

    def __call__(self, actor: Actor, *, return_url: str | None = None) -> str:
        with self.workspaces.open_current(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            self.catalogue.check_sold()
        back = return_url or back_to(self.public_url)
        with self.provider_refusals.told(actor):
            url = self.customers.served(actor, lambda customer: self.payments.portal(customer, back))
        with self.workspaces.open_current(actor) as workspace:
            return workspace.commit(url)
