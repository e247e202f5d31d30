"""Telling the payment provider what an organization is called, and where its invoices go."""

from dataclasses import dataclass
from typing import final

from application.actor import system
from application.billing.customers import Customers
from application.billing.settling import Settling
from application.ports.agenda import Work
from application.ports.payments import ProviderRefused
from domain.errors import NotFound


@final
@dataclass(frozen=True, slots=True)
class RenameCustomer:
    """Tells the name and address as they stand now. What the provider refuses is kept for a person to look at."""

    customers: Customers
    settling: Settling

    def __call__(self, work: Work) -> None:
        actor = system(work.organization_id, "billing")
        try:
            self.customers.tell(actor)
        except NotFound:
            return
        except ProviderRefused as refused:
            self.settling.review(actor, refused.reason)
