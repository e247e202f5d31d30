"""What a change of plan would cost."""

from dataclasses import dataclass, replace
from typing import ClassVar, final

from application.access.authorise import authorise
from application.actor import Actor
from application.billing.refused import ProviderRefusals
from application.billing.trials import Trials
from application.ports.clock import Clock
from application.ports.payments import Order, Payments
from application.ports.workspaces import Workspaces
from application.races import settled
from domain.billing.account import PREVIEW_HOLDS, BillingAccount, Quote
from domain.billing.choice import Choice, choice_of
from domain.billing.invoice import PlanPreview, Preview
from domain.billing.proration import whole_second
from domain.billing.state import Trialing
from domain.billing_cycle import BillingCycle
from domain.organizations.organization import Organization
from domain.plans.catalogue import Catalogue
from domain.plans.change import narrows_any
from domain.plans.plan import Plan
from domain.roles.permission import Permission


@final
@dataclass(frozen=True, slots=True)
class PreviewPlan:
    """Tells to the cent what choosing a plan would be invoiced, and when it would take effect.

    Confirmed within 15 minutes, in the same cycle, the change is charged exactly so. Unavailable while the provider is
    out of reach; PaymentRequired while an earlier payment is owed; Conflict when the provider refuses.
    """

    permission: ClassVar[Permission] = Permission.MANAGE_BILLING
    workspaces: Workspaces
    catalogue: Catalogue
    clock: Clock
    payments: Payments
    trials: Trials
    provider_refusals: ProviderRefusals

    def __call__(self, actor: Actor, *, plan: str) -> PlanPreview:
        """Return the preview; InvalidRequest for a plan that cannot be chosen."""
        wanted = self.catalogue.chosen(plan)
        self.catalogue.check_sold()
        return settled(lambda: self._preview(actor, wanted))

    def _preview(self, actor: Actor, wanted: Plan) -> PlanPreview:
        now = self.clock.now()
        with self.workspaces.open_current(actor) as workspace:
            organization, account = workspace.organization, workspace.billing.account()
            authorise(actor, organization, self.permission)
        trial_used = self.trials.used(actor, organization.id, account)
        choice = choice_of(organization, wanted, now, trial_used=trial_used)
        quote = Quote(wanted.id, whole_second(now))
        with self.provider_refusals.told(actor):
            asked = self._asked(account, Order(wanted, quote.at)) if choice is Choice.BUY else Preview()
        told = _told(organization, wanted, choice, asked, quote)
        with self.workspaces.open_current(actor) as workspace:
            known = workspace.billing.account()
            if choice is Choice.BUY:
                workspace.save(replace(known, quote=quote))
            return workspace.commit(told)

    def _asked(self, account: BillingAccount, order: Order) -> Preview:
        current = account.live
        return self.payments.preview(None if current is None else current.id, order)


def _told(organization: Organization, wanted: Plan, choice: Choice, asked: Preview, quote: Quote) -> PlanPreview:
    now, billing = quote.at, organization.billing
    trying = Trialing.begun(now) if choice is Choice.TRY else billing
    trial = trying.ends_at if isinstance(trying, Trialing) else None
    waits = choice is Choice.MOVE and narrows_any(organization.plan(now), wanted)
    at_end = BillingCycle.of(now).end
    return PlanPreview(
        plan=wanted.id,
        effective_at=(at_end if trial is None else min(at_end, trial)) if waits else now,
        trial_ends_at=trial if wanted.paid else None,
        now=asked,
        month_cents=wanted.price_cents or 0,
        holds_until=now + PREVIEW_HOLDS,
    )
