"""The page on which an owner enters how to pay, and subscribes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final, final

from application.access.authorise import authorise
from application.actor import Actor
from application.audit.events import Events
from application.billing.customers import Customers
from application.billing.planning import plan_settling
from application.billing.refused import ProviderRefusals
from application.billing.trials import Trials
from application.ports.clock import Clock
from application.ports.ids import Ids
from application.ports.payments import Order, Payments
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.following import MARGIN
from domain.billing.proration import whole_second
from domain.billing.state import Trialing, Unbilled
from domain.errors import Conflict
from domain.organizations.organization import Organization
from domain.organizations.standing import Active
from domain.plans.catalogue import Catalogue
from domain.roles.permission import Permission
from domain.roles.refusals import OrganizationRestricted

WORKS_FOR: Final = timedelta(days=1)
"""A checkout can be paid; when that is over the provider is looked at, whether or not it has told of it."""


@final
@dataclass(frozen=True, slots=True)
class OpenCheckout:
    """Returns the address of a page of the payment provider, for one visit; what happens there is told by it.

    The first subscription begins with a trial, if the person who asks has had none elsewhere. Conflict when there is
    one already: the plan is changed then, and how it is paid is changed in the portal; or when the provider refuses.
    Unavailable while it is out of reach.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_BILLING
    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    ids: Ids
    payments: Payments
    customers: Customers
    trials: Trials
    events: Events
    provider_refusals: ProviderRefusals
    public_url: str

    def __call__(self, actor: Actor, *, plan: str, return_url: str | None = None) -> str:
        """Return the address; InvalidRequest for a plan that cannot be chosen, or that costs nothing."""
        wanted = self.catalogue.bought(plan)
        self.catalogue.check_sold()
        with self.workspaces.open_current(actor) as workspace:
            organization, account = workspace.organization, workspace.billing.account()
            self._check(actor, organization)
            if not isinstance(organization.billing, Unbilled) or account.live is not None:
                raise Conflict("there is a subscription already: change its plan instead")
        now = whole_second(self.clock.now())
        used = self.trials.used(actor, organization.id, account)
        trial = None if used else Trialing.begun(now).ends_at
        order, back, name = Order(wanted, now, trial), return_url or back_to(self.public_url), self.ids.work()
        with self.provider_refusals.told(actor):
            url = self.customers.served(
                actor, lambda customer: self.payments.checkout(customer, order, back, f"checkout-{name}-{customer}")
            )
        return settled(lambda: self._opened(actor, url, now, offers_trial=trial is not None))

    def _opened(self, actor: Actor, url: str, now: datetime, *, offers_trial: bool) -> str:
        """Return the address once the look after it is planned; a trial that it offers is nobody else's any more."""
        with self.workspaces.open_current(actor) as workspace:
            organization = workspace.organization
            if offers_trial and self.trials.used(actor, organization.id, workspace.billing.account()):
                raise Conflict("a trial has begun elsewhere meanwhile; please open the page again")
            if offers_trial and self.trials.take(workspace, actor):
                person_id = actor.person_id or ""
                workspace.record(self.events.changed(actor, "person.trial_offered", person_id))
            plan_settling(workspace, self.ids, now + WORKS_FOR + MARGIN)
            return workspace.commit(url)

    def _check(self, actor: Actor, organization: Organization) -> None:
        authorise(actor, organization, self.permission)
        if not isinstance(organization.standing, Active):
            raise OrganizationRestricted("it is closing")


def back_to(public_url: str) -> str:
    """Return where a person comes back to from the provider's pages if nothing else is asked for."""
    return f"{public_url.rstrip('/')}/docs"
