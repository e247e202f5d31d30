"""How an organization stands with its payments."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.ports.clock import Clock
from application.ports.workspaces import Workspaces
from domain.billing.account import BillingAccount
from domain.organizations.organization import Organization
from domain.roles.permission import Permission


@dataclass(frozen=True, slots=True)
class BillingOverview:
    """Plan, state and account as they stand here."""

    organization: Organization
    account: BillingAccount
    at: datetime


@final
@dataclass(frozen=True, slots=True)
class ReadBilling:
    """Returns plan, billing state and what waits, as they stand here; the provider is not asked."""

    permission: ClassVar[Permission] = Permission.READ_BILLING
    workspaces: Workspaces
    clock: Clock

    def __call__(self, actor: Actor) -> BillingOverview:
        with self.workspaces.open_current(actor) as workspace:
            authorise(actor, workspace.organization, self.permission)
            return BillingOverview(workspace.organization, workspace.billing.account(), self.clock.now())
