"""The invoices of an organization."""

from dataclasses import dataclass
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.workspaces import Workspaces
from application.unit_of_work import Page
from domain.billing.invoice import Invoice
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class ListInvoices:
    """Returns invoices, newest first, as they were last seen; the provider is not asked."""

    permission: ClassVar[Permission] = Permission.READ_BILLING
    workspaces: Workspaces

    def __call__(self, actor: Actor, *, after: str | None = None, limit: int = 50) -> Page[Invoice]:
        with self.workspaces.open(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            return workspace.billing.invoices(after, limit)
